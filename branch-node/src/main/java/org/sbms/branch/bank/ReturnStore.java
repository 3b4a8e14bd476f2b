package org.sbms.branch.bank;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.bank.WorkOnReturns.BankReturn;
import org.sbms.branch.bank.WorkOnReturns.ListReturns;
import org.sbms.branch.bank.WorkOnReturns.ReturnFile;
import org.sbms.branch.bank.WorkOnReturns.ReturnState;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.seal.Seal;

/** The tables of returns to payers. Files are sealed: they name who paid. */
final class ReturnStore {
  private static final String RETURN =
      """
      select r.*, l.number as line_number, l.account as own from bank_return r
      join bank_line l on l.id = r.line_id
      """;

  private final Seal seal;

  ReturnStore(Seal seal) {
    this.seal = seal;
  }

  /** Who holds a line holds its return too. */
  boolean isAsked(Sql sql, UUID line) {
    return sql.one(
            row -> true, "select from bank_return where line_id = $1 and state = 'ASKED'", line)
        .isPresent();
  }

  BankReturn insert(Tx tx, UUID id, BankLine line, String reason, String login, Instant now) {
    tx.write(
        """
        insert into bank_return (id, line_id, amount_minor, currency, state, reason, asked_at,
          asked_by)
        values ($1, $2, $3, $4, 'ASKED', $5, $6, $7)
        """,
        id,
        line.id(),
        line.open().minor(),
        line.open().currencyCode(),
        reason,
        now.atOffset(ZoneOffset.UTC),
        login);
    return find(tx, id).orElseThrow();
  }

  Optional<BankReturn> find(Sql sql, UUID id) {
    return sql.one(ReturnStore::toReturn, RETURN + "where r.id = $1", id);
  }

  /** What was asked for a line last. */
  Optional<BankReturn> ofLine(Sql sql, UUID line) {
    return sql.one(
        ReturnStore::toReturn,
        RETURN + "where r.line_id = $1 order by r.number desc limit 1",
        line);
  }

  List<BankReturn> lock(Tx tx, Collection<UUID> ids) {
    return tx.list(
        ReturnStore::toReturn,
        RETURN + "where r.id = any($1) order by r.number for update of r",
        (Object) ids.toArray(UUID[]::new));
  }

  List<BankReturn> list(Sql sql, ListReturns question) {
    return sql.list(
        ReturnStore::toReturn,
        RETURN + "where $1 = '' or r.state = $1 order by r.number desc offset $2 limit $3",
        question.state().map(Enum::name).orElse(""),
        question.offset(),
        question.limit());
  }

  long nextFile(Tx tx) {
    return tx.one(row -> row.getLong(0), "select nextval('bank_return_file_number')").orElseThrow();
  }

  void insertFile(Tx tx, UUID id, String name, String xml, String login, Instant now) {
    tx.write(
        """
        insert into bank_return_file (id, name, file, made_at, made_by) values ($1, $2, $3, $4, $5)
        """,
        id,
        name,
        Buffer.buffer(seal.seal(id.toString(), xml.getBytes(StandardCharsets.UTF_8))),
        now.atOffset(ZoneOffset.UTC),
        login);
  }

  void decide(
      Tx tx,
      Collection<UUID> ids,
      ReturnState state,
      Optional<UUID> file,
      String login,
      Instant now) {
    tx.run(
        """
        update bank_return set state = $2, file_id = $3, decided_at = $4, decided_by = $5
        where id = any($1)
        """,
        ids.toArray(UUID[]::new),
        state.name(),
        file.orElse(null),
        now.atOffset(ZoneOffset.UTC),
        login);
  }

  void reject(Tx tx, UUID id, String reason, String login, Instant now) {
    tx.write(
        """
        update bank_return set state = 'REJECTED', rejection = $2, rejected_at = $3, rejected_by = $4
        where id = $1
        """,
        id,
        reason,
        now.atOffset(ZoneOffset.UTC),
        login);
  }

  /** What was asked for a line, whose money is not there any more. */
  void dropOf(Tx tx, UUID line, String login, Instant now) {
    tx.run(
        """
        update bank_return set state = 'DROPPED', decided_at = $2, decided_by = $3
        where line_id = $1 and state = 'ASKED'
        """,
        line,
        now.atOffset(ZoneOffset.UTC),
        login);
  }

  Optional<ReturnFile> file(Sql sql, UUID id) {
    return sql.one(
        row ->
            new ReturnFile(
                row.getString("name"),
                seal.open(id.toString(), row.getBuffer("file").getBytes())
                    .map(text -> new String(text, StandardCharsets.UTF_8))
                    .orElseThrow(() -> new IllegalStateException("sealed with another key"))),
        "select * from bank_return_file where id = $1",
        id);
  }

  private static BankReturn toReturn(Row row) {
    return new BankReturn(
        row.getUUID("id"),
        row.getLong("number"),
        row.getUUID("line_id"),
        row.getLong("line_number"),
        row.getString("own"),
        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
        ReturnState.valueOf(row.getString("state")),
        row.getString("reason"),
        Optional.ofNullable(row.getUUID("file_id")),
        row.getOffsetDateTime("asked_at").toInstant(),
        row.getString("asked_by"),
        row.getString("decided_by"),
        row.getString("rejection"));
  }
}
