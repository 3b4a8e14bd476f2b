package org.sbms.kit.audit;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Tx;

/**
 * Seals the audit log: blocks of records, each block's SHA-256 over the previous block's hash and
 * its own records. Whoever changes, removes or adds a sealed record has to redo every block since,
 * and a hash that was noted elsewhere betrays that too.
 */
public final class AuditSeal {
  private static final String NO_HASH = "0".repeat(64);

  /** Only one instance seals at a time. */
  private static final long LOCK = 0x5b_6d_73_01L;

  /** A record as it is hashed: a JSON array, so no two records give the same text. */
  private static final String RECORD_TEXT =
      """
      jsonb_build_array(r.id, (extract(epoch from r.at) * 1000000)::bigint, r.actor_node,
        r.actor_login, r.actor_role, r.via, r.operation, r.key, r.subject, r.outcome, r.address,
        r.trace_id, r.details)::text
      """;

  private static final String BLOCK_HASH =
      """
      encode(sha256(convert_to(
        %s || E'\\n' || coalesce(string_agg(%s, E'\\n' order by r.id), ''), 'UTF8')), 'hex')
      """;

  private final Database database;

  AuditSeal(Database database) {
    this.database = database;
  }

  /**
   * What a look over the whole log found.
   *
   * @param badBlock the first block that does not hold; empty when all do
   */
  public record Finding(
      long blocks, long sealed, long unsealed, String head, Optional<Long> badBlock) {
    public boolean holds() {
      return badBlock.isEmpty();
    }
  }

  private record Head(long number, String toTx, String hash) {}

  /** Seals what was written by transactions that have all ended; says whether there was any. */
  public boolean sealNext(Instant now) {
    return database.inTransaction(tx -> {
      boolean mine =
          tx.one(row -> row.getBoolean(0), "select pg_try_advisory_xact_lock($1)", LOCK)
              .orElse(false);
      return mine && seal(tx, now);
    });
  }

  private static boolean seal(Tx tx, Instant now) {
    Head head =
        tx.one(
                row -> new Head(row.getLong(0), row.getString(1), row.getString(2)),
                "select number, to_tx::text, hash from audit_block order by number desc limit 1")
            .orElse(new Head(0, "0", NO_HASH));
    return tx.run(
                """
                with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as tx),
                block as (
                  select count(*) as records, %s as hash
                  from audit_record r, horizon h
                  where r.tx >= $2::text::xid8 and r.tx < h.tx)
                insert into audit_block
                  (number, from_tx, to_tx, records, previous_hash, hash, sealed_at)
                select $1, $2::text::xid8, h.tx, b.records, $3, b.hash, $4
                from block b, horizon h where b.records > 0
                """
                    .formatted(BLOCK_HASH.formatted("$3::text", RECORD_TEXT)),
                head.number() + 1,
                head.toTx(),
                head.hash(),
                OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
            .rowCount()
        > 0;
  }

  /** Computes every hash anew: reads the whole log. */
  public Finding verify() {
    Optional<Long> bad =
        database.one(
            row -> row.getLong(0),
            """
            with recomputed as (
              select b.number, b.hash, b.previous_hash, b.records, count(r.id) as found,
                     %s as hash_now, b.from_tx
              from audit_block b
              left join audit_record r on r.tx >= b.from_tx and r.tx < b.to_tx
              group by b.number),
            chained as (
              select *, lag(hash, 1, $1::text) over (order by number) as hash_before,
                     row_number() over (order by number) as place
              from recomputed)
            select min(number) as number from chained
            where hash <> hash_now or records <> found or previous_hash <> hash_before
               or number <> place
            having min(number) is not null
            """
                .formatted(BLOCK_HASH.formatted("b.previous_hash", RECORD_TEXT)),
            NO_HASH);
    return database
        .one(
            row -> finding(row, bad),
            """
            select (select count(*) from audit_block) as blocks,
                   (select coalesce(sum(records), 0)::bigint from audit_block) as sealed,
                   (select count(*) from audit_record) as records,
                   coalesce((select hash from audit_block order by number desc limit 1), '') as head
            """)
        .orElseThrow();
  }

  private static Finding finding(Row row, Optional<Long> bad) {
    long sealed = row.getLong("sealed");
    return new Finding(
        row.getLong("blocks"),
        sealed,
        Math.max(0, row.getLong("records") - sealed),
        row.getString("head"),
        bad);
  }
}
