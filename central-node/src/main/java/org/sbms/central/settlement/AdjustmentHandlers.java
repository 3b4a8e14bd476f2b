package org.sbms.central.settlement;

import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.settlement.Adjustments.Adjustment;
import org.sbms.central.settlement.Adjustments.ApproveAdjustment;
import org.sbms.central.settlement.Adjustments.Found;
import org.sbms.central.settlement.Adjustments.ListAdjustments;
import org.sbms.central.settlement.Adjustments.ProposeAdjustment;
import org.sbms.central.settlement.Adjustments.RejectAdjustment;
import org.sbms.central.settlement.Adjustments.State;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** Handles lines that people enter. */
final class AdjustmentHandlers {
  private final Clock clock;

  AdjustmentHandlers(Clock clock) {
    this.clock = clock;
  }

  static List<FieldError> problems(ProposeAdjustment proposed) {
    List<FieldError> problems = new ArrayList<>();
    if (!Arrays.asList(LineKind.BY_HAND).contains(proposed.kind())) {
      problems.add(new FieldError("kind", "cannot be entered by hand"));
    }
    if (proposed.debtor().equals(proposed.creditor())) {
      problems.add(new FieldError("creditor", "must be another branch"));
    }
    if (!proposed.amount().isPositive()) {
      problems.add(new FieldError("amount", "must be more than nothing"));
    }
    if (proposed.reason().isBlank()) {
      problems.add(new FieldError("reason", "must be filled in"));
    } else if (proposed.reason().length() > Adjustments.MAX_REASON) {
      problems.add(
          new FieldError("reason", "must be at most " + Adjustments.MAX_REASON + " characters"));
    }
    return problems;
  }

  Outcome<Adjustment> propose(Command<ProposeAdjustment> command, Tx tx) {
    ProposeAdjustment proposed = command.operation();
    return Outcome.done(
        one(
            tx,
            """
            insert into settlement_adjustment (kind, debtor, creditor, amount_minor, currency,
                reason, state, proposed_by, proposed_at)
            values ($1, $2, $3, $4, $5, $6, 'PROPOSED', $7, $8) returning *
            """,
            proposed.kind().name(),
            proposed.debtor().value(),
            proposed.creditor().value(),
            proposed.amount().minor(),
            proposed.amount().currencyCode(),
            proposed.reason().strip(),
            command.caller().actor().login(),
            now()));
  }

  Outcome<Adjustment> approve(Command<ApproveAdjustment> command, Tx tx) {
    return decide(
        tx,
        command.operation().id(),
        command.caller(),
        (adjustment, login) -> {
          long window = Windows.holdOpen(tx);
          insertLine(tx, window, adjustment);
          return one(
              tx,
              """
              update settlement_adjustment
              set state = 'APPROVED', decided_by = $2, decided_at = $3, window_id = $4
              where id = $1 returning *
              """,
              adjustment.id(),
              login,
              now(),
              window);
        });
  }

  Outcome<Adjustment> reject(Command<RejectAdjustment> command, Tx tx) {
    return decide(
        tx,
        command.operation().id(),
        command.caller(),
        (adjustment, login) ->
            one(
                tx,
                """
                update settlement_adjustment set state = 'REJECTED', decided_by = $2, decided_at = $3
                where id = $1 returning *
                """,
                adjustment.id(),
                login,
                now()));
  }

  Outcome<Found> list(Caller caller, ListAdjustments asked, Sql sql) {
    return Outcome.done(
        new Found(
            sql.list(
                AdjustmentHandlers::adjustment,
                "select * from settlement_adjustment order by id desc offset $1 limit $2",
                asked.offset(),
                asked.limit())));
  }

  private interface Decision {
    Adjustment take(Adjustment adjustment, String login);
  }

  private static Outcome<Adjustment> decide(Tx tx, long id, Caller caller, Decision decision) {
    Optional<Adjustment> adjustment =
        tx.one(
            AdjustmentHandlers::adjustment,
            "select * from settlement_adjustment where id = $1 for update",
            id);
    if (adjustment.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such adjustment.");
    }
    String login = caller.actor().login();
    if (adjustment.get().state() != State.PROPOSED) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The adjustment is decided already.");
    }
    if (adjustment.get().proposedBy().equals(login)) {
      return Outcome.refused(
          SettlementHandlers.SAME_PERSON,
          "You proposed this adjustment: another person must decide it.");
    }
    return Outcome.done(decision.take(adjustment.get(), login));
  }

  /** The creditor stands as home and the adjustment's number as its entry. */
  private void insertLine(Tx tx, long window, Adjustment adjustment) {
    UUID id =
        UUID.nameUUIDFromBytes(("adjustment " + adjustment.id()).getBytes(StandardCharsets.UTF_8));
    tx.run(
        """
        insert into settlement_line (window_id, run_id, home, home_number, kind, origin,
            transaction_id, account, amount_minor, currency, day, note)
        values ($1, $2, $3, $4, $5, $6, $2, '', $7, $8, $9, $10)
        """,
        window,
        id,
        adjustment.creditor().value(),
        adjustment.id(),
        adjustment.kind().name(),
        adjustment.debtor().value(),
        adjustment.amount().minor(),
        adjustment.amount().currencyCode(),
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
        adjustment.reason());
  }

  private static Adjustment one(Tx tx, String sql, Object... args) {
    return tx.one(AdjustmentHandlers::adjustment, sql, args).orElseThrow();
  }

  private static Adjustment adjustment(Row row) {
    return new Adjustment(
        row.getLong("id"),
        LineKind.valueOf(row.getString("kind")),
        new BranchCode(row.getString("debtor")),
        new BranchCode(row.getString("creditor")),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        row.getString("reason"),
        State.valueOf(row.getString("state")),
        row.getString("proposed_by"),
        row.getOffsetDateTime("proposed_at").toInstant(),
        Optional.ofNullable(row.getString("decided_by")),
        Optional.ofNullable(row.getLong("window_id")).map(id -> Long.toString(id)));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
