package org.sbms.deploy.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.sbms.deploy.federation.Layout;
import org.sbms.deploy.postgres.PostgresServer;
import org.sbms.reconciliation.register.RegisterSide;
import org.sbms.reconciliation.sample.RegisterSample;

/** The same by PostgreSQL: COPY into two tables without a log, then one question. */
final class PostgresJoin {
  private PostgresJoin() {}

  /** The result, and the seconds from the first COPY to the answer. */
  record Timed(JoinResult result, double seconds) {}

  static Timed run(RegisterSample sample, Path directory)
      throws IOException, SQLException, InterruptedException {
    Layout layout = Layout.at(directory);
    layout.create();
    try (PostgresServer server = PostgresServer.start(layout);
        Connection connection = server.connect("postgres")) {
      long startedNanos = System.nanoTime();
      copy(connection, RegisterSide.ORIGIN, sample.origin());
      copy(connection, RegisterSide.HOME, sample.home());
      JoinResult result = ask(connection);
      return new Timed(result, (System.nanoTime() - startedNanos) / 1e9);
    }
  }

  private static void copy(Connection connection, RegisterSide side, Path file)
      throws IOException, SQLException {
    String table = side.name();
    try (Statement statement = connection.createStatement();
        InputStream rows = Files.newInputStream(file)) {
      statement.execute(
          """
          create unlogged table %s (
            transaction_id text, origin_branch text, home_branch text, account text,
            amount numeric(18, 2), currency text, %s timestamptz, status text)
          """
              .formatted(table, side.columns().get(6)));
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy " + table + " from stdin (format csv, header)", rows, 1 << 16);
    }
  }

  private static JoinResult ask(Connection connection) throws SQLException {
    String question = JoinSql.question(RegisterSide.ORIGIN.name(), RegisterSide.HOME.name());
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return new JoinResult(row.getLong(1), row.getLong(2));
    }
  }
}
