package org.sbms.deploy.bench;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;

/** Numbers of subscribers that a benchmark makes: real ones, since the branch looks at them. */
final class BenchAccounts {
  private static final int FIRST = 90_000_000;

  private BenchAccounts() {}

  /** Puts them into a temporary table {@code bench_account (n, number)}; {@code n} from one on. */
  static void list(Connection connection, String branch, int count)
      throws SQLException, IOException {
    BranchCode code = new BranchCode(branch);
    StringBuilder rows = new StringBuilder(count * 20);
    for (int n = 1; n <= count; n++) {
      rows.append(n).append('\t').append(AccountNumber.of(code, FIRST + n)).append('\n');
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("create temporary table bench_account (n int, number text)");
    }
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("copy bench_account from stdin", new StringReader(rows.toString()));
  }
}
