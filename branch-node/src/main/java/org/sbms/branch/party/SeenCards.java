package org.sbms.branch.party;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.seal.Seal;

/**
 * Cards of other branches' subscribers as they were last seen here, for when their home is silent.
 * They are noted beside the request, not in it; without contact data whoever looked; sealed; and
 * bounded by number and age.
 */
public final class SeenCards {
  private static final int MAX_WAITING = 1_000;
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);
  private static final int MAX_REMEMBERED = 100_000;

  /**
   * @param maxCards how many are kept, those seen last
   * @param maxAge how long
   */
  public record Bounds(int maxCards, Duration maxAge) {
    public static final Bounds USUAL = new Bounds(20_000, Duration.ofDays(30));
  }

  private final Seal seal;
  private final Bounds bounds;
  private final Clock clock;

  /** What is to be written; when it is full, later cards are not noted this time. */
  private final Map<AccountNumber, SubscriberCard> waiting = new ConcurrentHashMap<>();

  private final Cache<AccountNumber, Boolean> lately =
      Caffeine.newBuilder().expireAfterWrite(AGAIN_AFTER).maximumSize(MAX_REMEMBERED).build();

  public SeenCards(Seal seal, Bounds bounds, Clock clock) {
    this.seal = seal;
    this.bounds = bounds;
    this.clock = clock;
  }

  /** Whether this card should be noted when it is looked at next. */
  boolean wants(AccountNumber account) {
    return waiting.size() < MAX_WAITING && !lately.asMap().containsKey(account);
  }

  /** Does not wait. A card that changes and is looked at all the time is noted now and then. */
  void note(SubscriberCard card) {
    if (waiting.size() < MAX_WAITING && lately.asMap().putIfAbsent(card.account(), true) == null) {
      waiting.put(card.account(), Masking.masked(card));
    }
  }

  /** Writes what waits: a job calls it. */
  public void keep(Database database) {
    List<SubscriberCard> cards = new ArrayList<>();
    // By number, so that two instances never wait for each other.
    new TreeMap<>(waiting)
        .forEach((account, card) -> {
          if (waiting.remove(account, card)) {
            cards.add(card);
          }
        });
    if (!cards.isEmpty()) {
      database.inTransaction(tx -> {
        cards.forEach(card -> write(tx, card));
        return true;
      });
    }
  }

  /** Drops what is too old or too much: a job calls it. */
  public void drop(Database database) {
    database.run("delete from seen_card where seen_at < $1", oldest());
    database.run(
        """
        delete from seen_card where account in (
          select account from seen_card order by seen_at desc, account offset $1)
        """,
        bounds.maxCards());
  }

  private void write(Tx tx, SubscriberCard card) {
    String account = card.account().value();
    int written =
        tx.run(
                """
                insert into seen_card (account, seen_at, sealed) values ($1, $2, $3)
                on conflict (account) do update
                  set seen_at = excluded.seen_at, sealed = excluded.sealed
                  where seen_card.seen_at < excluded.seen_at
                """,
                account,
                card.asOf().atOffset(ZoneOffset.UTC),
                Buffer.buffer(seal.seal(account, Json.writeBytes(card))))
            .rowCount();
    if (written == 0) {
      return;
    }
    tx.run("delete from seen_number where account = $1", account);
    tx.run(
        """
        insert into seen_number (fingerprint, account) select f, $1 from unnest($2::bytea[]) as f
        on conflict do nothing
        """,
        account,
        card.identifiers().stream()
            .map(identifier -> Buffer.buffer(seal.fingerprint(identifier.value())))
            .toArray(Buffer[]::new));
  }

  Optional<SubscriberCard> find(Sql sql, AccountNumber account) {
    return sql.one(
            this::open,
            "select * from seen_card where account = $1 and seen_at >= $2",
            account.value(),
            oldest())
        .flatMap(card -> card);
  }

  /** By an account, or by any number that named somebody when they were seen. */
  List<SubscriberCard> search(Sql sql, String typed) {
    return sql
        .list(
            this::open,
            """
            select c.* from seen_card c where c.account = $1 and c.seen_at >= $3
            union
            select c.* from seen_card c join seen_number n using (account)
            where n.fingerprint = $2 and c.seen_at >= $3
            """,
            typed.strip().toUpperCase(java.util.Locale.ROOT),
            Buffer.buffer(seal.fingerprint(SearchNumber.normal(typed))),
            oldest())
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private OffsetDateTime oldest() {
    Instant oldest = clock.instant().minus(bounds.maxAge());
    return oldest.atOffset(ZoneOffset.UTC);
  }

  /** One sealed with a key that is lost is as good as never seen. */
  private Optional<SubscriberCard> open(Row row) {
    return seal.open(row.getString("account"), row.getBuffer("sealed").getBytes())
        .map(bytes -> Json.read(bytes, SubscriberCard.class));
  }
}
