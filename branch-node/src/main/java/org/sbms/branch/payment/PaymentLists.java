package org.sbms.branch.payment;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.sbms.contract.Money;
import org.sbms.contract.payment.CancelCredit;
import org.sbms.contract.payment.CreditSubscriber;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.Sql;

/** Reads payments for pages: lists and sums. */
final class PaymentLists {
  /** What a list may be sorted by; nothing else gets into the SQL. */
  private static final Map<String, String> SORTS =
      Map.of(
          "accepted", "accepted_at",
          "amount", "amount_minor",
          "receipt", "receipt",
          "account", "account");

  /** A payment that is under way has a message in the outbox, under its own id. */
  private static final String[] UNDER_WAY = {CreditSubscriber.NAME, CancelCredit.NAME};

  private final ZoneId zone;
  private final Clock clock;
  private final Duration overdueAfter;

  PaymentLists(ZoneId zone, Clock clock, Duration overdueAfter) {
    this.zone = zone;
    this.clock = clock;
    this.overdueAfter = overdueAfter;
  }

  static boolean sorts(String key) {
    return SORTS.containsKey(key);
  }

  List<Payment> browse(Sql sql, BrowsePayments question) {
    Instant from = question.day().map(this::start).orElse(Instant.EPOCH);
    Instant until =
        question
            .day()
            .map(day -> start(day.plusDays(1)))
            .orElse(clock.instant().plusSeconds(86_400));
    return sql.list(
        Payments::toPayment,
        """
        select * from payment
        where ($1 = '' or receipt ilike '%%' || $1 || '%%' or account ilike '%%' || $1 || '%%')
          and ($2 = '' or state = $2) and ($3 = '' or accepted_by = $3)
          and accepted_at >= $4 and accepted_at < $5
        order by %s %s, id limit $6 offset $7
        """
            .formatted(SORTS.get(question.sort()), question.descending() ? "desc" : "asc"),
        question.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        question.state().map(Enum::name).orElse(""),
        question.takenBy(),
        from.atOffset(ZoneOffset.UTC),
        until.atOffset(ZoneOffset.UTC),
        question.limit(),
        question.offset());
  }

  ShowTakings.Takings takings(Sql sql, String login) {
    Instant now = clock.instant();
    Instant today = start(LocalDate.ofInstant(now, zone));
    Row open =
        sql.one(
                row -> row,
                """
                select count(*) as waiting,
                  count(*) filter (where accepted_at < $1) as overdue,
                  (select count(*) from payment where rejected) as rejected
                from payment
                where id in (select key::uuid from outbox where operation = any($2::text[]))
                  and state in ('ACCEPTED', 'CANCELLING')
                """,
                now.minus(overdueAfter).atOffset(ZoneOffset.UTC),
                (Object) UNDER_WAY)
            .orElseThrow();
    return new ShowTakings.Takings(
        sums(sql, today, login),
        sums(sql, today, ""),
        open.getLong("waiting"),
        open.getLong("overdue"),
        open.getLong("rejected"));
  }

  private static List<ShowTakings.Sum> sums(Sql sql, Instant since, String login) {
    return sql.list(
        row ->
            new ShowTakings.Sum(
                PaymentMethod.parse(row.getString("method")),
                row.getLong("count"),
                Money.ofMinor(row.getLong("total"), row.getString("currency"))),
        """
        select method, currency, count(*) as count, sum(amount_minor)::bigint as total
        from payment
        where accepted_at >= $1 and ($2 = '' or accepted_by = $2) and state <> 'REVERSED'
        group by method, currency order by method, currency
        """,
        since.atOffset(ZoneOffset.UTC),
        login);
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }
}
