package org.sbms.central.corporate;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Which accounts belong to whom. */
final class MemberTable {
  private MemberTable() {}

  /** Somebody to attach. */
  record Fresh(AccountNumber account, Optional<UUID> department, boolean verified) {}

  /** Figures summed over the accounts of one department, branch and currency. */
  record Sum(
      Optional<UUID> department, BranchCode branch, long accounts, Optional<Totals> totals) {}

  static long count(Sql sql, UUID client) {
    return sql.one(
            row -> row.getLong(0),
            "select count(*) from corporate_member where client_id = $1",
            client)
        .orElse(0L);
  }

  static long countIn(Sql sql, Collection<UUID> departments) {
    return sql.one(
            row -> row.getLong(0),
            "select count(*) from corporate_member where department_id = any($1::uuid[])",
            (Object) departments.toArray(UUID[]::new))
        .orElse(0L);
  }

  static List<AccountNumber> accounts(Sql sql, UUID client) {
    return sql.list(
        row -> new AccountNumber(row.getString(0)),
        "select account from corporate_member where client_id = $1 order by account",
        client);
  }

  /** Which client each belongs to; those of none are absent. */
  static Map<AccountNumber, UUID> owners(Sql sql, Collection<AccountNumber> accounts) {
    Map<AccountNumber, UUID> owners = new HashMap<>();
    for (Row row :
        sql.run(
            "select account, client_id from corporate_member where account = any($1::text[])",
            (Object) values(accounts))) {
      owners.put(new AccountNumber(row.getString(0)), row.getUUID(1));
    }
    return owners;
  }

  static void insert(Tx tx, UUID client, List<Fresh> fresh, String by, Instant now) {
    tx.run(
        """
        insert into corporate_member
          (account, client_id, department_id, verified, attached_by, attached_at)
        select account, $1, department, verified, $5, $6
        from unnest($2::text[], $3::uuid[], $4::boolean[]) as t (account, department, verified)
        """,
        client,
        fresh.stream().map(each -> each.account().value()).toArray(String[]::new),
        fresh.stream().map(each -> orNull(each.department())).toArray(UUID[]::new),
        fresh.stream().map(Fresh::verified).toArray(Boolean[]::new),
        by,
        now.atOffset(ZoneOffset.UTC));
  }

  /** How many of them were the client's. */
  static int delete(Tx tx, UUID client, Collection<AccountNumber> accounts) {
    return tx.run(
            "delete from corporate_member where client_id = $1 and account = any($2::text[])",
            client,
            values(accounts))
        .rowCount();
  }

  static int move(
      Tx tx, UUID client, Collection<AccountNumber> accounts, Optional<UUID> department) {
    return tx.run(
            """
            update corporate_member set department_id = $3
            where client_id = $1 and account = any($2::text[])
            """,
            client,
            values(accounts),
            orNull(department))
        .rowCount();
  }

  static List<Member> browse(Sql sql, DepartmentTree tree, BrowseMembers asked, String orderBy) {
    return sql.list(
        row -> toMember(row, tree),
        """
        select m.account, m.department_id, m.verified, f.known, f.name, f.state, f.plan,
               f.plan_name, f.services, f.fee_minor, f.balance_minor, f.currency, f.as_of
        from corporate_member m left join corporate_figure f on f.account = m.account
        where m.client_id = $1
          and ($2 = '' or m.account ilike '%%' || $2 || '%%' or f.name ilike '%%' || $2 || '%%'
               or f.plan_name ilike '%%' || $2 || '%%')
          and ($3 = '' or left(m.account, 2) = $3)
          and ($4::uuid[] is null or m.department_id = any($4::uuid[]))
          and ($5 = '' or f.state = $5)
          and (not $6 or f.balance_minor < 0)
        order by %s, m.account limit $7 offset $8
        """
            .formatted(orderBy),
        asked.client(),
        asked.search().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        asked.branch(),
        asked.department().map(tree::within).map(ids -> ids.toArray(UUID[]::new)).orElse(null),
        asked.state(),
        asked.onlyDebtors(),
        asked.limit(),
        asked.offset());
  }

  static List<Sum> sums(Sql sql, UUID client) {
    return sql.list(
        MemberTable::toSum,
        """
        select m.department_id, left(m.account, 2) as branch, f.currency, count(*) as accounts,
               coalesce(sum(f.balance_minor), 0)::bigint as balance,
               coalesce(-sum(least(f.balance_minor, 0)), 0)::bigint as debt,
               coalesce(sum(f.fee_minor), 0)::bigint as fee
        from corporate_member m
        left join corporate_figure f on f.account = m.account and f.known
        where m.client_id = $1
        group by 1, 2, 3
        """,
        client);
  }

  /** Of the answered ones, when the oldest figures of each branch are from. */
  static Map<BranchCode, Instant> oldest(Sql sql, UUID client) {
    Map<BranchCode, Instant> oldest = new HashMap<>();
    for (Row row :
        sql.run(
            """
            select f.branch, min(f.as_of) as as_of
            from corporate_member m join corporate_figure f on f.account = m.account
            where m.client_id = $1 group by 1
            """,
            client)) {
      oldest.put(
          new BranchCode(row.getString("branch")), row.getOffsetDateTime("as_of").toInstant());
    }
    return oldest;
  }

  private static Sum toSum(Row row) {
    String currency = row.getString("currency");
    long accounts = row.getLong("accounts");
    return new Sum(
        Optional.ofNullable(row.getUUID("department_id")),
        new BranchCode(row.getString("branch")),
        accounts,
        currency == null
            ? Optional.empty()
            : Optional.of(
                new Totals(
                    accounts,
                    Money.ofMinor(row.getLong("balance"), currency),
                    Money.ofMinor(row.getLong("debt"), currency),
                    Money.ofMinor(row.getLong("fee"), currency))));
  }

  private static Member toMember(Row row, DepartmentTree tree) {
    Optional<UUID> department = Optional.ofNullable(row.getUUID("department_id"));
    return new Member(
        new AccountNumber(row.getString("account")),
        department,
        tree.path(department),
        row.getBoolean("verified"),
        FigureTable.read(row));
  }

  private static @Nullable UUID orNull(Optional<UUID> id) {
    return id.orElse(null);
  }

  private static String[] values(Collection<AccountNumber> accounts) {
    return accounts.stream().map(AccountNumber::value).toArray(String[]::new);
  }
}
