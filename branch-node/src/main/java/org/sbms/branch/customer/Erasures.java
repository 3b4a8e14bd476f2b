package org.sbms.branch.customer;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** Requests to erase, and the erasing itself. */
final class Erasures {
  /** What stands where a name was. */
  static final String ERASED = "—";

  private static final String SELECT =
      """
      select e.*, c.number as customer_number
      from erasure_request e join customer c on c.id = e.customer_id
      """;

  private Erasures() {}

  static void ask(Tx tx, UUID id, WorkOnCustomers.AskErasure order, String by, Instant now) {
    tx.run(
        """
        insert into erasure_request (id, customer_id, reason, asked_by, asked_at, state)
        values ($1, $2, $3, $4, $5, 'ASKED')
        """,
        id,
        order.id(),
        order.reason().strip(),
        by,
        now.atOffset(ZoneOffset.UTC));
  }

  static Optional<Erasure> find(Sql sql, UUID id) {
    return sql.one(Erasures::toErasure, SELECT + "where e.id = $1", id);
  }

  static Optional<Erasure> open(Sql sql, UUID customer) {
    return sql.one(
        Erasures::toErasure, SELECT + "where e.customer_id = $1 and e.state = 'ASKED'", customer);
  }

  static List<Erasure> list(Sql sql, WorkOnCustomers.ListErasures question) {
    return sql.list(
        Erasures::toErasure,
        SELECT
            + """
            where (not $1 or e.state = 'ASKED') order by e.asked_at desc, e.id
            limit $2 offset $3
            """,
        question.open(),
        question.limit(),
        question.offset());
  }

  static void decide(Tx tx, UUID id, Erasure.State state, String by, String comment, Instant now) {
    tx.run(
        """
        update erasure_request set state = $2, decided_by = $3, comment = $4, decided_at = $5
        where id = $1
        """,
        id,
        state.name(),
        by,
        comment.strip(),
        now.atOffset(ZoneOffset.UTC));
  }

  /**
   * Takes away whatever tells who the customer was. Accounts, plans, states, postings and payments
   * stay: they are the branch's books, and say nothing about a person any more.
   */
  static void erase(Tx tx, UUID customer, Instant now) {
    tx.run(
        """
        update customer set name = $2, address = '', phone = '', email = '', document_type = '',
          document_number = '', version = version + 1, erased_at = $3
        where id = $1
        """,
        customer,
        ERASED,
        now.atOffset(ZoneOffset.UTC));
    tx.run("update account set name = $2 where customer_id = $1", customer, ERASED);
    tx.run(
        """
        delete from identifier where kind in ('PHONE', 'LOGIN')
          and account in (select number from account where customer_id = $1)
        """,
        customer);
    tx.run(
        """
        delete from identifier_past where kind in ('PHONE', 'LOGIN')
          and account in (select number from account where customer_id = $1)
        """,
        customer);
    tx.run(
        """
        update personal_data_change set before = '', after = '' where change_id in (
          select h.id from account_change h join account a on a.number = h.account
          where a.customer_id = $1)
        """,
        customer);
    tx.run(
        """
        update account_change set comment = '' where comment <> '' and account in (
          select number from account where customer_id = $1)
        """,
        customer);
    tx.run("delete from customer_contact where customer_id = $1", customer);
    tx.run(
        """
        update customer_document set sealed = null, file_name = '', number = ''
        where customer_id = $1
        """,
        customer);
    tx.run("update customer_change set detail = '' where customer_id = $1", customer);
  }

  private static Erasure toErasure(Row row) {
    return new Erasure(
        row.getUUID("id"),
        row.getUUID("customer_id"),
        row.getString("customer_number"),
        row.getString("reason"),
        row.getString("asked_by"),
        row.getOffsetDateTime("asked_at").toInstant(),
        Erasure.State.valueOf(row.getString("state")),
        row.getString("decided_by"),
        Optional.ofNullable(row.getOffsetDateTime("decided_at")).map(OffsetDateTime::toInstant),
        row.getString("comment"));
  }
}
