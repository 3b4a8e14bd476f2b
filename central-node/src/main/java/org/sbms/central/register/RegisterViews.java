package org.sbms.central.register;

import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import org.sbms.central.register.WorkOnRegisters.FileLine;
import org.sbms.central.register.WorkOnRegisters.MatchLine;
import org.sbms.central.register.WorkOnRegisters.OpenLine;
import org.sbms.central.register.WorkOnRegisters.OpenPayment;
import org.sbms.central.register.WorkOnRegisters.SourceLine;
import org.sbms.central.register.WorkOnRegisters.SourceWork;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;

/** The tables of registers, as they are shown. */
final class RegisterViews {
  private RegisterViews() {}

  static List<SourceLine> sources(Sql sql) {
    return sql.list(
        row ->
            new SourceLine(
                Registers.source(row),
                row.getLong("files"),
                row.getLong("open_lines"),
                row.getLong("open_payments")),
        """
        select s.*, (select count(*) from register_file f where f.source = s.code) as files,
          (select count(*) from register_line l where l.source = s.code and l.match_id is null)
            as open_lines,
          (select count(*) from register_taking t where t.source = s.code and t.match_id is null)
            as open_payments
        from register_source s order by s.code
        """);
  }

  static Optional<SourceWork> work(Sql sql, String code) {
    return Registers.source(sql, code)
        .map(source ->
            new SourceWork(
                source,
                files(sql, code),
                lines(sql, code),
                count(sql, "register_line where match_id is null and source = $1", code),
                payments(sql, code),
                count(sql, "register_taking where match_id is null and source = $1", code),
                matches(sql, code),
                count(sql, "register_match where undone_at is null and source = $1", code)));
  }

  private static long count(Sql sql, String what, String code) {
    return sql.one(row -> row.getLong(0), "select count(*) from " + what, code).orElse(0L);
  }

  private static List<FileLine> files(Sql sql, String code) {
    return sql.list(
        row ->
            new FileLine(
                row.getUUID("id"),
                row.getString("name"),
                row.getInteger("lines"),
                row.getLocalDate("from_day"),
                row.getLocalDate("to_day"),
                row.getString("uploaded_by"),
                row.getOffsetDateTime("uploaded_at").toInstant(),
                row.getString("state").equals("MATCHED"),
                row.getString("problem")),
        "select * from register_file where source = $1 order by uploaded_at desc, id limit $2",
        code,
        WorkOnRegisters.MAX_SHOWN);
  }

  private static List<OpenLine> lines(Sql sql, String code) {
    return sql.list(
        row ->
            new OpenLine(
                row.getLong("id"),
                row.getString("file"),
                row.getInteger("line"),
                row.getString("reference"),
                amount(row, "amount_minor"),
                row.getLocalDate("day"),
                row.getString("text")),
        """
        select l.*, f.name as file from register_line l join register_file f on f.id = l.file_id
        where l.source = $1 and l.match_id is null order by l.day, l.id limit $2
        """,
        code,
        WorkOnRegisters.MAX_SHOWN);
  }

  private static List<OpenPayment> payments(Sql sql, String code) {
    return sql.list(
        row ->
            new OpenPayment(
                row.getUUID("payment_id"),
                new BranchCode(row.getString("branch")),
                row.getString("receipt"),
                row.getString("reference"),
                row.getString("account"),
                amount(row, "amount_minor"),
                row.getLocalDate("day")),
        """
        select * from register_taking where source = $1 and match_id is null
        order by day, payment_id limit $2
        """,
        code,
        WorkOnRegisters.MAX_SHOWN);
  }

  private static List<MatchLine> matches(Sql sql, String code) {
    return sql.list(
        row ->
            new MatchLine(
                row.getUUID("id"),
                row.getString("rule"),
                row.getString("reason"),
                amount(row, "difference_minor"),
                row.getString("made_by"),
                row.getOffsetDateTime("made_at").toInstant(),
                row.getLong("lines"),
                row.getLong("payments"),
                Optional.ofNullable(row.getString("about")).orElse("")),
        """
        select m.*, (select count(*) from register_line l where l.match_id = m.id) as lines,
          (select count(*) from register_taking t where t.match_id = m.id) as payments,
          (select max(t.receipt) from register_taking t where t.match_id = m.id) as about
        from register_match m where m.source = $1 and m.undone_at is null
        order by m.made_at desc, m.id limit $2
        """,
        code,
        WorkOnRegisters.MAX_SHOWN);
  }

  private static Money amount(Row row, String column) {
    return Money.ofMinor(row.getLong(column), row.getString("currency"));
  }
}
