package org.sbms.branch.party;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.CustomerKind;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The customers of this branch: who pays. */
public final class Customers {

  record Held(UUID id, PersonalData data, int version) {}

  /**
   * @param kind PERSON, COMPANY or a finer one
   */
  public void insert(Tx tx, UUID id, PersonalData data, String kind, Instant now) {
    tx.run(
        """
        insert into customer
          (id, kind, name, address, phone, email, document_type, document_number, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        id,
        kind,
        data.name().strip(),
        data.address().strip(),
        data.phone().strip(),
        data.email().strip(),
        data.document().map(IdentityDocument::type).orElse(""),
        data.document().map(document -> document.number().strip()).orElse(""),
        now.atOffset(ZoneOffset.UTC));
  }

  Optional<Held> of(Sql sql, AccountNumber account) {
    return sql.one(
        Customers::toHeld,
        """
        select c.* from customer c join account a on a.customer_id = c.id where a.number = $1
        """,
        account.value());
  }

  /** PERSON, COMPANY or a finer one. */
  public Optional<String> kind(Sql sql, UUID id) {
    return sql.one(row -> row.getString(0), "select kind from customer where id = $1", id);
  }

  /** A customer that is not in the archive, held until the transaction ends. */
  public Optional<PersonalData> lockLive(Tx tx, UUID id) {
    return tx.one(
            Customers::toHeld,
            "select * from customer where id = $1 and archived_at is null for update",
            id)
        .map(Held::data);
  }

  Optional<Held> lock(Tx tx, AccountNumber account) {
    return tx.one(
        Customers::toHeld,
        """
        select c.* from customer c join account a on a.customer_id = c.id where a.number = $1
        for update
        """,
        account.value());
  }

  /** Subscribers go by their customer's name. */
  void update(Tx tx, UUID id, PersonalData data, int version) {
    tx.run(
        """
        update customer set name = $2, address = $3, phone = $4, email = $5, document_type = $6,
          document_number = $7, version = $8
        where id = $1
        """,
        id,
        data.name(),
        data.address(),
        data.phone(),
        data.email(),
        data.document().map(IdentityDocument::type).orElse(""),
        data.document().map(IdentityDocument::number).orElse(""),
        version);
    tx.run("update account set name = $2 where customer_id = $1 and name <> $2", id, data.name());
  }

  /** Other nodes know persons and companies; a family is people, the rest are not. */
  private static CustomerKind ofWire(String kind) {
    return kind.equals("PERSON") || kind.equals("FAMILY")
        ? CustomerKind.PERSON
        : CustomerKind.COMPANY;
  }

  private static Held toHeld(Row row) {
    String number = row.getString("document_number");
    return new Held(
        row.getUUID("id"),
        new PersonalData(
            ofWire(row.getString("kind")),
            row.getString("name"),
            row.getString("address"),
            row.getString("phone"),
            row.getString("email"),
            number.isEmpty()
                ? Optional.empty()
                : Optional.of(new IdentityDocument(row.getString("document_type"), number))),
        row.getInteger("version"));
  }
}
