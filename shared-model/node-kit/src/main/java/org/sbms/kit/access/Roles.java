package org.sbms.kit.access;

import java.util.List;
import java.util.Set;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Permission;

/** Roles: named sets of permissions. */
public final class Roles {
  private final Database database;

  public Roles(Database database) {
    this.database = database;
  }

  /**
   * @param title for people
   */
  public record Role(String name, String title, List<String> permissions) {}

  /** Makes the role what is said here, whether or not it was there. */
  public void ensure(String name, String title, Set<Permission> permissions) {
    database.inTransaction(tx -> {
      tx.run(
          """
          insert into access_role (name, title) values ($1, $2)
          on conflict (name) do update set title = excluded.title
          """,
          name,
          title);
      String[] codes = permissions.stream().map(Permission::code).toArray(String[]::new);
      tx.run(
          "delete from access_role_permission where role = $1 and permission <> all ($2)",
          name,
          codes);
      tx.run(
          """
          insert into access_role_permission (role, permission)
          select $1, unnest($2::text[]) on conflict do nothing
          """,
          name,
          codes);
      return name;
    });
  }

  public List<Role> all() {
    return all(database);
  }

  static List<Role> all(Sql sql) {
    return sql.list(
        row -> new Role(row.getString(0), row.getString(1), List.of(row.getArrayOfStrings(2))),
        """
        select r.name, r.title,
               coalesce(array_agg(p.permission order by p.permission)
                        filter (where p.permission is not null), '{}')
        from access_role r left join access_role_permission p on p.role = r.name
        group by r.name order by r.name
        """);
  }
}
