package org.sbms.branch.directdebit;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.bankfiles.pain.CollectionOrder.Collection;
import org.sbms.bankfiles.pain.CollectionOrder.Debtor;
import org.sbms.bankfiles.pain.CollectionOrder.Scheme;
import org.sbms.bankfiles.pain.CollectionOrder.Sequence;
import org.sbms.branch.directdebit.WorkOnDirectDebits.AddMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Collected;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CollectionState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CreditorSettings;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListCollections;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListMandates;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Mandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.MandateState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Run;
import org.sbms.branch.directdebit.WorkOnDirectDebits.RunState;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.seal.Seal;

/** The tables of mandates, runs and collections. Debtors and files are sealed. */
final class DebitStore {
  private static final String RUN =
      """
      select r.id, r.number, r.collect_on, r.state, r.made_at, r.made_by, r.decided_by,
        count(c.id) filter (where c.state not in ('SET_ASIDE', 'DROPPED')) as count,
        coalesce(sum(c.amount_minor) filter (where c.state not in ('SET_ASIDE', 'DROPPED')), 0)::bigint
          as total,
        count(c.id) filter (where c.state = 'SET_ASIDE') as set_aside,
        count(c.id) filter (where c.state = 'COLLECTED') as collected,
        count(c.id) filter (where c.state = 'RETURNED') as returned
      from dd_run r left join dd_collection c on c.run_id = r.id
      """;
  private static final String COLLECTION =
      """
      select c.*, i.number as invoice_number from dd_collection c
      join invoice i on i.id = c.invoice_id
      """;

  /**
   * Invoices that may be asked for: $1 the day, $2 the currency, $3 how often, $4 now, $5 the days
   * between.
   */
  private static final String DUE =
      """
      from invoice i
      join dd_mandate m on m.account = i.account and m.state = 'ACTIVE'
        and m.signed_on <= $1
      cross join lateral (
        select count(*) filter (where c.state = 'RETURNED') as attempts,
          coalesce(bool_or(c.state in ('PLANNED', 'PRESENTED', 'COLLECTED')), false) as busy,
          coalesce(bool_and(c.again) filter (where c.state = 'RETURNED'), true) as again,
          max(c.changed_at) filter (where c.state = 'RETURNED') as last
        from dd_collection c where c.invoice_id = i.id) b
      where i.kind = 'INVOICE' and i.open_minor > 0 and i.due_on <= $1 and i.currency = $2
        and not b.busy and b.again and b.attempts < $3
        and (b.last is null or b.last <= $4::timestamptz - make_interval(days => $5))
      """;

  private final Seal seal;
  private final BranchCode self;
  private final Currency currency;

  DebitStore(Seal seal, BranchCode self, Currency currency) {
    this.seal = seal;
    this.self = self;
    this.currency = currency;
  }

  /** Locked: one run is drawn up, presented or dropped at a time. */
  Optional<CreditorSettings> lockCreditor(Tx tx) {
    return tx.one(this::toCreditor, "select * from dd_creditor for update");
  }

  Optional<CreditorSettings> creditor(Sql sql) {
    return sql.one(this::toCreditor, "select * from dd_creditor");
  }

  boolean isOurs(Sql sql, String account) {
    return sql.one(row -> true, "select from bank_account where number = $1", account).isPresent();
  }

  void save(Tx tx, CreditorSettings settings) {
    tx.run(
        """
        insert into dd_creditor (name, account, bic, scheme_id, max_minor)
        values ($1, $2, $3, $4, $5)
        on conflict (one) do update set name = excluded.name, account = excluded.account,
          bic = excluded.bic, scheme_id = excluded.scheme_id, max_minor = excluded.max_minor
        """,
        settings.name(),
        settings.account(),
        settings.bic(),
        settings.schemeId(),
        settings.max().minor());
  }

  /** Empty when the account has a mandate, or another has this reference. */
  Optional<Mandate> insert(Tx tx, UUID id, AddMandate asked, String login, Instant now) {
    return tx.one(
        DebitStore::toMandate,
        """
        insert into dd_mandate (id, reference, account, scheme, signed_on, debtor, iban_tail, state,
          made_at, made_by, changed_at, changed_by)
        values ($1, $2, $3, $4, $5, $6, $7, 'ACTIVE', $8, $9, $8, $9)
        on conflict do nothing returning *
        """,
        id,
        asked.reference(),
        asked.account().value(),
        asked.scheme().name(),
        asked.signedOn(),
        Buffer.buffer(
            seal.seal(id.toString(), Json.write(asked.debtor()).getBytes(StandardCharsets.UTF_8))),
        asked.debtor().iban().substring(asked.debtor().iban().length() - 4),
        now.atOffset(ZoneOffset.UTC),
        login);
  }

  Optional<Mandate> lockMandate(Tx tx, UUID id) {
    return tx.one(DebitStore::toMandate, "select * from dd_mandate where id = $1 for update", id);
  }

  Optional<Mandate> mandate(Sql sql, UUID id) {
    return sql.one(DebitStore::toMandate, "select * from dd_mandate where id = $1", id);
  }

  Mandate change(Tx tx, UUID id, MandateState state, String reason, String login, Instant now) {
    return tx.one(
            DebitStore::toMandate,
            """
            update dd_mandate set state = $2, reason = $3, changed_at = $4, changed_by = $5
            where id = $1 returning *
            """,
            id,
            state.name(),
            reason,
            now.atOffset(ZoneOffset.UTC),
            login)
        .orElseThrow();
  }

  List<Mandate> mandates(Sql sql, ListMandates question) {
    return sql.list(
        DebitStore::toMandate,
        """
        select * from dd_mandate
        where ($1 = '' or account = upper($1) or strpos(lower(reference), lower($1)) > 0)
          and ($2 = '' or state = $2)
        order by made_at desc, id offset $3 limit $4
        """,
        question.text(),
        question.state().map(Enum::name).orElse(""),
        question.offset(),
        question.limit());
  }

  long insertRun(Tx tx, UUID id, LocalDate collectOn, String login, Instant now) {
    return tx.one(
            row -> row.getLong(0),
            """
            insert into dd_run (id, collect_on, state, made_at, made_by)
            values ($1, $2, 'DRAFT', $3, $4) returning number
            """,
            id,
            collectOn,
            now.atOffset(ZoneOffset.UTC),
            login)
        .orElseThrow();
  }

  /** Oldest due first; what is larger than may be is written down too, and set aside. */
  int drawUp(Tx tx, UUID run, long number, LocalDate collectOn, Money max, Instant now) {
    return tx.run(
            """
            insert into dd_collection (id, run_id, mandate_id, account, invoice_id, amount_minor,
              currency, end_to_end_id, attempt, state, reason, changed_at)
            select gen_random_uuid(), $6, d.mandate, d.account, d.id, d.open_minor, d.currency,
              $7 || lpad(d.place::text, 5, '0'), d.attempts + 1,
              case when d.open_minor > $8 then 'SET_ASIDE' else 'PLANNED' end,
              case when d.open_minor > $8 then 'above-limit' else '' end, $4
            from (
              select i.*, m.id as mandate, b.attempts,
                row_number() over (order by i.due_on, i.number) as place
            """
                + DUE
                + " order by i.due_on, i.number limit $9) d",
            collectOn,
            currency.getCurrencyCode(),
            ReturnDecisions.MAX_ATTEMPTS,
            now.atOffset(ZoneOffset.UTC),
            ReturnDecisions.DAYS_BETWEEN,
            run,
            "%s-DD-%d-".formatted(self, number),
            max.minor(),
            WorkOnDirectDebits.MAX_OF_A_RUN)
        .rowCount();
  }

  boolean anyDue(Sql sql, LocalDate collectOn, Money max, Instant now) {
    return sql.one(
            row -> true,
            "select " + DUE + " and i.open_minor <= $6 limit 1",
            collectOn,
            currency.getCurrencyCode(),
            ReturnDecisions.MAX_ATTEMPTS,
            now.atOffset(ZoneOffset.UTC),
            ReturnDecisions.DAYS_BETWEEN,
            max.minor())
        .isPresent();
  }

  /** Whether something of a draft would be left after {@link #dropWhatFell}. */
  boolean anyStands(Sql sql, UUID run) {
    return sql.one(
            row -> true,
            """
            select from dd_collection c join invoice i on i.id = c.invoice_id
            join dd_mandate m on m.id = c.mandate_id
            where c.run_id = $1 and c.state = 'PLANNED' and i.open_minor >= c.amount_minor
              and m.state = 'ACTIVE' limit 1
            """,
            run)
        .isPresent();
  }

  /** What was paid, or whose mandate fell, since the run was drawn up is not asked for. */
  void dropWhatFell(Tx tx, UUID run, Instant now) {
    tx.run(
        """
        update dd_collection c set state = 'DROPPED', changed_at = $2,
          reason = case when i.open_minor < c.amount_minor then 'paid-meanwhile' else 'no-mandate' end
        from invoice i, dd_mandate m
        where c.run_id = $1 and c.state = 'PLANNED' and i.id = c.invoice_id and m.id = c.mandate_id
          and (i.open_minor < c.amount_minor or m.state <> 'ACTIVE')
        """,
        run,
        now.atOffset(ZoneOffset.UTC));
  }

  List<Collection> planned(Sql sql, UUID run) {
    return sql.list(
        this::toOrder,
        """
        select c.*, m.reference, m.signed_on, m.scheme, m.debtor, m.used,
          i.number as invoice_number
        from dd_collection c join dd_mandate m on m.id = c.mandate_id
        join invoice i on i.id = c.invoice_id
        where c.run_id = $1 and c.state = 'PLANNED' order by c.end_to_end_id
        """,
        run);
  }

  void present(Tx tx, UUID run, String xml, String login, Instant now) {
    tx.run(
        """
        update dd_run set state = 'PRESENTED', file = $2, decided_at = $3, decided_by = $4
        where id = $1
        """,
        run,
        Buffer.buffer(seal.seal(run.toString(), xml.getBytes(StandardCharsets.UTF_8))),
        now.atOffset(ZoneOffset.UTC),
        login);
    tx.run(
        """
        update dd_collection set state = 'PRESENTED', changed_at = $2
        where run_id = $1 and state = 'PLANNED'
        """,
        run,
        now.atOffset(ZoneOffset.UTC));
  }

  void drop(Tx tx, UUID run, String login, Instant now) {
    tx.run(
        "update dd_run set state = 'DROPPED', decided_at = $2, decided_by = $3 where id = $1",
        run,
        now.atOffset(ZoneOffset.UTC),
        login);
    tx.run(
        """
        update dd_collection set state = 'DROPPED', reason = 'run-dropped', changed_at = $2
        where run_id = $1 and state = 'PLANNED'
        """,
        run,
        now.atOffset(ZoneOffset.UTC));
  }

  Optional<String> file(Sql sql, UUID run) {
    return sql.one(row -> row.getBuffer(0), "select file from dd_run where id = $1", run)
        .flatMap(sealed -> seal.open(run.toString(), sealed.getBytes()))
        .map(text -> new String(text, StandardCharsets.UTF_8));
  }

  Optional<Run> run(Sql sql, UUID id) {
    return sql.one(this::toRun, RUN + "where r.id = $1 group by r.id", id);
  }

  Optional<Run> runNumbered(Sql sql, long number) {
    return sql.one(this::toRun, RUN + "where r.number = $1 group by r.id", number);
  }

  /** What the run's file asked for, by reference. */
  Map<String, Collected> lockPresented(Tx tx, UUID run) {
    Map<String, Collected> presented = new LinkedHashMap<>();
    tx.list(
            DebitStore::toCollected,
            COLLECTION
                + """
                where c.run_id = $1 and (c.state in ('PRESENTED', 'COLLECTED', 'RETURNED') or c.was_sent)
                order by c.end_to_end_id for update of c
                """,
            run)
        .forEach(collection -> presented.put(collection.endToEndId(), collection));
    return presented;
  }

  /** The bank did not carry these out with their file or group: they may be asked for again. */
  void dropNotCarriedOut(Tx tx, Map<String, String> reasons, Instant now) {
    tx.run(
        """
        update dd_collection c set state = 'DROPPED', reason = t.reason, was_sent = true,
          changed_at = $3
        from unnest($1::text[], $2::text[]) as t (id, reason)
        where c.end_to_end_id = t.id and c.state = 'PRESENTED'
        """,
        reasons.keySet().toArray(String[]::new),
        reasons.values().toArray(String[]::new),
        now.atOffset(ZoneOffset.UTC));
  }

  void reject(Tx tx, UUID run) {
    tx.run("update dd_run set state = 'REJECTED' where id = $1", run);
  }

  List<Run> runs(Sql sql, int offset, int limit) {
    return sql.list(
        this::toRun,
        RUN + "group by r.id order by r.number desc offset $1 limit $2",
        offset,
        limit);
  }

  List<Collected> collections(Sql sql, ListCollections question) {
    return sql.list(
        DebitStore::toCollected,
        COLLECTION
            + """
            where c.run_id = $1 and ($2 = '' or c.state = $2)
              and ($3 = '' or c.account = upper($3) or i.number = upper($3) or c.end_to_end_id = upper($3))
            order by c.end_to_end_id offset $4 limit $5
            """,
        question.run(),
        question.state().map(Enum::name).orElse(""),
        question.text(),
        question.offset(),
        question.limit());
  }

  Optional<Collected> lockCollection(Tx tx, UUID id) {
    return tx.one(DebitStore::toCollected, COLLECTION + "where c.id = $1 for update of c", id);
  }

  /** Presented ones whose money the bank's file brought. */
  void noteCollected(Tx tx, Instant now) {
    tx.run(
        """
        with came as (
          update dd_collection c set state = 'COLLECTED', payment_id = p.payment_id, changed_at = $1
          from bank_line l join bank_part p on p.line_id = l.id and not p.given_back
          where c.state = 'PRESENTED' and l.end_to_end_id = c.end_to_end_id and l.amount_minor > 0
            and p.account = c.account
          returning c.mandate_id)
        update dd_mandate m set used = true from came where came.mandate_id = m.id and not m.used
        """,
        now.atOffset(ZoneOffset.UTC));
  }

  /** The bank's reason by collection, of those that a file took back. */
  record Back(UUID collection, String reason) {}

  List<Back> back(Tx tx, int limit) {
    return tx.list(
        row -> new Back(row.getUUID(0), row.getString(1)),
        """
        select c.id, max(l.return_reason) from dd_collection c
        join bank_line l on l.end_to_end_id = c.end_to_end_id and l.amount_minor < 0
        where c.state in ('PRESENTED', 'COLLECTED') group by c.id order by c.id limit $1
        """,
        limit);
  }

  Collected noteReturned(
      Tx tx, UUID id, String reason, ReturnDecisions.Consequence follows, String by, Instant now) {
    if (follows.suspends()) {
      tx.run(
          """
          update dd_mandate m set state = 'SUSPENDED', reason = $2, changed_at = $3, changed_by = $4
          from dd_collection c where c.id = $1 and m.id = c.mandate_id and m.state = 'ACTIVE'
          """,
          id,
          reason,
          now.atOffset(ZoneOffset.UTC),
          by);
    }
    tx.run(
        """
        update dd_collection set state = 'RETURNED', reason = $2, again = $3, changed_at = $4
        where id = $1
        """,
        id,
        reason,
        follows.again(),
        now.atOffset(ZoneOffset.UTC));
    return tx.one(DebitStore::toCollected, COLLECTION + "where c.id = $1", id).orElseThrow();
  }

  private CreditorSettings toCreditor(Row row) {
    return new CreditorSettings(
        row.getString("name"),
        row.getString("account"),
        row.getString("bic"),
        row.getString("scheme_id"),
        new Money(row.getLong("max_minor"), currency));
  }

  private static Mandate toMandate(Row row) {
    return new Mandate(
        row.getUUID("id"),
        row.getString("reference"),
        new AccountNumber(row.getString("account")),
        Scheme.valueOf(row.getString("scheme")),
        row.getLocalDate("signed_on"),
        row.getString("iban_tail"),
        row.getBoolean("used"),
        MandateState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getOffsetDateTime("made_at").toInstant(),
        row.getString("made_by"));
  }

  private Run toRun(Row row) {
    return new Run(
        row.getUUID("id"),
        row.getLong("number"),
        row.getLocalDate("collect_on"),
        RunState.valueOf(row.getString("state")),
        row.getInteger("count"),
        new Money(row.getLong("total"), currency),
        row.getInteger("set_aside"),
        row.getInteger("collected"),
        row.getInteger("returned"),
        row.getOffsetDateTime("made_at").toInstant(),
        row.getString("made_by"),
        row.getString("decided_by"));
  }

  private Collection toOrder(Row row) {
    Debtor debtor =
        seal.open(row.getUUID("mandate_id").toString(), row.getBuffer("debtor").getBytes())
            .map(text -> Json.read(new String(text, StandardCharsets.UTF_8), Debtor.class))
            .orElseThrow(() -> new IllegalStateException("sealed with another key"));
    return new Collection(
        row.getString("end_to_end_id"),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        row.getString("reference"),
        row.getLocalDate("signed_on"),
        Scheme.valueOf(row.getString("scheme")),
        row.getBoolean("used") ? Sequence.RCUR : Sequence.FRST,
        debtor,
        row.getString("invoice_number"));
  }

  private static Collected toCollected(Row row) {
    return new Collected(
        row.getUUID("id"),
        new AccountNumber(row.getString("account")),
        row.getUUID("invoice_id"),
        row.getString("invoice_number"),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        row.getString("end_to_end_id"),
        row.getInteger("attempt"),
        CollectionState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getBoolean("again"),
        Optional.ofNullable(row.getUUID("payment_id")));
  }
}
