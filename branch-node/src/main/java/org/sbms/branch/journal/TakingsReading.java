package org.sbms.branch.journal;

import io.vertx.sqlclient.Row;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.AskReceipt;
import org.sbms.contract.AskTakings;
import org.sbms.contract.AskTakings.Taking;
import org.sbms.contract.AskTakings.Takings;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Shows central what this branch took by way of payment systems and banks. */
public final class TakingsReading {
  /** Central's alone. */
  public static final Permission TAKINGS = new Permission("takings.read");

  private static final UUID FIRST = new UUID(0, 0);

  private final ZoneId zone;

  private TakingsReading(ZoneId zone) {
    this.zone = zone;
  }

  public static void register(Operations operations, BranchCode branch, ZoneId zone) {
    TakingsReading reading = new TakingsReading(zone);
    operations.register(
        OperationSpec.of(AskTakings.NAME, AskTakings.class, Takings.class, TAKINGS)
            .checkedBy(TakingsReading::problems)
            .placedAt(asked -> NodeId.of(asked.branch()))
            .answeredBy((_, asked, sql) -> Outcome.done(reading.takings(asked, sql))));
    operations.register(
        OperationSpec.of(AskReceipt.NAME, AskReceipt.class, AskReceipt.Answer.class, TAKINGS)
            .placedAt(asked -> NodeId.of(asked.branch()))
            .answeredBy((_, asked, sql) -> Outcome.done(receipt(asked, sql))));
  }

  private static AskReceipt.Answer receipt(AskReceipt asked, Sql sql) {
    return new AskReceipt.Answer(
        sql.one(
            row ->
                new AskReceipt.Receipt(
                    row.getString("receipt"),
                    new AccountNumber(row.getString("account")),
                    Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
                    method(row),
                    row.getString("reference"),
                    row.getOffsetDateTime("accepted_at").toInstant(),
                    row.getString("accepted_by"),
                    row.getString("state"),
                    JournalKind.Matter.valueOf(row.getString("matter")),
                    row.getString("item")),
            """
            select 'PAYMENT' as matter, receipt, account, amount_minor, currency, method, reference,
              accepted_at, accepted_by, state, null as item
            from payment where id = $1
            union all
            select 'REFUND', slip, account, amount_minor, currency, null, '', requested_at,
              requested_by, state, null
            from refund where id = $1
            union all
            select 'GOODS', receipt, account, goods_minor + handling_minor, currency, null, '',
              issued_at, issued_by, state, kind || ' ' || model || ' ' || serial
            from supply where id = $1 and account is not null
            """,
            asked.paymentId()));
  }

  private static @Nullable PaymentMethod method(Row row) {
    String method = row.getString("method");
    return method == null ? null : PaymentMethod.parse(method);
  }

  /** Money that was given back is no longer there. */
  private Takings takings(AskTakings asked, Sql sql) {
    return new Takings(
        sql.list(
            this::taking,
            """
            select id, receipt, reference, account, amount_minor, currency, accepted_at from payment
            where method = $1 and accepted_at >= $2 and accepted_at < $3 and id > $4
              and state <> 'REVERSED'
            order by id limit $5
            """,
            asked.method().wire(),
            asked.from().atStartOfDay(zone).toOffsetDateTime(),
            asked.to().plusDays(1).atStartOfDay(zone).toOffsetDateTime(),
            Optional.ofNullable(asked.after()).orElse(FIRST),
            asked.limit()));
  }

  private Taking taking(Row row) {
    return new Taking(
        row.getUUID("id"),
        row.getString("receipt"),
        row.getString("reference"),
        new AccountNumber(row.getString("account")),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        row.getOffsetDateTime("accepted_at").atZoneSameInstant(zone).toLocalDate());
  }

  private static List<FieldError> problems(AskTakings asked) {
    if (asked.limit() < 1 || asked.limit() > AskTakings.MAX_LIMIT) {
      return List.of(new FieldError("limit", "must be between 1 and " + AskTakings.MAX_LIMIT));
    }
    return asked.to().isBefore(asked.from())
        ? List.of(new FieldError("to", "must not be before the first day"))
        : List.of();
  }
}
