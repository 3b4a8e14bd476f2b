package org.sbms.branch.customer;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbms.branch.customer.WorkOnCustomers.SaveCompany;
import org.sbms.branch.customer.WorkOnCustomers.SaveDepartment;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The legal companies of this installation and their departments. */
public final class Companies {
  private Companies() {}

  /** By code. Installations have a handful of them. */
  static List<Company> all(Sql sql) {
    Map<String, List<Company.Department>> departments = new HashMap<>();
    for (Row row :
        sql.run(
            """
            select d.*, (select count(*)::int from account a
              where a.company = d.company and a.department = d.code) as accounts
            from department d order by d.company, d.code
            """)) {
      departments
          .computeIfAbsent(row.getString("company"), _ -> new ArrayList<>())
          .add(
              new Company.Department(
                  row.getString("code"),
                  row.getString("name"),
                  row.getString("location"),
                  row.getInteger("accounts")));
    }
    return sql.list(
        row ->
            new Company(
                row.getString("code"),
                row.getString("name"),
                row.getString("tax_number"),
                row.getString("address"),
                row.getInteger("accounts"),
                departments.getOrDefault(row.getString("code"), List.of())),
        """
        select c.*, coalesce(n.accounts, 0)::int as accounts from operator_company c
        left join (select company, count(*) as accounts from account group by 1) n
          on n.company = c.code
        order by c.code
        """);
  }

  /** The codes alone, for a list to choose from. */
  public static List<String> codes(Sql sql) {
    return sql.list(row -> row.getString(0), "select code from operator_company order by code");
  }

  /** Departments with their companies, {@code MAIN/NORTH}, for a list to choose from. */
  public static List<String> departments(Sql sql) {
    return sql.list(
        row -> row.getString(0), "select company || '/' || code from department order by 1");
  }

  static boolean has(Sql sql, String company, String department) {
    String query =
        department.isEmpty()
            ? "select 1 from operator_company where code = $1 and $2 = ''"
            : "select 1 from department where company = $1 and code = $2";
    return sql.one(row -> row.getInteger(0), query, company, department).isPresent();
  }

  static void save(Tx tx, SaveCompany order) {
    tx.run(
        """
        insert into operator_company values ($1, $2, $3, $4)
        on conflict (code) do update set name = excluded.name, tax_number = excluded.tax_number,
          address = excluded.address
        """,
        order.code(),
        order.name().strip(),
        order.taxNumber().strip(),
        order.address().strip());
  }

  static void save(Tx tx, SaveDepartment order) {
    tx.run(
        """
        insert into department values ($1, $2, $3, $4)
        on conflict (company, code) do update set name = excluded.name,
          location = excluded.location
        """,
        order.company(),
        order.code(),
        order.name().strip(),
        order.location().strip());
  }
}
