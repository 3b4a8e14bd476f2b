package org.sbms.deploy.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows for PostgreSQL's COPY, gathered and then sent as one. */
final class CopyRows {
  private final String target;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CSVPrinter printer;

  /**
   * @param target table and columns: {@code account (number, name)}
   */
  CopyRows(String target) {
    this.target = target;
    try {
      Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
      this.printer = new CSVPrinter(writer, CSVFormat.POSTGRESQL_CSV);
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
  }

  /** An absent value is null in the table. */
  void add(@Nullable Object... values) {
    try {
      printer.printRecord(values);
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
  }

  void send(Connection connection) throws SQLException {
    try {
      printer.flush();
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy " + target + " from stdin (format csv)",
              new StringReader(bytes.toString(StandardCharsets.UTF_8)));
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
  }
}
