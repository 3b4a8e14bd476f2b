package org.sbms.deploy.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;

/** Fills the database of a node whose migrations have run, the first time only. */
public final class SampleData {
  private SampleData() {}

  /**
   * @param connection as one who may write all tables
   * @param branches of the federation: corporate clients have subscribers in all of them
   * @return whether anything was loaded
   */
  public static boolean loadOnce(
      Connection connection, NodeId node, ZoneId zone, List<BranchCode> branches)
      throws SQLException {
    if (hasUsers(connection)) {
      return false;
    }
    connection.setAutoCommit(false);
    if (node.isCentral()) {
      SampleUsers.addCentralUsers(connection, SampleUsers.hash());
      CorporateSample.load(connection, branches, LocalDate.now(zone));
    } else {
      BranchSample.load(connection, node.branch(), zone, LocalDate.now(zone));
      SampleUsers.addBranchUsers(connection, SampleUsers.hash());
    }
    connection.commit();
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute("analyze");
    }
    return true;
  }

  /** Usage of the branch's subscribers, in files that are ready to be taken in. */
  public static void writeUsage(Path folder, BranchCode branch, ZoneId zone) throws IOException {
    SampleUsage.write(folder, branch, LocalDate.now(zone), zone);
  }

  private static boolean hasUsers(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select exists (select from access_user)")) {
      return rows.next() && rows.getBoolean(1);
    }
  }
}
