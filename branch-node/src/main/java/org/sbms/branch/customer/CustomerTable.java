package org.sbms.branch.customer;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.customer.WorkOnCustomers.ClassifyCustomer;
import org.sbms.branch.customer.WorkOnCustomers.RegisterCustomer;
import org.sbms.branch.party.AccountHistory.Author;
import org.sbms.contract.Money;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The rows of customers, their contacts, and what was done to them. */
final class CustomerTable {
  private static final int MAX_SHOWN = 200;
  private static final int MAX_HISTORY = 60;

  private CustomerTable() {}

  static List<BrowseCustomers.Item> browse(
      Sql sql, BrowseCustomers question, String orderBy, Currency currency) {
    return sql.list(
        row -> toItem(row, currency),
        """
        select found.*, coalesce(a.accounts, 0)::int as accounts, coalesce(a.balance, 0)::bigint as balance
        from (
          select id, number, kind, name, created_at, archived_at from customer c
          where (archived_at is not null) = $1
            and ($2 = '' or name ilike '%%' || $2 || '%%' or number ilike $2 || '%%'
              or id = (select customer_id from account where number = upper($3)))
            and ($4 = '' or kind = $4)
            and ($5 = '' or exists (select from account where customer_id = c.id and company = $5))
            and ($8 = '' or exists (select from account
              where customer_id = c.id and company || '/' || department = $8))
          order by %1$s, number limit $6 offset $7
        ) found
        left join lateral (
          select count(*) as accounts, sum(balance_minor) as balance from account
          where customer_id = found.id
        ) a on true
        order by %1$s, number
        """
            .formatted(orderBy),
        question.archived(),
        question.text().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        question.text(),
        question.kind().map(Enum::name).orElse(""),
        question.company(),
        question.limit(),
        question.offset(),
        question.department());
  }

  static Optional<Customer> find(Sql sql, UUID id) {
    return sql.one(CustomerTable::toCustomer, "select * from customer where id = $1", id);
  }

  static Optional<Customer> lock(Tx tx, UUID id) {
    return tx.one(CustomerTable::toCustomer, "select * from customer where id = $1 for update", id);
  }

  static void insert(Tx tx, UUID id, RegisterCustomer order, Instant now) {
    tx.run(
        """
        insert into customer (id, kind, name, address, phone, email, document_type,
          document_number, parent, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        id,
        order.kind().name(),
        order.name().strip(),
        order.address().strip(),
        order.phone().strip(),
        order.email().strip(),
        order.document().map(IdentityDocument::type).orElse(""),
        order.document().map(document -> document.number().strip()).orElse(""),
        order.parent().orElse(null),
        now.atOffset(ZoneOffset.UTC));
  }

  static void classify(Tx tx, ClassifyCustomer order) {
    tx.run(
        "update customer set kind = $2, parent = $3, version = version + 1 where id = $1",
        order.id(),
        order.kind().name(),
        order.parent().orElse(null));
  }

  /** The customer and all above it, nearest first. */
  static List<UUID> chain(Sql sql, UUID from) {
    return sql.list(
        row -> row.getUUID("id"),
        """
        with recursive up (id, parent, level) as (
          select id, parent, 1 from customer where id = $1
          union all
          select c.id, c.parent, up.level + 1
          from up join customer c on c.id = up.parent where up.level < 20
        )
        select id from up order by level
        """,
        from);
  }

  /** How many levels hang below a customer. */
  static int levelsBelow(Sql sql, UUID id) {
    return sql.one(
            row -> row.getInteger(0),
            """
            with recursive down (id, level) as (
              select $1::uuid, 0
              union all
              select c.id, down.level + 1
              from down join customer c on c.parent = down.id where down.level < 20
            )
            select max(level) from down
            """,
            id)
        .orElse(0);
  }

  static Optional<CustomerView.Ref> ref(Sql sql, UUID id) {
    return sql.one(CustomerTable::toRef, "select * from customer where id = $1", id);
  }

  static List<CustomerView.Ref> members(Sql sql, UUID id) {
    return sql.list(
        CustomerTable::toRef,
        "select * from customer where parent = $1 order by name, number limit $2",
        id,
        MAX_SHOWN);
  }

  static void setArchived(Tx tx, UUID id, Optional<Instant> at) {
    tx.run(
        "update customer set archived_at = $2 where id = $1",
        id,
        at.map(moment -> moment.atOffset(ZoneOffset.UTC)).orElse(null));
    tx.run("update account set archived = $2 where customer_id = $1", id, at.isPresent());
  }

  static List<CustomerView.Contact> contacts(Sql sql, UUID customer) {
    return sql.list(
        row ->
            new CustomerView.Contact(
                row.getUUID("id"),
                ContactKind.valueOf(row.getString("kind")),
                row.getString("value"),
                row.getString("purpose"),
                row.getOffsetDateTime("added_at").toInstant()),
        "select * from customer_contact where customer_id = $1 order by added_at, id limit $2",
        customer,
        MAX_SHOWN);
  }

  static void addContact(Tx tx, UUID id, WorkOnCustomers.AddContact order, String by, Instant now) {
    tx.run(
        "insert into customer_contact values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        order.customer(),
        order.kind().name(),
        order.value().strip(),
        order.purpose().strip(),
        by,
        now.atOffset(ZoneOffset.UTC));
  }

  static boolean removeContact(Tx tx, UUID customer, UUID contact) {
    return tx.run(
                "delete from customer_contact where id = $1 and customer_id = $2",
                contact,
                customer)
            .rowCount()
        == 1;
  }

  static void note(Tx tx, UUID customer, Instant at, String kind, String detail, Author author) {
    tx.run(
        """
        insert into customer_change (customer_id, at, kind, detail, changed_by, changed_from)
        values ($1, $2, $3, $4, $5, $6)
        """,
        customer,
        at.atOffset(ZoneOffset.UTC),
        kind,
        detail,
        author.login(),
        author.node());
  }

  /** What was done to the customer and to its accounts, latest first. */
  static List<CustomerView.Change> history(Sql sql, UUID customer) {
    return sql.list(
        row ->
            new CustomerView.Change(
                row.getOffsetDateTime("at").toInstant(),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("changed_by")),
        """
        (select at, kind, '' as subject, detail, changed_by from customer_change
         where customer_id = $1 order by id desc limit $2)
        union all
        (select h.at, h.kind, h.account, h.subject, h.changed_by from account_change h
         where h.account in (select number from account where customer_id = $1 limit $3)
         order by h.at desc limit $2)
        order by at desc limit $2
        """,
        customer,
        MAX_HISTORY,
        MAX_SHOWN);
  }

  private static BrowseCustomers.Item toItem(Row row, Currency currency) {
    return new BrowseCustomers.Item(
        row.getUUID("id"),
        row.getString("number"),
        CustomerKind.valueOf(row.getString("kind")),
        row.getString("name"),
        row.getInteger("accounts"),
        new Money(row.getLong("balance"), currency),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("archived_at") != null);
  }

  private static CustomerView.Ref toRef(Row row) {
    return new CustomerView.Ref(
        row.getUUID("id"),
        row.getString("number"),
        CustomerKind.valueOf(row.getString("kind")),
        row.getString("name"));
  }

  private static Customer toCustomer(Row row) {
    String number = row.getString("document_number");
    return new Customer(
        row.getUUID("id"),
        row.getString("number"),
        CustomerKind.valueOf(row.getString("kind")),
        row.getString("name"),
        row.getString("address"),
        row.getString("phone"),
        row.getString("email"),
        number.isEmpty()
            ? Optional.empty()
            : Optional.of(new IdentityDocument(row.getString("document_type"), number)),
        Optional.ofNullable(row.getUUID("parent")),
        row.getOffsetDateTime("created_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("archived_at")).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getOffsetDateTime("erased_at")).map(OffsetDateTime::toInstant));
  }
}
