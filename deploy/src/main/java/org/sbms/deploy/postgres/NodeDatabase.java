package org.sbms.deploy.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.Layout;

/**
 * The database of one node and its two roles: the owner runs migrations, the application's role can
 * do what migrations granted and no more.
 */
public record NodeDatabase(String name, String owner, String app) {

  public static NodeDatabase of(NodeId node) {
    String name = "sbms_" + node.value().toLowerCase(Locale.ROOT);
    return new NodeDatabase(name, name + "_owner", name + "_app");
  }

  /** Makes what is not there yet, and sets the passwords to those in the secrets. */
  public void ensure(PostgresServer server, Layout layout) throws SQLException {
    try (Connection connection = server.connect("postgres")) {
      ensureRole(connection, owner, layout.secret(owner));
      ensureRole(connection, app, layout.secret(app));
      if (!exists(connection, "select from pg_database where datname = ?", name)) {
        run(connection, "create database " + name + " owner " + owner);
        run(connection, "revoke all on database " + name + " from public");
        run(connection, "grant connect on database " + name + " to " + app);
      }
    }
  }

  private static void ensureRole(Connection connection, String role, String password)
      throws SQLException {
    String verb =
        exists(connection, "select from pg_roles where rolname = ?", role) ? "alter" : "create";
    // The password is hexadecimal and of our own making: it cannot end the literal.
    run(connection, "%s role %s login password '%s'".formatted(verb, role, password));
  }

  private static boolean exists(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
