package org.sbms.kit.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.sbms.kit.db.Database;

/**
 * Makes whoever guesses wait, longer each time; kept in the database, so a restart forgets nothing.
 */
final class LoginThrottle {
  private final Database database;
  private final AccessConfig config;
  private final Clock clock;

  LoginThrottle(Database database, AccessConfig config, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  /** How long this account or address still has to wait; empty when it need not. */
  Optional<Duration> wait(String login, String address) {
    Instant now = clock.instant();
    return database
        .one(
            row -> Optional.ofNullable(row.getOffsetDateTime(0)),
            "select max(blocked_until) from access_login_failure where key = any ($1)",
            (Object) new String[] {account(login), "address:" + address})
        .flatMap(until -> until)
        .map(until -> Duration.between(now, until.toInstant()))
        .filter(Duration::isPositive);
  }

  void failed(String login, String address) {
    count(account(login), config.maxAccountFailures());
    count("address:" + address, config.maxAddressFailures());
  }

  /** A right password clears the account, never the address. */
  void succeeded(String login) {
    database.run("delete from access_login_failure where key = $1", account(login));
  }

  /** Failures so old that the next one counts as the first. */
  void sweep() {
    database.run(
        "delete from access_login_failure where last_failed_at < $1 and blocked_until < $2",
        utc(clock.instant().minus(config.maxWait().multipliedBy(2))),
        utc(clock.instant()));
  }

  private void count(String key, int free) {
    database.run(
        """
        insert into access_login_failure as f (key, failures, last_failed_at, blocked_until)
        values ($1, 1, $2, $2)
        on conflict (key) do update set
          failures = case when f.last_failed_at < $3 then 1 else f.failures + 1 end,
          last_failed_at = $2,
          blocked_until = case
            when f.last_failed_at < $3 or f.failures + 1 < $4 then $2
            else $2 + least($6::float8, $5::float8 * 2 ^ least(f.failures + 1 - $4, 20))
                      * interval '1 second'
          end
        """,
        key,
        utc(clock.instant()),
        utc(clock.instant().minus(config.maxWait().multipliedBy(2))),
        free,
        (double) config.firstWait().toSeconds(),
        (double) config.maxWait().toSeconds());
  }

  /** An unknown login of any length must not fill the table with long keys. */
  private static String account(String login) {
    return "account:" + login.substring(0, Math.min(login.length(), 64));
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
