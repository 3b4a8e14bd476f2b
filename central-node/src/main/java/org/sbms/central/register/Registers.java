package org.sbms.central.register;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.bankfiles.camt.CamtStatement;
import org.sbms.contract.AskTakings;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.reconciliation.thirdparty.Dialect;
import org.sbms.reconciliation.thirdparty.RegisterLine;
import org.sbms.reconciliation.thirdparty.Taking;

/** The tables of registers, as they are written. */
final class Registers {
  static final String BY_HAND = "BY_HAND";

  private Registers() {}

  /** A file that is to be matched. */
  record Due(UUID id, String source, LocalDate from, LocalDate to, int attempts) {}

  static void save(Tx tx, Source source, String login, Instant now) {
    tx.run(
        """
        insert into register_source (code, name, format, method, dialect, tolerance_minor,
            tolerance_per_mille, days, changed_by, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (code) do update
        set name = excluded.name, format = excluded.format, method = excluded.method,
            dialect = excluded.dialect, tolerance_minor = excluded.tolerance_minor,
            tolerance_per_mille = excluded.tolerance_per_mille, days = excluded.days,
            changed_by = excluded.changed_by, changed_at = excluded.changed_at
        """,
        source.code(),
        source.name(),
        source.format().name(),
        source.method().wire(),
        Json.write(source.dialect()),
        source.toleranceMinor(),
        source.tolerancePerMille(),
        source.days(),
        login,
        now.atOffset(ZoneOffset.UTC));
  }

  static Optional<Source> source(Sql sql, String code) {
    return sql.one(Registers::source, "select * from register_source where code = $1", code);
  }

  static Source source(Row row) {
    return new Source(
        row.getString("code"),
        row.getString("name"),
        Source.Format.valueOf(row.getString("format")),
        PaymentMethod.parse(row.getString("method")),
        Json.read(row.getString("dialect"), Dialect.class),
        row.getLong("tolerance_minor"),
        row.getInteger("tolerance_per_mille"),
        row.getInteger("days"));
  }

  /** One at a time works on a source's registers. */
  static void lockSource(Tx tx, String code) {
    tx.run("select from register_source where code = $1 for update", code);
  }

  static boolean knows(Sql sql, String source, String fingerprint) {
    return sql.one(
            row -> true,
            "select from register_file where source = $1 and fingerprint = $2",
            source,
            fingerprint)
        .isPresent();
  }

  static boolean knowsAny(Sql sql, String source, List<CamtStatement.Key> statements) {
    return statements.stream()
        .anyMatch(key ->
            sql.one(
                    row -> true,
                    """
                    select from register_statement where source = $1 and kind = $2
                      and account = $3 and statement = $4 and page = $5
                    """,
                    source,
                    key.kind().name(),
                    key.account(),
                    key.id(),
                    key.page())
                .isPresent());
  }

  static void addFile(
      Tx tx,
      UUID id,
      String source,
      String name,
      RegisterReading.Read read,
      String login,
      Instant now) {
    List<LocalDate> days = read.lines().stream().map(RegisterLine::day).sorted().toList();
    tx.run(
        """
        insert into register_file (id, source, name, fingerprint, lines, from_day, to_day,
            uploaded_by, uploaded_at, state)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'NEW')
        """,
        id,
        source,
        name,
        read.fingerprint(),
        read.lines().size(),
        days.getFirst(),
        days.getLast(),
        login,
        now.atOffset(ZoneOffset.UTC));
  }

  static void addStatements(Tx tx, UUID fileId, String source, List<CamtStatement.Key> statements) {
    for (CamtStatement.Key key : statements) {
      tx.run(
          """
          insert into register_statement (source, kind, account, statement, page, file_id)
          values ($1, $2, $3, $4, $5, $6)
          """,
          source,
          key.kind().name(),
          key.account(),
          key.id(),
          key.page(),
          fileId);
    }
  }

  /** Those of them that belong to nothing yet. */
  static List<Money> freeLines(Sql sql, String source, List<Long> lines) {
    return sql.list(
        Registers::amount,
        """
        select amount_minor, currency from register_line
        where source = $1 and id = any($2::bigint[]) and match_id is null
        """,
        source,
        lines.toArray(Long[]::new));
  }

  static List<Money> freePayments(Sql sql, String source, List<UUID> payments) {
    return sql.list(
        Registers::amount,
        """
        select amount_minor, currency from register_taking
        where source = $1 and payment_id = any($2::uuid[]) and match_id is null
        """,
        source,
        payments.toArray(UUID[]::new));
  }

  private static Money amount(Row row) {
    return Money.ofMinor(row.getLong("amount_minor"), row.getString("currency"));
  }

  static void addLines(Tx tx, UUID fileId, String source, List<RegisterLine> lines) {
    tx.run(
        """
        insert into register_line (file_id, source, line, reference, amount_minor, currency, day,
            text)
        select $1, $2, t.*
        from unnest($3::int[], $4::text[], $5::bigint[], $6::text[], $7::date[], $8::text[]) as t
        """,
        fileId,
        source,
        lines.stream().map(RegisterLine::line).toArray(Integer[]::new),
        lines.stream().map(RegisterLine::reference).toArray(String[]::new),
        lines.stream().map(line -> line.amount().minor()).toArray(Long[]::new),
        lines.stream().map(line -> line.amount().currencyCode()).toArray(String[]::new),
        lines.stream().map(RegisterLine::day).toArray(LocalDate[]::new),
        lines.stream().map(RegisterLine::text).toArray(String[]::new));
  }

  static List<Due> due(Sql sql, Instant now) {
    return sql.list(
        row ->
            new Due(
                row.getUUID("id"),
                row.getString("source"),
                row.getLocalDate("from_day"),
                row.getLocalDate("to_day"),
                row.getInteger("attempts")),
        """
        select * from register_file where state = 'NEW' and next_attempt_at <= $1
        order by uploaded_at, id limit 20
        """,
        now.atOffset(ZoneOffset.UTC));
  }

  static void putOff(Sql sql, UUID fileId, String problem, Instant next) {
    sql.run(
        """
        update register_file set problem = $2, attempts = attempts + 1, next_attempt_at = $3
        where id = $1
        """,
        fileId,
        problem,
        next.atOffset(ZoneOffset.UTC));
  }

  static void finish(Tx tx, UUID fileId) {
    tx.run("update register_file set state = 'MATCHED', problem = '' where id = $1", fileId);
  }

  /** What the branch shows of those days now; what is matched stays. */
  static void replaceTakings(
      Tx tx,
      String source,
      BranchCode branch,
      LocalDate from,
      LocalDate to,
      List<AskTakings.Taking> takings) {
    tx.run(
        """
        delete from register_taking
        where source = $1 and branch = $2 and day between $3 and $4 and match_id is null
          and not by_hand_only and payment_id <> all($5::uuid[])
        """,
        source,
        branch.value(),
        from,
        to,
        takings.stream().map(AskTakings.Taking::paymentId).toArray(UUID[]::new));
    tx.run(
        """
        insert into register_taking (source, branch, payment_id, receipt, reference, account,
            amount_minor, currency, day)
        select $1, $2, t.*
        from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[],
            $9::date[]) as t
        on conflict do nothing
        """,
        source,
        branch.value(),
        takings.stream().map(AskTakings.Taking::paymentId).toArray(UUID[]::new),
        takings.stream().map(AskTakings.Taking::receipt).toArray(String[]::new),
        takings.stream().map(AskTakings.Taking::reference).toArray(String[]::new),
        takings.stream().map(each -> each.account().value()).toArray(String[]::new),
        takings.stream().map(each -> each.amount().minor()).toArray(Long[]::new),
        takings.stream().map(each -> each.amount().currencyCode()).toArray(String[]::new),
        takings.stream().map(AskTakings.Taking::day).toArray(LocalDate[]::new));
  }

  /** Open lines near those days, by the number of their row. */
  static Map<Integer, Long> openLines(
      Sql sql, String source, LocalDate from, LocalDate to, Collection<RegisterLine> into) {
    Map<Integer, Long> ids = new HashMap<>();
    for (Row row :
        sql.run(
            """
            select * from register_line
            where source = $1 and day between $2 and $3 and match_id is null and not by_hand_only
            order by id
            """,
            source,
            from,
            to)) {
      int number = ids.size() + 1;
      ids.put(number, row.getLong("id"));
      into.add(
          new RegisterLine(
              number,
              row.getString("reference"),
              Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
              row.getLocalDate("day"),
              ""));
    }
    return ids;
  }

  static List<Taking> openTakings(Sql sql, String source, LocalDate from, LocalDate to) {
    return sql.list(
        row ->
            new Taking(
                row.getUUID("payment_id").toString(),
                row.getString("reference"),
                row.getString("account"),
                Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")),
                row.getLocalDate("day")),
        """
        select * from register_taking
        where source = $1 and day between $2 and $3 and match_id is null and not by_hand_only
        """,
        source,
        from,
        to);
  }

  static void addMatch(
      Tx tx,
      UUID id,
      String source,
      String rule,
      String reason,
      Money difference,
      String login,
      Instant now) {
    tx.run(
        """
        insert into register_match (id, source, rule, reason, difference_minor, currency, made_by,
            made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        id,
        source,
        rule,
        reason,
        difference.minor(),
        difference.currencyCode(),
        login,
        now.atOffset(ZoneOffset.UTC));
  }

  static void join(Tx tx, UUID matchId, String source, List<Long> lines, List<UUID> payments) {
    tx.run(
        """
        update register_line set match_id = $1
        where source = $2 and id = any($3::bigint[]) and match_id is null
        """,
        matchId,
        source,
        lines.toArray(Long[]::new));
    tx.run(
        """
        update register_taking set match_id = $1
        where source = $2 and payment_id = any($3::uuid[]) and match_id is null
        """,
        matchId,
        source,
        payments.toArray(UUID[]::new));
  }

  /** Gives false where there is no such match, or it was undone before. */
  static boolean undo(Tx tx, UUID matchId, String login, Instant now) {
    boolean isUndone =
        tx.run(
                    """
                    update register_match set undone_by = $2, undone_at = $3
                    where id = $1 and undone_at is null
                    """,
                    matchId,
                    login,
                    now.atOffset(ZoneOffset.UTC))
                .rowCount()
            == 1;
    if (isUndone) {
      tx.run(
          """
          update register_line set match_id = null, by_hand_only = true where match_id = $1
          """,
          matchId);
      tx.run(
          """
          update register_taking set match_id = null, by_hand_only = true where match_id = $1
          """,
          matchId);
    }
    return isUndone;
  }
}
