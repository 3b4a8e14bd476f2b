package org.sbms.central.corporate;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** The tables of clients and departments. */
final class ClientTable {
  private ClientTable() {}

  static Optional<Client> find(Sql sql, UUID id) {
    return sql.one(ClientTable::client, "select * from corporate_client where id = $1", id);
  }

  /** Whoever changes a client's tree or money holds it, so that two do not cross. */
  static Optional<Client> lock(Tx tx, UUID id) {
    return tx.one(
        ClientTable::client, "select * from corporate_client where id = $1 for update", id);
  }

  static boolean isTaxIdFree(Sql sql, String taxId, UUID except) {
    return sql.one(
            row -> row.getUUID("id"),
            """
            select id from corporate_client
            where tax_id = $1 and archived_at is null and id <> $2
            """,
            taxId,
            except)
        .isEmpty();
  }

  static void insert(Tx tx, Client client, String by) {
    tx.run(
        """
        insert into corporate_client (id, name, tax_id, branch, contact, created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        client.id(),
        client.name(),
        client.taxId(),
        client.branch().value(),
        client.contact(),
        by,
        client.createdAt().atOffset(ZoneOffset.UTC));
  }

  static void update(Tx tx, Client client) {
    tx.run(
        "update corporate_client set name = $2, tax_id = $3, branch = $4, contact = $5 where id = $1",
        client.id(),
        client.name(),
        client.taxId(),
        client.branch().value(),
        client.contact());
  }

  static void archive(Tx tx, UUID id, Instant now) {
    tx.run(
        "update corporate_client set archived_at = $2 where id = $1",
        id,
        now.atOffset(ZoneOffset.UTC));
  }

  static List<Department> departments(Sql sql, UUID client) {
    return sql.list(
        row ->
            new Department(
                row.getUUID("id"),
                Optional.ofNullable(row.getUUID("parent_id")),
                row.getString("name"),
                row.getOffsetDateTime("archived_at") != null),
        "select * from corporate_department where client_id = $1",
        client);
  }

  static DepartmentTree tree(Sql sql, UUID client) {
    return DepartmentTree.of(departments(sql, client));
  }

  static void insert(Tx tx, UUID client, Department department, Instant now) {
    tx.run(
        """
        insert into corporate_department (id, client_id, parent_id, name, created_at)
        values ($1, $2, $3, $4, $5)
        """,
        department.id(),
        client,
        department.parent().orElse(null),
        department.name(),
        now.atOffset(ZoneOffset.UTC));
  }

  static void update(Tx tx, Department department) {
    tx.run(
        "update corporate_department set parent_id = $2, name = $3 where id = $1",
        department.id(),
        department.parent().orElse(null),
        department.name());
  }

  static void archiveDepartment(Tx tx, UUID id, Instant now) {
    tx.run(
        "update corporate_department set archived_at = $2 where id = $1",
        id,
        now.atOffset(ZoneOffset.UTC));
  }

  static Client client(Row row) {
    return new Client(
        row.getUUID("id"),
        row.getString("name"),
        row.getString("tax_id"),
        new BranchCode(row.getString("branch")),
        row.getString("contact"),
        row.getOffsetDateTime("archived_at") != null,
        row.getOffsetDateTime("created_at").toInstant());
  }
}
