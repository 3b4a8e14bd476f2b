package org.sbms.branch.customer;

import io.vertx.sqlclient.Row;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.customer.WorkOnCustomers.ArrangeAccount;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Whose accounts are whose, and which stand below which. */
final class AccountTree {
  private static final int MAX_SHOWN = 200;

  private AccountTree() {}

  static List<CustomerView.Account> of(Sql sql, UUID customer) {
    return sql.list(
        AccountTree::toAccount,
        """
        select a.*, p.name as plan_name, payer_of(a.number) as pays
        from account a join rate_plan p on p.code = a.plan
        where a.customer_id = $1 order by a.number limit $2
        """,
        customer,
        MAX_SHOWN);
  }

  static Optional<CustomerView.Account> find(Sql sql, AccountNumber account) {
    return sql.one(
        AccountTree::toAccount,
        """
        select a.*, p.name as plan_name, payer_of(a.number) as pays
        from account a join rate_plan p on p.code = a.plan where a.number = $1
        """,
        account.value());
  }

  static Optional<UUID> customerOf(Sql sql, AccountNumber account) {
    return sql.one(
        row -> row.getUUID(0),
        "select customer_id from account where number = $1",
        account.value());
  }

  /** The account and all above it, nearest first. */
  static List<AccountNumber> chain(Sql sql, AccountNumber from) {
    return sql.list(
        row -> new AccountNumber(row.getString("number")),
        """
        with recursive up (number, parent, level) as (
          select number, parent, 1 from account where number = $1
          union all
          select a.number, a.parent, up.level + 1
          from up join account a on a.number = up.parent where up.level < 20
        )
        select number from up order by level
        """,
        from.value());
  }

  static int levelsBelow(Sql sql, AccountNumber account) {
    return sql.one(
            row -> row.getInteger(0),
            """
            with recursive down (number, level) as (
              select $1::text, 0
              union all
              select a.number, down.level + 1
              from down join account a on a.parent = down.number where down.level < 20
            )
            select max(level) from down
            """,
            account.value())
        .orElse(0);
  }

  /** Subscribers go by their customer's name. */
  static void arrange(Tx tx, ArrangeAccount order) {
    tx.run(
        """
        update account set customer_id = $2, parent = $3, payer = $4, company = $5, department = $6,
          name = (select name from customer where id = $2)
        where number = $1
        """,
        order.account().value(),
        order.customer(),
        order.parent().map(AccountNumber::value).orElse(null),
        order.payer().name(),
        order.company(),
        order.department().isEmpty() ? null : order.department());
  }

  private static CustomerView.Account toAccount(Row row) {
    String parent = row.getString("parent");
    String department = row.getString("department");
    return new CustomerView.Account(
        new AccountNumber(row.getString("number")),
        SubscriberState.valueOf(row.getString("state")),
        row.getLocalDate("since"),
        row.getString("plan_name"),
        new Money(row.getLong("balance_minor"), Currency.getInstance(row.getString("currency"))),
        Optional.ofNullable(parent).map(AccountNumber::new),
        Payer.valueOf(row.getString("payer")),
        new AccountNumber(row.getString("pays")),
        row.getString("company"),
        department == null ? "" : department);
  }
}
