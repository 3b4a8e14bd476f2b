package org.sbms.kit.access;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sbms.kit.db.Database;
import org.sbms.kit.text.Language;
import org.sbms.kit.web.table.TableQuery;

/** The users of this node. */
public final class Users {
  static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._-]{1,31}");
  private final Database database;

  public Users(Database database) {
    this.database = database;
  }

  public record User(
      String login,
      String name,
      String role,
      String roleTitle,
      boolean disabled,
      Optional<Instant> lastSeen) {}

  /** Adds the user unless the login is taken; changes nobody. The role must be there. */
  public void ensure(String login, String name, String role, String passwordHash) {
    database.run(
        """
        insert into access_user (login, name, role, password_hash) values ($1, $2, $3, $4)
        on conflict (login) do nothing
        """,
        login,
        name,
        role,
        passwordHash);
  }

  Optional<User> find(String login) {
    return database.one(Users::read, SELECT + " where u.login = $1", login);
  }

  List<User> list(TableQuery query, String orderBy) {
    String state = query.filter("state");
    return database.list(
        Users::read,
        SELECT
            + """
             where ($1 = '' or u.login ilike '%' || $1 || '%' or u.name ilike '%' || $1 || '%')
               and ($2 = '' or u.role = $2)
               and ($3 = '' or u.disabled = ($3 = 'DISABLED'))
             order by
            """
            + orderBy
            + " limit $4 offset $5",
        query.filter("search"),
        query.filter("role"),
        state,
        query.limit(),
        query.offset());
  }

  void setLanguage(String login, Language language) {
    database.run("update access_user set language = $2 where login = $1", login, language.code());
  }

  Optional<String> passwordHash(String login) {
    return database.one(
        row -> row.getString(0),
        "select password_hash from access_user where login = $1 and not disabled",
        login);
  }

  private static final String SELECT =
      """
      select u.login, u.name, u.role, r.title, u.disabled,
             (select max(s.last_seen_at) from access_session s where s.login = u.login) as seen
      from access_user u join access_role r on r.name = u.role
      """;

  private static User read(Row row) {
    return new User(
        row.getString("login"),
        row.getString("name"),
        row.getString("role"),
        row.getString("title"),
        row.getBoolean("disabled"),
        Optional.ofNullable(row.getOffsetDateTime("seen")).map(t -> t.toInstant()));
  }
}
