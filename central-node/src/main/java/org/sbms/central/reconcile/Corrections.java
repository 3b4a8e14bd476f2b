package org.sbms.central.reconcile;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The table of corrections. */
final class Corrections {
  private Corrections() {}

  /** Gives false where another one is under way for the mismatch. */
  static boolean add(
      Tx tx,
      UUID id,
      UUID mismatchId,
      ProposalDecisions.Step.Propose proposed,
      String reason,
      String login,
      Instant now) {
    CorrectionState state =
        proposed.action().movesMoney() ? CorrectionState.PROPOSED : CorrectionState.APPROVED;
    return tx.run(
                """
                insert into mismatch_correction (id, mismatch_id, action, branch, origin,
                    payment_id, account, amount_minor, currency, day, state, reason, proposed_by,
                    proposed_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                on conflict do nothing
                """,
                id,
                mismatchId,
                proposed.action().name(),
                proposed.branch().value(),
                proposed.stated().origin().value(),
                proposed.stated().transactionId(),
                proposed.stated().subject(),
                proposed.stated().amount().minor(),
                proposed.stated().amount().currencyCode(),
                proposed.day().orElse(null),
                state.name(),
                reason,
                login,
                now.atOffset(ZoneOffset.UTC))
            .rowCount()
        == 1;
  }

  static Optional<CorrectionView> lock(Tx tx, UUID id) {
    return tx.one(
        Corrections::view, "select * from mismatch_correction where id = $1 for update", id);
  }

  static void decide(
      Tx tx, UUID id, CorrectionState state, String login, String answer, Instant now) {
    tx.run(
        """
        update mismatch_correction
        set state = $2, decided_by = $3, answer = $4, decided_at = $5 where id = $1
        """,
        id,
        state.name(),
        login,
        answer,
        now.atOffset(ZoneOffset.UTC));
  }

  static Optional<CorrectionView> find(Sql sql, UUID id) {
    return sql.one(Corrections::view, "select * from mismatch_correction where id = $1", id);
  }

  static List<CorrectionView> of(Sql sql, UUID mismatchId) {
    return sql.list(
        Corrections::view,
        "select * from mismatch_correction where mismatch_id = $1 order by proposed_at desc, id",
        mismatchId);
  }

  static List<CorrectionView> due(Sql sql, Instant now, int limit) {
    return sql.list(
        Corrections::view,
        """
        select * from mismatch_correction where state = 'APPROVED' and next_attempt_at <= $1
        order by next_attempt_at, id limit $2
        """,
        now.atOffset(ZoneOffset.UTC),
        limit);
  }

  static void finish(Sql sql, UUID id, CorrectionState state, long journalNumber, String answer) {
    sql.run(
        """
        update mismatch_correction set state = $2, journal_number = $3, answer = $4
        where id = $1 and state = 'APPROVED'
        """,
        id,
        state.name(),
        journalNumber,
        answer);
  }

  /** The wait doubles up to a minute. */
  static void putOff(Sql sql, UUID id, String problem, Instant now) {
    sql.run(
        """
        update mismatch_correction
        set attempts = attempts + 1, answer = $2,
            next_attempt_at = $3::timestamptz
              + least(60, power(2, least(attempts, 6))) * interval '1 second'
        where id = $1
        """,
        id,
        problem,
        now.atOffset(ZoneOffset.UTC));
  }

  private static CorrectionView view(Row row) {
    return new CorrectionView(
        row.getUUID("id"),
        row.getUUID("mismatch_id"),
        CorrectionAction.valueOf(row.getString("action")),
        new BranchCode(row.getString("branch")),
        new BranchCode(row.getString("origin")),
        row.getUUID("payment_id"),
        row.getString("account"),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        Optional.ofNullable(row.getLocalDate("day")),
        CorrectionState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("proposed_by"),
        row.getOffsetDateTime("proposed_at").toInstant(),
        row.getString("decided_by"),
        row.getLong("journal_number"),
        row.getString("answer"));
  }
}
