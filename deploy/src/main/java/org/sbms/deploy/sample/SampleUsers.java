package org.sbms.deploy.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sbms.kit.access.Passwords;

/** The people who may log in to a sample node, all with the one sample password. */
public final class SampleUsers {
  public static final String PASSWORD = "sbms-demo";

  /** A login, the name of whoever has it, and the role. */
  private record User(String login, String name, String role) {}

  private static final List<User> AT_A_BRANCH =
      List.of(
          new User("clerk", "Ольга Николаева", "clerk"),
          new User("cashier", "Марина Соколова", "cashier"),
          new User("supervisor", "Андрей Громов", "supervisor"),
          new User("warehouse", "Павел Лужин", "warehouse"),
          new User("dealer", "Тимур Асланов", "dealer"),
          new User("terminal", "Платёжная система «Терминал»", "terminal"),
          new User("accountant", "Нина Головина", "accountant"),
          new User("manager", "Елена Верещагина", "manager"),
          new User("admin", "Игорь Системный", "admin"));

  private static final List<User> AT_CENTRAL =
      List.of(
          new User("finance", "Наталья Бергман", "finance"),
          new User("finance2", "Виктор Тарасов", "finance"),
          new User("reference", "Светлана Кудрина", "reference"),
          new User("accounts", "Роман Шувалов", "accounts"),
          new User("admin", "Игорь Системный", "admin"));

  private SampleUsers() {}

  /** One slow hash serves them all; a real node has one for each. */
  static String hash() {
    return Passwords.hashNow(PASSWORD);
  }

  static void addBranchUsers(Connection connection, String hash) throws SQLException {
    add(connection, AT_A_BRANCH, hash);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          """
          insert into dealer_login (login, dealer, assigned_by, assigned_at)
          values ('dealer', 'tele-dom', 'admin', now()) on conflict (login) do nothing
          """);
    }
  }

  static void addCentralUsers(Connection connection, String hash) throws SQLException {
    add(connection, AT_CENTRAL, hash);
  }

  public static List<String> branchLogins() {
    return AT_A_BRANCH.stream().map(User::login).toList();
  }

  public static List<String> centralLogins() {
    return AT_CENTRAL.stream().map(User::login).toList();
  }

  private static void add(Connection connection, List<User> users, String hash)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into access_user (login, name, role, password_hash) values (?, ?, ?, ?)
            on conflict (login) do nothing
            """)) {
      for (User user : users) {
        statement.setString(1, user.login());
        statement.setString(2, user.name());
        statement.setString(3, user.role());
        statement.setString(4, hash);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
