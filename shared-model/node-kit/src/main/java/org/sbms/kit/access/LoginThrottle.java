package org.sbms.kit.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.sbms.kit.access.AccessConfig.Guard;
import org.sbms.kit.db.Database;

/**
 * Makes whoever guesses wait, longer each time; kept in the database, so a restart forgets nothing.
 *
 * <p>Three counts. The strict one is of an account from one network: a stranger who guesses locks
 * out nobody else. A wider one is of a network, for all accounts that are tried from there; the
 * widest is of an account, from wherever it is tried, and its waits stay short. It leaves alone the
 * networks that the account's owner has logged in from, or anybody could lock them out.
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

  /** How long this account still has to wait at this address; empty when it need not. */
  Optional<Duration> wait(String login, String address) {
    String network = network(address);
    Instant now = clock.instant();
    return database
        .one(
            row -> Optional.ofNullable(row.getOffsetDateTime(0)),
            """
            select max(blocked_until) from access_login_failure
            where key = any ($1)
              or key = $2 and not exists (
                select 1 from access_known_network where login = $3 and network = $4)
            """,
            new String[] {pair(login, network), ofNetwork(network)},
            account(login),
            login,
            network)
        .flatMap(until -> until)
        .map(until -> Duration.between(now, until.toInstant()))
        .filter(Duration::isPositive);
  }

  void failed(String login, String address) {
    String network = network(address);
    count(pair(login, network), config.pair());
    count(ofNetwork(network), config.network());
    if (!isKnown(login, network)) {
      count(account(login), config.account());
    }
  }

  /** A right password clears what failed here with this account, and nothing else. */
  void succeeded(String login, String address) {
    String network = network(address);
    database.run("delete from access_login_failure where key = $1", pair(login, network));
    database.run(
        """
        insert into access_known_network (login, network, last_log_in)
        select login, $2, $3 from access_user where login = $1
        on conflict (login, network) do update set last_log_in = excluded.last_log_in
        """,
        login,
        network,
        utc(clock.instant()));
  }

  /** Failures so old that the next one counts as the first, and networks not seen for long. */
  void sweep() {
    Instant now = clock.instant();
    database.run(
        "delete from access_login_failure where last_failed_at < $1 and blocked_until < $2",
        utc(now.minus(config.forgetFailuresAfter())),
        utc(now));
    database.run(
        "delete from access_known_network where last_log_in < $1",
        utc(now.minus(config.knowNetworksFor())));
  }

  private boolean isKnown(String login, String network) {
    return database
        .one(
            row -> 1,
            "select 1 from access_known_network where login = $1 and network = $2",
            login,
            network)
        .isPresent();
  }

  private void count(String key, Guard guard) {
    Instant now = clock.instant();
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
        utc(now),
        utc(now.minus(config.forgetFailuresAfter())),
        guard.free(),
        (double) guard.firstWait().toSeconds(),
        (double) guard.maxWait().toSeconds());
  }

  /**
   * What one party has at hand: an IPv4 address, but 64 bits of IPv6, in which a single machine may
   * choose among all addresses.
   */
  static String network(String address) {
    InetAddress parsed;
    try {
      parsed = InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException noLiteral) {
      return address.substring(0, Math.min(address.length(), 64));
    }
    return parsed instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8)) + "/64"
        : parsed.getHostAddress();
  }

  private static String pair(String login, String network) {
    return "pair:" + shortened(login) + " " + network;
  }

  private static String ofNetwork(String network) {
    return "network:" + network;
  }

  private static String account(String login) {
    return "account:" + shortened(login);
  }

  /** An unknown login of any length must not fill the table with long keys. */
  private static String shortened(String login) {
    return login.substring(0, Math.min(login.length(), 64));
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
