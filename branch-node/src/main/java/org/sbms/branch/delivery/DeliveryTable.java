package org.sbms.branch.delivery;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.billing.DeliveryWay;
import org.sbms.branch.delivery.WorkOnDeliveries.Batch;
import org.sbms.branch.delivery.WorkOnDeliveries.BrowseDeliveries;
import org.sbms.branch.delivery.WorkOnDeliveries.ShowOutbox;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.text.Language;

/** The rows of deliveries and of what was printed. */
final class DeliveryTable {
  private static final String SELECT =
      """
      select d.*, coalesce(i.number, '') as number
      from delivery d left join invoice i on i.id = d.invoice_id
      """;

  /** A credit note that nobody looked at for so long was not forgotten by us. */
  private static final int CREDIT_NOTE_DAYS = 7;

  private DeliveryTable() {}

  /**
   * Bills of ended runs, one run in a transaction. Who chose mail and has no address gets a letter;
   * where nobody chose, the branch's way is no reason for paper that nobody asked for.
   *
   * @return whether a run was handed over
   */
  static boolean handOverRun(Database database, Instant now) {
    return database.inTransaction(tx -> {
      Optional<UUID> run =
          tx.one(
              row -> row.getUUID(0),
              """
              insert into delivery_run
              select id from bill_run r where not r.dry and r.state <> 'RUNNING'
                and not exists (select from delivery_run d where d.run_id = r.id)
              order by r.serial limit 1
              on conflict do nothing returning run_id
              """);
      run.ifPresent(id -> handOver(tx, "i.run_id = $2", now, id));
      return run.isPresent();
    });
  }

  /** Documents that people issue are no part of a run. */
  static void handOverCreditNotes(Database database, LocalDate today, Instant now) {
    database.inTransaction(tx -> {
      handOver(
          tx,
          """
          i.corrects is not null and i.issued_on >= $2 and not exists (
            select from delivery d where d.invoice_id = i.id)
          """,
          now,
          today.minusDays(CREDIT_NOTE_DAYS));
      return true;
    });
  }

  private static void handOver(Tx tx, String which, Instant now, Object argument) {
    tx.run(
        """
        insert into delivery (id, account, customer_id, kind, channel, state, invoice_id,
          amount_minor, currency, due_on, language, template_version, source, source_id, made_by,
          made_at, next_at)
        select uuidv7(), t.account, t.customer_id, t.kind, t.channel, 'WAITING', t.id,
          abs(t.total_minor), t.currency, t.due_on, t.language,
          (select max(version) from message_template m
            where m.kind = t.kind and m.language = t.language),
          'invoice', t.id || '-' || t.channel, 'system', $1, $1
        from (select distinct i.id, i.account, i.customer_id, i.kind, i.total_minor, i.currency,
            i.due_on, i.language, i.number,
            case when w.way = 'MAIL' and mail_address_of(i.customer_id) is not null
              then 'MAIL' else 'LETTER' end as channel
          from invoice i join account_billing b on b.account = i.account
          cross join billing_settings s
          cross join lateral unnest(coalesce(b.delivery, s.bill_delivery)) as w (way)
          join customer c on c.id = i.customer_id and c.erased_at is null
          where (b.delivery is not null or w.way = 'PRINT'
            or mail_address_of(i.customer_id) is not null) and
        """
            + which
            + """
            ) t order by t.number
            on conflict (source, source_id) where source is not null do nothing
            """,
        at(now),
        argument);
  }

  /** Once for its source; nothing for who was erased. */
  static void insert(Tx tx, UUID id, NewNotice notice, Instant now) {
    tx.run(
        """
        insert into delivery (id, account, customer_id, kind, channel, state, amount_minor, currency,
          due_on, language, template_version, source, source_id, made_by, made_at, next_at)
        select $1, a.number, a.customer_id, $3,
          case when mail_address_of(a.customer_id) is null then 'LETTER' else 'MAIL' end, 'WAITING',
          $4, $5, $6, coalesce(b.language, s.language),
          (select max(version) from message_template m
            where m.kind = $3 and m.language = coalesce(b.language, s.language)),
          $7, $8, 'system', $9, $9
        from account a join customer c on c.id = a.customer_id and c.erased_at is null
        cross join billing_settings s left join account_billing b on b.account = a.number
        where a.number = $2
        on conflict (source, source_id) where source is not null do nothing
        """,
        id,
        notice.account().value(),
        notice.kind().name(),
        notice.amount().minor(),
        notice.amount().currencyCode(),
        notice.due(),
        notice.source(),
        notice.sourceId(),
        at(now));
  }

  /** An invoice once more, because somebody asked for it; false when there is none of that id. */
  static boolean insert(
      Tx tx,
      UUID id,
      AccountNumber account,
      UUID invoice,
      Channel channel,
      String by,
      Instant now) {
    return tx.run(
                """
                insert into delivery (id, account, customer_id, kind, channel, state, invoice_id,
                  amount_minor, currency, due_on, language, template_version, made_by, made_at, next_at)
                select $1, i.account, i.customer_id, i.kind, $4, 'WAITING', i.id, abs(i.total_minor),
                  i.currency, i.due_on, i.language,
                  (select max(version) from message_template m
                    where m.kind = i.kind and m.language = i.language),
                  $5, $6, $6
                from invoice i where i.id = $3 and i.account = $2
                """,
                id,
                account.value(),
                invoice,
                channel.name(),
                by,
                at(now))
            .rowCount()
        == 1;
  }

  static boolean hasMailAddress(Sql sql, AccountNumber account) {
    return sql.one(
            row -> row.getBoolean(0),
            "select mail_address_of(customer_id) is not null from account where number = $1",
            account.value())
        .orElse(false);
  }

  static Optional<Delivery> find(Sql sql, UUID id) {
    return sql.one(DeliveryTable::toDelivery, SELECT + "where d.id = $1", id);
  }

  static Optional<Delivery> lock(Tx tx, UUID id) {
    tx.run("select from delivery where id = $1 for update", id);
    return find(tx, id);
  }

  static List<Delivery> browse(Sql sql, BrowseDeliveries question, String orderBy) {
    return sql.list(
        DeliveryTable::toDelivery,
        SELECT
            + """
            where ($1 = '' or d.account = $1 or i.number = $1)
              and ($2::text is null or d.state = $2) and ($3::text is null or d.kind = $3)
              and ($4::text is null or d.channel = $4)
            order by
            """
            + orderBy
            + ", d.serial desc limit $5 offset $6",
        question.search(),
        name(question.state()),
        name(question.kind()),
        name(question.channel()),
        question.limit(),
        question.offset());
  }

  private static @Nullable String name(Optional<? extends Enum<?>> value) {
    return value.map(Enum::name).orElse(null);
  }

  static ShowOutbox.Outbox outbox(Sql sql, boolean mailIsSet, Instant now) {
    return sql.one(
            row ->
                new ShowOutbox.Outbox(
                    mailIsSet,
                    row.getLong("mails"),
                    row.getLong("retrying"),
                    row.getString("trouble"),
                    row.getLong("failed"),
                    row.getLong("bad"),
                    row.getLong("invoices"),
                    row.getLong("notices"),
                    Arrays.stream(row.getArrayOfStrings("ways"))
                        .map(DeliveryWay::valueOf)
                        .collect(Collectors.toSet())),
            """
            select count(*) filter (where channel = 'MAIL') as mails,
              count(*) filter (where channel = 'MAIL' and attempts > 0) as retrying,
              coalesce((select detail from delivery where state = 'WAITING' and channel = 'MAIL'
                and attempts > 0 order by next_at desc limit 1), '') as trouble,
              (select count(*) from\
            """
                + BadAddresses.KNOWN
                + """
                  ) as bad, (select bill_delivery from billing_settings) as ways,
                  count(*) filter (where channel = 'LETTER' and invoice_id is not null) as invoices,
                  count(*) filter (where channel = 'LETTER' and invoice_id is null) as notices,
                  (select count(*) from delivery where state in ('FAILED', 'BOUNCED')
                    and ended_at > $1) as failed
                from delivery where state = 'WAITING'
                """,
            at(now).minusDays(30))
        .orElseThrow();
  }

  /** Mails whose time has come, those that wait longest first. */
  static List<Delivery> due(Sql sql, Instant now, int limit) {
    return sql.list(
        DeliveryTable::toDelivery,
        SELECT
            + """
            where d.state = 'WAITING' and d.channel = 'MAIL' and d.next_at <= $1
            order by d.next_at, d.serial limit $2
            """,
        at(now),
        limit);
  }

  static void tried(
      Database database,
      Delivery delivery,
      DeliveryDecisions.Next next,
      String address,
      Instant now) {
    database.inTransaction(tx -> {
      tx.run(
          """
          update delivery set state = $2, attempts = attempts + 1, next_at = $3, detail = $4,
            recipient = $5, recipient_hash = mail_address_hash(customer_id, nullif($6, '')),
            ended_at = case when $2 = 'WAITING' then null else $7::timestamptz end
          where id = $1 and state = 'WAITING'
          """,
          delivery.id(),
          next.state().name(),
          at(next.nextAt()),
          next.detail(),
          Letter.masked(address),
          address,
          at(now));
      if (next.addressIsBad()) {
        BadAddresses.blame(tx, delivery.id(), next.detail(), now);
      }
      return true;
    });
  }

  static void again(Tx tx, UUID id, Instant now) {
    BadAddresses.clear(tx, id);
    tx.run(
        """
        update delivery set state = 'WAITING', attempts = 0, next_at = $2, ended_at = null
        where id = $1
        """,
        id,
        at(now));
  }

  static long allAgain(Tx tx, Instant now) {
    return tx.run(
            """
            update delivery set next_at = $1
            where state = 'WAITING' and channel = 'MAIL' and attempts > 0 and next_at > $1
            """,
            at(now))
        .rowCount();
  }

  static void bounced(Tx tx, UUID id, String reason, Instant now) {
    tx.run(
        "update delivery set state = 'BOUNCED', detail = $2, ended_at = $3 where id = $1",
        id,
        reason,
        at(now));
    BadAddresses.blame(tx, id, reason, now);
  }

  static List<Delivery> of(Sql sql, Batch batch) {
    return sql.list(
        DeliveryTable::toDelivery, SELECT + "where d.batch_id = $1 order by d.serial", batch.id());
  }

  private static Delivery toDelivery(Row row) {
    return new Delivery(
        row.getUUID("id"),
        new AccountNumber(row.getString("account")),
        NoticeKind.valueOf(row.getString("kind")),
        Channel.valueOf(row.getString("channel")),
        Delivery.State.valueOf(row.getString("state")),
        Optional.ofNullable(row.getUUID("invoice_id")),
        row.getString("number"),
        new Money(row.getLong("amount_minor"), Currency.getInstance(row.getString("currency"))),
        row.getLocalDate("due_on"),
        Language.valueOf(row.getString("language")),
        row.getInteger("template_version"),
        row.getString("made_by"),
        row.getOffsetDateTime("made_at").toInstant(),
        row.getInteger("attempts"),
        row.getOffsetDateTime("next_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("ended_at")).map(OffsetDateTime::toInstant),
        row.getString("recipient"),
        row.getString("detail"),
        Optional.ofNullable(row.getUUID("batch_id")));
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
