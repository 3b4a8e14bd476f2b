package org.sbms.branch.cardgateway;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The tables of payments by card, of what was said of them, and of what acquirers owe. */
final class Intents {
  private static final int MAX_EVENTS = 200;
  private static final Duration CANCELLED_WITHIN = Duration.ofDays(90);

  long nextNumber(Tx tx) {
    return tx.one(row -> row.getLong(0), "select nextval('card_intent_number')").orElseThrow();
  }

  void insert(Tx tx, Intent intent, Instant nextAsk) {
    tx.run(
        """
        insert into card_intent (id, number, gateway, account, amount_minor, currency, state,
            return_url, credit_account, made_at, made_by, changed_at, expires_at, next_ask_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $4, $9, $10, $9, $11, $12)
        """,
        intent.id(),
        intent.number(),
        intent.gateway(),
        intent.account().value(),
        intent.amount().minor(),
        intent.amount().currencyCode(),
        intent.state().name(),
        intent.returnUrl(),
        at(intent.madeAt()),
        intent.madeBy(),
        at(intent.expiresAt()),
        at(nextAsk));
  }

  Optional<Intent> lock(Tx tx, UUID id) {
    return tx.one(Intents::toIntent, "select * from card_intent where id = $1 for update", id);
  }

  Optional<Intent> find(Sql sql, UUID id) {
    return sql.one(Intents::toIntent, "select * from card_intent where id = $1", id);
  }

  /**
   * @param nextAsk when the job looks at it again; empty when it need not
   */
  void update(Tx tx, Intent intent, Optional<Instant> nextAsk) {
    Money captured = intent.captured();
    tx.run(
        """
        update card_intent set state = $2, reason = $3, detail = $4, page = $5, reference = $6,
          captured_minor = $7, captured_currency = $8, held = $9, credit_account = $10,
          credit_attempt = $11, payment_id = $12, changed_at = $13, asks = $14, next_ask_at = $15
        where id = $1
        """,
        intent.id(),
        intent.state().name(),
        intent.reason(),
        intent.detail(),
        intent.page(),
        intent.reference(),
        captured == null ? null : captured.minor(),
        captured == null ? null : captured.currencyCode(),
        intent.held(),
        intent.creditTo().value(),
        intent.creditAttempt(),
        intent.payment(),
        at(intent.changedAt()),
        intent.asks(),
        nextAsk.map(Intents::at).orElse(null));
  }

  /** What is due to be looked at; another instance does not look at the same meanwhile. */
  List<Intent> claimDue(Tx tx, Instant now, Instant leaseUntil, int limit) {
    return tx.list(
        Intents::toIntent,
        """
        update card_intent set next_ask_at = $2, asks = asks + 1
        where id in (
          select id from card_intent where next_ask_at <= $1
          order by next_ask_at limit $3 for update skip locked)
        returning *
        """,
        at(now),
        at(leaseUntil),
        limit);
  }

  void askAt(Tx tx, UUID id, IntentState state, Instant when) {
    tx.run(
        """
        update card_intent set next_ask_at = $3
        where id = $1 and state = $2 and next_ask_at is not null
        """,
        id,
        state.name(),
        at(when));
  }

  /** Credited ones whose payment has been cancelled for good since. */
  List<UUID> reversed(Sql sql, Instant now, int limit) {
    return sql.list(
        row -> row.getUUID(0),
        """
        select i.id from payment_cancellation c
        join card_intent i on i.payment_id = c.payment_id and i.state = 'CREDITED'
        join payment p on p.id = c.payment_id and p.state = 'REVERSED'
        where c.cancelled_at > $1 limit $2
        """,
        at(now.minus(CANCELLED_WITHIN)),
        limit);
  }

  boolean isReversed(Sql sql, UUID payment) {
    return sql.one(
            row -> row.getBoolean(0),
            "select state = 'REVERSED' from payment where id = $1",
            payment)
        .orElse(false);
  }

  List<Intent> list(Sql sql, ListIntents question, ZoneId zone) {
    return sql.list(
        Intents::toIntent,
        """
        select * from card_intent
        where ($1 = '' or strpos(lower(number || ' ' || account || ' ' || reference), lower($1)) > 0)
          and ($2 = '' or state = $2) and ($3 = '' or gateway = $3)
          and ($4::timestamptz is null or made_at >= $4 and made_at < $5)
        order by made_at\
        """
            + (question.latestFirst() ? " desc, id desc" : ", id")
            + " offset $6 limit $7",
        question.text(),
        question.state().map(Enum::name).orElse(""),
        question.gateway(),
        question.day().map(day -> start(day, zone)).orElse(null),
        question.day().map(day -> start(day.plusDays(1), zone)).orElse(null),
        question.offset(),
        question.limit());
  }

  /** Whether it is new: an acquirer's event is listened to once. */
  boolean note(Tx tx, Intent intent, Optional<String> eventId, CardEvent event) {
    Money captured = event.captured().orElse(null);
    return tx.run(
                """
                insert into card_event (intent, gateway, event_id, source, said, captured_minor,
                    captured_currency, detail, state_after, at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                on conflict (gateway, event_id) do nothing
                """,
                intent.id(),
                intent.gateway(),
                eventId.orElse(null),
                event.source().name(),
                event.said(),
                captured == null ? null : captured.minor(),
                captured == null ? null : captured.currencyCode(),
                event.detail(),
                event.after().name(),
                at(event.at()))
            .rowCount()
        == 1;
  }

  boolean isKnown(Sql sql, String gateway, String eventId) {
    return sql.one(
            row -> row.getInteger(0),
            "select 1 from card_event where gateway = $1 and event_id = $2",
            gateway,
            eventId)
        .isPresent();
  }

  List<CardEvent> events(Sql sql, UUID intent) {
    return sql.list(
        Intents::toEvent,
        "select * from card_event where intent = $1 order by id limit " + MAX_EVENTS,
        intent);
  }

  void owe(Tx tx, String gateway, Money more) {
    if (more.isZero()) {
      return;
    }
    tx.run(
        """
        insert into card_receivable as r (gateway, currency, due_minor) values ($1, $2, $3)
        on conflict (gateway, currency) do update set due_minor = r.due_minor + $3
        """,
        gateway,
        more.currencyCode(),
        more.minor());
  }

  /** Whether so much was owed; otherwise nothing is changed. */
  boolean payOut(Tx tx, String gateway, Money gross) {
    return tx.run(
                """
                update card_receivable set due_minor = due_minor - $3
                where gateway = $1 and currency = $2 and due_minor >= $3
                """,
                gateway,
                gross.currencyCode(),
                gross.minor())
            .rowCount()
        == 1;
  }

  /** Whether its reference is new. */
  boolean insert(Tx tx, Payout payout) {
    return tx.run(
                """
                insert into card_payout (id, gateway, reference, paid_on, gross_minor, fee_minor,
                    currency, booked_at, booked_by)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                on conflict (gateway, reference) do nothing
                """,
                payout.id(),
                payout.gateway(),
                payout.reference(),
                payout.paidOn(),
                payout.gross().minor(),
                payout.fee().minor(),
                payout.gross().currencyCode(),
                at(payout.bookedAt()),
                payout.bookedBy())
            .rowCount()
        == 1;
  }

  List<Payout> payouts(Sql sql, ListPayouts question) {
    return sql.list(
        Intents::toPayout,
        "select * from card_payout order by paid_on"
            + (question.latestFirst() ? " desc, id desc" : ", id")
            + " offset $1 limit $2",
        question.offset(),
        question.limit());
  }

  List<ListPayouts.Due> due(Sql sql) {
    return sql.list(
        row ->
            new ListPayouts.Due(
                row.getString("gateway"),
                Money.ofMinor(row.getLong("due_minor"), row.getString("currency"))),
        "select gateway, currency, due_minor from card_receivable order by gateway, currency");
  }

  private static Intent toIntent(Row row) {
    return new Intent(
        row.getUUID("id"),
        row.getString("number"),
        row.getString("gateway"),
        new AccountNumber(row.getString("account")),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        IntentState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("detail"),
        row.getString("page"),
        row.getString("reference"),
        row.getString("return_url"),
        captured(row).orElse(null),
        row.getBoolean("held"),
        new AccountNumber(row.getString("credit_account")),
        row.getInteger("credit_attempt"),
        row.getUUID("payment_id"),
        row.getOffsetDateTime("made_at").toInstant(),
        row.getString("made_by"),
        row.getOffsetDateTime("changed_at").toInstant(),
        row.getOffsetDateTime("expires_at").toInstant(),
        row.getInteger("asks"));
  }

  private static CardEvent toEvent(Row row) {
    return new CardEvent(
        CardEvent.Source.valueOf(row.getString("source")),
        row.getString("said"),
        captured(row),
        row.getString("detail"),
        IntentState.valueOf(row.getString("state_after")),
        row.getOffsetDateTime("at").toInstant());
  }

  private static Payout toPayout(Row row) {
    String currency = row.getString("currency");
    return new Payout(
        row.getUUID("id"),
        row.getString("gateway"),
        row.getString("reference"),
        row.getLocalDate("paid_on"),
        Money.ofMinor(row.getLong("gross_minor"), currency),
        Money.ofMinor(row.getLong("fee_minor"), currency),
        row.getOffsetDateTime("booked_at").toInstant(),
        row.getString("booked_by"));
  }

  private static Optional<Money> captured(Row row) {
    @Nullable Long minor = row.getLong("captured_minor");
    return minor == null
        ? Optional.empty()
        : Optional.of(Money.ofMinor(minor, row.getString("captured_currency")));
  }

  private static OffsetDateTime start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toOffsetDateTime();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
