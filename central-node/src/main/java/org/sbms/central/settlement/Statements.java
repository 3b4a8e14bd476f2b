package org.sbms.central.settlement;

import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.sbms.central.settlement.ShowStatement.Statement;
import org.sbms.central.settlement.ShowStatement.StatementLine;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.settlement.OwnWindows.Line;
import org.sbms.contract.settlement.OwnWindows.ListOwnLines;
import org.sbms.kit.db.Sql;

/** The lines behind a branch's position, and the file of them. */
final class Statements {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "window",
              "branch",
              "day",
              "counterparty",
              "kind",
              "transaction_id",
              "account",
              "home_branch",
              "home_number",
              "amount",
              "currency",
              "correction",
              "note",
              "agent")
          .get();

  private Statements() {}

  static long count(Sql sql, String windowId, BranchCode branch) {
    return sql.one(
            row -> row.getLong("n"),
            """
            select count(*) as n from settlement_line
            where window_id = $1 and (origin = $2 or home = $2) and dispute_id is null
            """,
            Long.valueOf(windowId),
            branch.value())
        .orElse(0L);
  }

  static List<StatementLine> lines(Sql sql, String windowId, BranchCode branch, int limit) {
    return sql.list(
        row -> line(row, branch),
        """
        select * from settlement_line
        where window_id = $1 and (origin = $2 or home = $2) and dispute_id is null
        order by day, home, home_number, kind, correction limit $3
        """,
        Long.valueOf(windowId),
        branch.value(),
        limit);
  }

  /** Some of a branch's lines, as the branch asks for them; in the same order. */
  static List<Line> own(Sql sql, ListOwnLines asked, BranchCode branch) {
    return OwnWindowHandlers.lines(
        sql.list(
            row -> line(row, branch),
            """
            select * from settlement_line
            where window_id = $1 and (origin = $2 or home = $2) and dispute_id is null
              and ($3 = '' or kind = $3)
              and ($4 = '' or origin = $4 or home = $4)
              and ($5 = '' or account = $5 or transaction_id::text = $5)
            order by day, home, home_number, kind, correction offset $6 limit $7
            """,
            Long.valueOf(asked.window()),
            branch.value(),
            asked.kind(),
            asked.counterparty(),
            asked.search(),
            asked.offset(),
            asked.limit()));
  }

  /** Amounts add up to the branch's net, per currency. */
  static byte[] csv(Statement statement) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      for (StatementLine line : statement.lines()) {
        csv.printRecord(
            statement.window().id(),
            statement.branch(),
            line.day(),
            line.counterparty(),
            line.kind(),
            line.transactionId(),
            line.account(),
            line.home(),
            line.homeNumber(),
            line.amount().amount(),
            line.amount().currencyCode(),
            line.correction(),
            line.note(),
            line.agent());
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static StatementLine line(Row row, BranchCode branch) {
    BranchCode origin = new BranchCode(row.getString("origin"));
    BranchCode home = new BranchCode(row.getString("home"));
    Money owedToHome = Money.ofMinor(row.getLong("amount_minor"), row.getString("currency"));
    boolean isHome = branch.equals(home);
    return new StatementLine(
        row.getLocalDate("day"),
        isHome ? origin : home,
        row.getString("kind"),
        row.getUUID("transaction_id"),
        row.getString("account"),
        home,
        row.getLong("home_number"),
        row.getInteger("correction"),
        row.getString("note"),
        isHome ? owedToHome : owedToHome.negated(),
        row.getString("agent"));
  }
}
