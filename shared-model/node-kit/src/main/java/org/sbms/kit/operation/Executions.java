package org.sbms.kit.operation;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;

/** The outcomes of commands, each under the person who asked and the key; kept once and for all. */
public class Executions {

  /**
   * What an outcome is kept under. Two people may choose the same key, and neither must be given
   * what the other was told.
   *
   * @param via {@code node/login}
   */
  public record Slot(String via, String key) implements Comparable<Slot> {
    @Override
    public int compareTo(Slot other) {
      int byVia = via.compareTo(other.via);
      return byVia != 0 ? byVia : key.compareTo(other.key);
    }
  }

  /**
   * A command that ran.
   *
   * @param bodyHash SHA-256 over name and body, so that the same key with another body is noticed
   * @param outcome in JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals only
  public record Stored(Slot slot, String operation, byte[] bodyHash, String outcome) {}

  /** What is known of these; slots that nothing ran under are absent. */
  public Map<Slot, Stored> load(Tx tx, List<Slot> slots) {
    Map<Slot, Stored> stored = new HashMap<>();
    for (Row row :
        tx.run(
            """
            select e.via, e.key, e.operation, e.body_hash, e.outcome
            from operation_execution e
            join unnest($1::text[], $2::text[]) as asked (via, key) using (via, key)
            """,
            slots.stream().map(Slot::via).toArray(String[]::new),
            slots.stream().map(Slot::key).toArray(String[]::new))) {
      Slot slot = new Slot(row.getString("via"), row.getString("key"));
      stored.put(
          slot,
          new Stored(
              slot,
              row.getString("operation"),
              row.getBuffer("body_hash").getBytes(),
              row.getString("outcome")));
    }
    return stored;
  }

  /**
   * At the latest the commit fails by what this throws.
   *
   * @throws TryAgainException when another transaction stored one of these keys meanwhile
   */
  public void store(Tx tx, List<Stored> rows, Instant now) {
    tx.writeChecked(
        """
        insert into operation_execution (via, key, operation, body_hash, outcome, at)
        select via, key, operation, body_hash, outcome, $6
        from unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::text[])
          as t (via, key, operation, body_hash, outcome)
        on conflict do nothing
        """,
        inserted -> {
          if (inserted.rowCount() != rows.size()) {
            throw new TryAgainException("a key of this batch was stored by another transaction");
          }
        },
        rows.stream().map(row -> row.slot.via).toArray(String[]::new),
        rows.stream().map(row -> row.slot.key).toArray(String[]::new),
        rows.stream().map(Stored::operation).toArray(String[]::new),
        rows.stream().map(row -> Buffer.buffer(row.bodyHash)).toArray(Buffer[]::new),
        rows.stream().map(Stored::outcome).toArray(String[]::new),
        now.atOffset(ZoneOffset.UTC));
  }
}
