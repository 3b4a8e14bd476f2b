package org.sbms.branch.refund;

import io.vertx.sqlclient.Row;
import java.time.ZoneOffset;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.payment.DebitState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;

/** The table of what other branches asked for to pay out. */
public class Debits {

  public Optional<Debit> lock(Tx tx, Debit.Id id) {
    return tx.one(
        Debits::toDebit,
        "select * from debit where origin = $1 and refund_id = $2 for update",
        id.origin().value(),
        id.refundId());
  }

  public Optional<Debit> find(Sql sql, Debit.Id id) {
    return sql.one(
        Debits::toDebit,
        "select * from debit where origin = $1 and refund_id = $2",
        id.origin().value(),
        id.refundId());
  }

  /** When another transaction wrote it since it was looked for, everything starts over. */
  public void insert(Tx tx, Debit debit) {
    int inserted =
        tx.run(
                """
                insert into debit (origin, refund_id, account, amount_minor, currency, state,
                    origin_number, home_number, settlement_day, at, problem, detail, reason,
                    requested_by)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                on conflict do nothing
                """,
                debit.id().origin().value(),
                debit.id().refundId(),
                debit.account().value(),
                debit.amount().minor(),
                debit.amount().currencyCode(),
                debit.state().name(),
                debit.originNumber(),
                debit.homeNumber(),
                debit.settlementDay(),
                debit.at().atOffset(ZoneOffset.UTC),
                debit.problem(),
                debit.detail(),
                debit.reason(),
                debit.requestedBy())
            .rowCount();
    if (inserted != 1) {
      throw new TryAgainException("a refund came twice at the same time");
    }
  }

  public void update(Tx tx, Debit debit) {
    tx.run(
        """
        update debit set state = $3, origin_number = $4, home_number = $5, settlement_day = $6,
          at = $7
        where origin = $1 and refund_id = $2
        """,
        debit.id().origin().value(),
        debit.id().refundId(),
        debit.state().name(),
        debit.originNumber(),
        debit.homeNumber(),
        debit.settlementDay(),
        debit.at().atOffset(ZoneOffset.UTC));
  }

  private static Debit toDebit(Row row) {
    return new Debit(
        new Debit.Id(new BranchCode(row.getString("origin")), row.getUUID("refund_id")),
        new AccountNumber(row.getString("account")),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        DebitState.valueOf(row.getString("state")),
        row.getLong("origin_number"),
        row.getLong("home_number"),
        row.getLocalDate("settlement_day"),
        row.getOffsetDateTime("at").toInstant(),
        row.getString("problem"),
        row.getString("detail"),
        row.getString("reason"),
        row.getString("requested_by"));
  }
}
