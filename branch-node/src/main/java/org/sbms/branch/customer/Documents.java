package org.sbms.branch.customer;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.customer.WorkOnCustomers.AddDocument;
import org.sbms.branch.customer.WorkOnCustomers.ReadDocument;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.seal.Seal;

/** Customers' papers. Their files are sealed, each for its own entry. */
public final class Documents {
  public static final int MAX_BYTES = 5 * 1024 * 1024;
  private static final String MARK = "customer-documents";

  private final Seal seal;

  public Documents(Seal seal) {
    this.seal = seal;
  }

  /** What sort of file it is by its first bytes; a name or a header says what somebody wishes. */
  static Optional<String> contentType(byte[] file) {
    if (startsWith(file, '%', 'P', 'D', 'F', '-')) {
      return Optional.of("application/pdf");
    }
    if (startsWith(file, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return Optional.of("image/png");
    }
    return startsWith(file, 0xff, 0xd8, 0xff) ? Optional.of("image/jpeg") : Optional.empty();
  }

  private static boolean startsWith(byte[] file, int... first) {
    if (file.length < first.length) {
      return false;
    }
    for (int i = 0; i < first.length; i++) {
      if ((file[i] & 0xff) != first[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Called once before the node serves: an instance with another key would seal what the others
   * cannot open.
   *
   * @throws IllegalStateException when the key is not the one that sealed what is there
   */
  public void requireKey(Database database) {
    byte[] mine = seal.fingerprint(MARK);
    database.run(
        "insert into customer_document_key (mark) values ($1) on conflict do nothing",
        Buffer.buffer(mine));
    byte[] held =
        database
            .one(row -> row.getBuffer("mark").getBytes(), "select mark from customer_document_key")
            .orElseThrow();
    if (!java.util.Arrays.equals(mine, held)) {
      throw new IllegalStateException(
          "documents.key is not the key that customers' documents of this branch are sealed with:"
              + " copy it from the instance that made it");
    }
  }

  void add(Tx tx, UUID id, AddDocument order, String contentType, String by, Instant now) {
    tx.run(
        """
        insert into customer_document (id, customer_id, number, kind, signed_on, file_name,
          content_type, size_bytes, sealed, added_by, added_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        id,
        order.customer(),
        order.number().strip(),
        order.kind().name(),
        order.signedOn(),
        order.fileName().strip(),
        contentType,
        order.file().length,
        Buffer.buffer(seal.seal(id.toString(), order.file())),
        by,
        now.atOffset(ZoneOffset.UTC));
  }

  static boolean has(Sql sql, UUID customer, DocumentKind kind, String number) {
    return sql.one(
            row -> row.getInteger(0),
            """
            select 1 from customer_document
            where customer_id = $1 and kind = $2 and number = $3 limit 1
            """,
            customer,
            kind.name(),
            number)
        .isPresent();
  }

  static List<CustomerView.Document> of(Sql sql, UUID customer) {
    return sql.list(
        Documents::toDocument,
        """
        select id, number, kind, signed_on, file_name, content_type, size_bytes,
          sealed is not null as held, added_by, added_at
        from customer_document where customer_id = $1
        order by signed_on desc, added_at desc limit 200
        """,
        customer);
  }

  /**
   * Empty when there is none, its file was erased, or the key is not the one it was sealed with.
   */
  Optional<ReadDocument.Content> read(Sql sql, ReadDocument question) {
    return sql.one(
            row -> row,
            """
            select file_name, content_type, sealed from customer_document
            where id = $1 and customer_id = $2 and sealed is not null
            """,
            question.document(),
            question.customer())
        .flatMap(row ->
            seal.open(question.document().toString(), row.getBuffer("sealed").getBytes())
                .map(file ->
                    new ReadDocument.Content(
                        row.getString("file_name"), row.getString("content_type"), file)));
  }

  private static CustomerView.Document toDocument(Row row) {
    LocalDate signed = row.getLocalDate("signed_on");
    return new CustomerView.Document(
        row.getUUID("id"),
        row.getString("number"),
        DocumentKind.valueOf(row.getString("kind")),
        signed,
        row.getString("file_name"),
        row.getString("content_type"),
        row.getInteger("size_bytes"),
        row.getBoolean("held"),
        row.getString("added_by"),
        row.getOffsetDateTime("added_at").toInstant());
  }
}
