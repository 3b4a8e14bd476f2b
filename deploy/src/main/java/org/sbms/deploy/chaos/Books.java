package org.sbms.deploy.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What stands in a branch's database, read past the branch. */
record Books(
    Map<UUID, Paid> payments,
    Map<UUID, Credited> credits,
    Map<String, Long> balances,
    Map<String, Long> ledger,
    Set<UUID> doubtfulCredits) {

  private static final int FETCH = 5_000;

  /** A payment as its origin has it. */
  record Paid(String account, String home, long amountMinor, String state) {}

  /** A credit as its home has it. */
  record Credited(String origin, String account, long amountMinor, String state) {}

  static Books read(Connection connection) throws SQLException {
    Map<UUID, Paid> payments = new HashMap<>();
    each(
        connection,
        "select id, account, home, amount_minor, state from payment",
        row ->
            payments.put(
                row.getObject(1, UUID.class),
                new Paid(row.getString(2), row.getString(3), row.getLong(4), row.getString(5))));
    Map<UUID, Credited> credits = new HashMap<>();
    Set<UUID> doubtful = new HashSet<>();
    each(
        connection,
        "select payment_id, origin, account, amount_minor, state from credit",
        row -> {
          UUID id = row.getObject(1, UUID.class);
          Credited credit =
              new Credited(row.getString(2), row.getString(3), row.getLong(4), row.getString(5));
          if (credits.put(id, credit) != null) {
            doubtful.add(id);
          }
        });
    Map<String, Long> balances = new HashMap<>();
    each(
        connection,
        "select number, balance_minor from account",
        row -> balances.put(row.getString(1), row.getLong(2)));
    Map<String, Long> ledger = new HashMap<>();
    each(
        connection,
        """
        select code, sum(minor) from (
          select debit as code, amount_minor as minor from ledger_posting
          union all select credit, -amount_minor from ledger_posting) as moves
        group by code
        """,
        row -> ledger.put(row.getString(1), row.getLong(2)));
    return new Books(payments, credits, balances, ledger, doubtful);
  }

  /** The debit less the credit side of a ledger account. */
  long net(String code) {
    return Optional.ofNullable(ledger.get(code)).orElse(0L);
  }

  /** The same over all accounts whose codes begin so. */
  long netOf(String prefix) {
    return ledger.entrySet().stream()
        .filter(account -> account.getKey().startsWith(prefix))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Takes one row. */
  interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  /** A row at a time, however many there are. */
  static void each(Connection connection, String sql, RowTaker taker) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taker.take(rows);
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
