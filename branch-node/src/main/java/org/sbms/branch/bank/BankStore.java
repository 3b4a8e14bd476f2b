package org.sbms.branch.bank;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.bank.WorkOnBank.BankFile;
import org.sbms.branch.bank.WorkOnBank.ListBankLines;
import org.sbms.branch.bank.WorkOnBank.OwnAccount;
import org.sbms.branch.bank.WorkOnBank.VirtualAccount;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.seal.Seal;

/** The tables of the bank's files. Who paid is sealed, and found again by a keyed hash. */
final class BankStore {
  private static final String FILE =
      """
      select f.*, (select count(*) from bank_line l
        where l.file_id = f.id and l.state in ('NEW', 'OPEN')) as waiting
      from bank_file f
      """;

  private final Seal seal;

  BankStore(Seal seal) {
    this.seal = seal;
  }

  Set<String> ownNumbers(Sql sql) {
    return new HashSet<>(sql.list(row -> row.getString(0), "select number from bank_account"));
  }

  /** One file at a time for each of them: what is known must not change meanwhile. */
  void lockOwn(Tx tx, Collection<String> numbers) {
    tx.run(
        "select from bank_account where number = any($1) order by number for update",
        (Object) numbers.toArray(String[]::new));
  }

  Optional<BankFile> fileOf(Sql sql, String fingerprint) {
    return sql.one(BankStore::toFile, FILE + "where f.fingerprint = $1", fingerprint);
  }

  Optional<BankFile> file(Sql sql, UUID id) {
    return sql.one(BankStore::toFile, FILE + "where f.id = $1", id);
  }

  List<BankFile> files(Sql sql, int offset, int limit) {
    return sql.list(
        BankStore::toFile,
        FILE + "order by f.taken_at desc, f.id offset $1 limit $2",
        offset,
        limit);
  }

  Set<String> known(Sql sql, String account, List<Incoming> lines) {
    return new HashSet<>(
        sql.list(
            row -> row.getString(0),
            """
            select identity from bank_line where account = $1 and identity = any($2)
            union all select twin from bank_line where account = $1 and twin = any($2)
            """,
            account,
            lines.stream().map(Incoming::identity).toArray(String[]::new)));
  }

  /** Lines that may be these, brought by a file of the other kind; what it repeats is none. */
  List<Twins.Kept> ofOtherKind(
      Tx tx, String account, boolean isCsv, List<Incoming> lines, Set<String> seen) {
    return tx.list(
        row ->
            new Twins.Kept(
                row.getUUID("id"),
                row.getString("bank_reference"),
                row.getString("end_to_end_id"),
                row.getLong("amount_minor"),
                row.getLocalDate("booked_on")),
        """
        select l.* from bank_line l join bank_file f on f.id = l.file_id
        where l.account = $1 and l.twin is null and (f.kind = 'CSV') <> $2
          and l.amount_minor = any($3) and l.identity <> all($6)
          and (l.bank_reference <> '' and l.bank_reference = any($4)
            or l.bank_reference = '' and l.end_to_end_id <> '' and l.end_to_end_id = any($5))
        order by l.number for update of l
        """,
        account,
        isCsv,
        lines.stream().map(line -> line.amount().minor()).toArray(Long[]::new),
        lines.stream().map(Incoming::bankReference).toArray(String[]::new),
        lines.stream().map(Incoming::endToEndId).toArray(String[]::new),
        seen.toArray(String[]::new));
  }

  /** By identities that they have in the other kind of file. */
  void twin(Tx tx, Map<String, UUID> lines) {
    tx.run(
        """
        update bank_line l set twin = t.identity
        from unnest($1::uuid[], $2::text[]) as t (id, identity) where l.id = t.id
        """,
        lines.values().toArray(UUID[]::new),
        lines.keySet().toArray(String[]::new));
  }

  void insert(Tx tx, BankFile file, String fingerprint) {
    tx.run(
        """
        insert into bank_file (id, name, fingerprint, kind, message_id, lines, known, others,
          taken_at, taken_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        file.id(),
        file.name(),
        fingerprint,
        file.kind(),
        file.messageId(),
        file.lines(),
        file.known(),
        file.others(),
        file.takenAt().atOffset(ZoneOffset.UTC),
        file.takenBy());
  }

  void insert(Tx tx, BankFile file, String account, List<UUID> ids, List<Incoming> lines) {
    tx.run(
        """
        insert into bank_line (id, file_id, account, identity, amount_minor, currency, booked_on,
          value_on, bank_reference, end_to_end_id, remittance, own_account, payer, payer_mark, state,
          open_minor, note, changed_at, changed_by, return_reason)
        select t.id, $1, $2, t.identity, t.amount, $3, t.booked_on, t.value_on, t.bank_reference,
          t.end_to_end_id, t.remittance, t.own_account, t.payer, t.payer_mark,
          case when t.ours then 'NEW' else 'OPEN' end, t.amount,
          case when t.ours then '' else 'not-of-a-payer' end, $4, $5, t.return_reason
        from unnest($6::uuid[], $7::text[], $8::bigint[], $9::date[], $10::date[], $11::text[],
          $12::text[], $13::text[], $14::text[], $15::bytea[], $16::bytea[], $17::boolean[], $18::text[])
          with ordinality as t (id, identity, amount, booked_on, value_on, bank_reference,
            end_to_end_id, remittance, own_account, payer, payer_mark, ours,
            return_reason, place)
        order by t.place
        """,
        file.id(),
        account,
        lines.getFirst().amount().currencyCode(),
        file.takenAt().atOffset(ZoneOffset.UTC),
        file.takenBy(),
        ids.toArray(UUID[]::new),
        lines.stream().map(Incoming::identity).toArray(String[]::new),
        lines.stream().map(line -> line.amount().minor()).toArray(Long[]::new),
        lines.stream().map(Incoming::bookedOn).toArray(LocalDate[]::new),
        lines.stream().map(Incoming::valueOn).toArray(LocalDate[]::new),
        lines.stream().map(Incoming::bankReference).toArray(String[]::new),
        lines.stream().map(Incoming::endToEndId).toArray(String[]::new),
        lines.stream().map(Incoming::remittance).toArray(String[]::new),
        lines.stream().map(Incoming::ownAccount).toArray(String[]::new),
        sealed(ids, lines),
        lines.stream().map(line -> mark(line.payer())).toArray(Buffer[]::new),
        lines.stream().map(Incoming::isOurs).toArray(Boolean[]::new),
        lines.stream().map(Incoming::returnReason).toArray(String[]::new));
  }

  private @Nullable Buffer[] sealed(List<UUID> ids, List<Incoming> lines) {
    @Nullable Buffer[] sealed = new Buffer[lines.size()];
    for (int i = 0; i < sealed.length; i++) {
      BankLine.Payer payer = lines.get(i).payer();
      sealed[i] =
          payer.equals(BankLine.Payer.UNKNOWN)
              ? null
              : Buffer.buffer(
                  seal.seal(
                      ids.get(i).toString(), Json.write(payer).getBytes(StandardCharsets.UTF_8)));
    }
    return sealed;
  }

  private @Nullable Buffer mark(BankLine.Payer payer) {
    return payer.account().isEmpty() ? null : Buffer.buffer(seal.fingerprint(payer.account()));
  }

  private BankLine.Payer payer(Row row) {
    @Nullable Buffer sealed = row.getBuffer("payer");
    return sealed == null
        ? BankLine.Payer.UNKNOWN
        : seal.open(row.getUUID("id").toString(), sealed.getBytes())
            .map(text -> Json.read(new String(text, StandardCharsets.UTF_8), BankLine.Payer.class))
            .orElse(BankLine.Payer.UNKNOWN);
  }

  /** Those that no rule has seen, oldest first; two instances never take the same. */
  List<BankLine> lockNew(Tx tx, int limit) {
    return tx.list(
        BankStore::toLine,
        """
        select * from bank_line where state = 'NEW' order by number limit $1
        for update skip locked
        """,
        limit);
  }

  Optional<BankLine> lock(Tx tx, UUID id) {
    return tx.one(BankStore::toLine, "select * from bank_line where id = $1 for update", id);
  }

  Optional<BankLine> lockNumber(Tx tx, long number) {
    return tx.one(
        BankStore::toLine, "select * from bank_line where number = $1 for update", number);
  }

  /** The lines that returns are of, in an order that all take. */
  List<BankLine> lockReturned(Tx tx, Collection<UUID> returns) {
    return tx.list(
        BankStore::toLine,
        """
        select * from bank_line where id in (select line_id from bank_return where id = any($1))
        order by number for update
        """,
        (Object) returns.toArray(UUID[]::new));
  }

  /** The line that a payment came of, while the payment stands. */
  Optional<BankLine> lockOfPart(Tx tx, UUID payment) {
    return tx.one(
        BankStore::toLine,
        """
        select l.* from bank_line l join bank_part p on p.line_id = l.id
        where p.payment_id = $1 and not p.given_back for update of l
        """,
        payment);
  }

  Optional<WorkOnBank.Row> find(Sql sql, UUID id) {
    return sql.one(
        row -> new WorkOnBank.Row(toLine(row), payer(row)),
        "select * from bank_line where id = $1",
        id);
  }

  List<WorkOnBank.Row> list(Sql sql, ListBankLines question) {
    return sql.list(
        row -> new WorkOnBank.Row(toLine(row), payer(row)),
        """
        select * from bank_line l
        where ($1 = '' or state = $1) and ($3::uuid is null or file_id = $3)
          and ($2 = '' or l.number::text = $2 or l.hint = upper($2) or strpos(lower(
            l.bank_reference || ' ' || l.end_to_end_id || ' ' || l.remittance), lower($2)) > 0
            or exists (select from bank_part p where p.line_id = l.id and p.account = upper($2)))
        order by
        """
            + LineTable.orderBy(question.sort())
            + ", number offset $4 limit $5",
        question.state().map(Enum::name).orElse(""),
        question.text(),
        question.file().orElse(null),
        question.offset(),
        question.limit());
  }

  /** What is in suspense: the books must say the same. */
  Money suspense(Sql sql, Currency currency) {
    return sql.one(
            row -> new Money(row.getLong(0), currency),
            """
            select coalesce(sum(open_minor), 0)::bigint from bank_line
            where state in ('NEW', 'OPEN')
            """)
        .orElseThrow();
  }

  void update(Tx tx, BankLine line) {
    tx.write(
        """
        update bank_line set state = $2, open_minor = $3, hint = $4, rule = $5, note = $6,
          reverses = $7, changed_at = $8, changed_by = $9
        where id = $1
        """,
        line.id(),
        line.state().name(),
        line.open().minor(),
        line.hint().map(AccountNumber::value).orElse(""),
        line.rule(),
        line.note(),
        line.reverses().orElse(null),
        line.changedAt().atOffset(ZoneOffset.UTC),
        line.changedBy());
  }

  void addPart(Tx tx, UUID line, BankLine.Part part) {
    tx.write(
        """
        insert into bank_part (payment_id, line_id, account, amount_minor, rule, made_at, made_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        part.paymentId(),
        line,
        part.account().value(),
        part.amount().minor(),
        part.rule(),
        part.madeAt().atOffset(ZoneOffset.UTC),
        part.madeBy());
  }

  void giveBack(Tx tx, UUID payment) {
    tx.write("update bank_part set given_back = true where payment_id = $1", payment);
  }

  List<BankLine.Part> parts(Sql sql, UUID line) {
    return sql.list(
        BankStore::toPart,
        """
        select b.*, p.receipt, p.currency, p.state, p.reason from bank_part b
        join payment p on p.id = b.payment_id where b.line_id = $1 order by b.made_at, b.payment_id
        """,
        line);
  }

  /** Parts whose payment is over, or was rejected by its home, and whose money is still there. */
  List<UUID> fallen(Sql sql, int limit) {
    return sql.list(
        row -> row.getUUID(0),
        """
        select b.payment_id from bank_part b join payment p on p.id = b.payment_id
        where not b.given_back and p.state in ('REVERSED', 'REJECTED')
        order by b.payment_id limit $1
        """,
        limit);
  }

  /** Reversals that know what they take back and wait for it. */
  List<UUID> waitingReversals(Sql sql, int limit) {
    return sql.list(
        row -> row.getUUID(0),
        """
        select id from bank_line where reverses is not null and state = 'OPEN'
        order by number limit $1
        """,
        limit);
  }

  /** Credits that a reversal may take back: of that amount, and named alike. */
  List<UUID> reversible(Sql sql, BankLine reversal) {
    return sql.list(
        row -> row.getUUID(0),
        """
        select c.id from bank_line c, bank_line r
        where r.id = $1 and c.account = r.account and c.amount_minor = -r.amount_minor
          and c.number < r.number and c.state in ('NEW', 'OPEN', 'DONE')
          and not exists (select from bank_line o where o.reverses = c.id and o.state = 'OPEN')
          and case
            when r.end_to_end_id <> '' then c.end_to_end_id = r.end_to_end_id
            when r.bank_reference <> '' and exists (
              select from bank_line k where k.bank_reference = r.bank_reference and k.id <> r.id)
              then c.bank_reference = r.bank_reference
            else c.payer_mark = r.payer_mark end
        limit 2
        """,
        reversal.id());
  }

  Map<String, AccountNumber> virtual(Sql sql, Collection<String> numbers) {
    return accounts(
        sql, "select number, account from bank_virtual_account where number = any($1)", numbers);
  }

  Map<String, AccountNumber> invoiced(Sql sql, Collection<String> invoices) {
    return accounts(
        sql,
        "select number, account from invoice where kind = 'INVOICE' and number = any($1)",
        invoices);
  }

  Map<String, AccountNumber> phones(Sql sql, Collection<String> phones) {
    return accounts(
        sql,
        "select value, account from identifier where kind = 'PHONE' and value = any($1)",
        phones);
  }

  /** By line: whose this payer's money is said to be. */
  Map<String, AccountNumber> payers(Sql sql, Collection<String> lines) {
    return accounts(
        sql,
        """
        select l.id::text, p.account from bank_line l join bank_payer p on p.mark = l.payer_mark
        where l.id = any($1::text[]::uuid[])
        """,
        lines);
  }

  /** By amount in minor units: the account of the only open invoice of that amount. */
  Map<String, AccountNumber> amounts(Sql sql, Collection<String> minors, Currency currency) {
    Map<String, AccountNumber> found = new HashMap<>();
    for (Row row :
        sql.run(
            """
            select open_minor::text, min(account) from invoice
            where open_minor > 0 and open_minor = any($1::text[]::bigint[]) and currency = $2
            group by open_minor having count(*) = 1
            """,
            minors.toArray(String[]::new),
            currency.getCurrencyCode())) {
      found.put(row.getString(0), new AccountNumber(row.getString(1)));
    }
    return found;
  }

  private static Map<String, AccountNumber> accounts(
      Sql sql, String question, Collection<String> keys) {
    Map<String, AccountNumber> found = new HashMap<>();
    if (!keys.isEmpty()) {
      for (Row row : sql.run(question, (Object) keys.toArray(String[]::new))) {
        found.put(row.getString(0), new AccountNumber(row.getString(1)));
      }
    }
    return found;
  }

  /** Whether the bank said who paid: without that nobody can be remembered. */
  boolean remember(Tx tx, UUID line, AccountNumber account, String login, Instant now) {
    return tx.run(
                """
                insert into bank_payer (mark, account, changed_at, changed_by)
                select payer_mark, $2, $3, $4 from bank_line
                where id = $1 and payer_mark is not null
                on conflict (mark) do update set account = excluded.account,
                  changed_at = excluded.changed_at, changed_by = excluded.changed_by
                """,
                line,
                account.value(),
                now.atOffset(ZoneOffset.UTC),
                login)
            .rowCount()
        == 1;
  }

  void save(Tx tx, OwnAccount account, Currency currency, String login, Instant now) {
    tx.run(
        """
        insert into bank_account (number, name, currency, changed_at, changed_by)
        values ($1, $2, $3, $4, $5)
        on conflict (number) do update set name = excluded.name, changed_at = excluded.changed_at,
          changed_by = excluded.changed_by
        """,
        account.number(),
        account.name(),
        currency.getCurrencyCode(),
        now.atOffset(ZoneOffset.UTC),
        login);
  }

  void save(Tx tx, VirtualAccount account, String login, Instant now) {
    tx.run(
        """
        insert into bank_virtual_account (number, account, changed_at, changed_by)
        values ($1, $2, $3, $4)
        on conflict (number) do update set account = excluded.account,
          changed_at = excluded.changed_at, changed_by = excluded.changed_by
        """,
        account.number(),
        account.account().value(),
        now.atOffset(ZoneOffset.UTC),
        login);
  }

  Optional<VirtualAccount> drop(Tx tx, String number) {
    return tx.one(
        BankStore::toVirtual,
        "delete from bank_virtual_account where number = $1 returning number, account",
        number);
  }

  List<OwnAccount> own(Sql sql) {
    return sql.list(
        row -> new OwnAccount(row.getString("number"), row.getString("name")),
        "select * from bank_account order by name, number");
  }

  List<VirtualAccount> virtual(Sql sql, String text, int offset, int limit) {
    return sql.list(
        BankStore::toVirtual,
        """
        select * from bank_virtual_account
        where $1 = '' or strpos(number, upper($1)) > 0 or account = upper($1)
        order by number offset $2 limit $3
        """,
        text,
        offset,
        limit);
  }

  long payers(Sql sql) {
    return sql.one(row -> row.getLong(0), "select count(*) from bank_payer").orElseThrow();
  }

  private static VirtualAccount toVirtual(Row row) {
    return new VirtualAccount(row.getString("number"), new AccountNumber(row.getString("account")));
  }

  private static BankFile toFile(Row row) {
    return new BankFile(
        row.getUUID("id"),
        row.getString("name"),
        row.getString("kind"),
        row.getString("message_id"),
        row.getInteger("lines"),
        row.getInteger("known"),
        row.getInteger("others"),
        row.getLong("waiting"),
        row.getOffsetDateTime("taken_at").toInstant(),
        row.getString("taken_by"));
  }

  private static BankLine toLine(Row row) {
    Currency currency = Currency.getInstance(row.getString("currency"));
    return new BankLine(
        row.getUUID("id"),
        row.getLong("number"),
        row.getUUID("file_id"),
        row.getString("account"),
        new Money(row.getLong("amount_minor"), currency),
        new Money(row.getLong("open_minor"), currency),
        row.getLocalDate("booked_on"),
        row.getLocalDate("value_on"),
        row.getString("bank_reference"),
        row.getString("end_to_end_id"),
        row.getString("remittance"),
        row.getString("own_account"),
        LineState.valueOf(row.getString("state")),
        Optional.of(row.getString("hint")).filter(hint -> !hint.isEmpty()).map(AccountNumber::new),
        row.getString("rule"),
        row.getString("note"),
        Optional.ofNullable(row.getUUID("reverses")),
        row.getOffsetDateTime("changed_at").toInstant(),
        row.getString("changed_by"));
  }

  private static BankLine.Part toPart(Row row) {
    return new BankLine.Part(
        row.getUUID("payment_id"),
        row.getString("receipt"),
        new AccountNumber(row.getString("account")),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        row.getString("state"),
        row.getString("state").equals("POSTED") ? row.getString("reason") : "",
        row.getString("rule"),
        row.getBoolean("given_back"),
        row.getOffsetDateTime("made_at").toInstant(),
        row.getString("made_by"));
  }
}
