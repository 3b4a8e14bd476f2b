package org.sbms.deploy.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sbms.reconciliation.register.RegisterSide;

/** The same by DuckDB, whose driver only the process that runs this has on its classpath. */
final class DuckDbJoin {
  private DuckDbJoin() {}

  /** Arguments: origin's file, home's file, threads. */
  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set threads = " + Integer.parseInt(arguments[2]));
      String question =
          JoinSql.question(
              register(RegisterSide.ORIGIN, arguments[0]),
              register(RegisterSide.HOME, arguments[1]));
      try (ResultSet row = statement.executeQuery(question)) {
        row.next();
        System.out.println(new JoinResult(row.getLong(1), row.getLong(2)).json());
      }
    }
  }

  private static String register(RegisterSide side, String file) {
    StringBuilder types = new StringBuilder();
    for (String column : side.columns()) {
      String type =
          switch (column) {
            case "amount" -> "decimal(18, 2)";
            case "accepted_at", "posted_at" -> "timestamptz";
            default -> "varchar";
          };
      types.append(types.isEmpty() ? "" : ", ").append("'%s': '%s'".formatted(column, type));
    }
    return "read_csv('%s', header = true, columns = {%s})"
        .formatted(file.replace("'", "''"), types);
  }
}
