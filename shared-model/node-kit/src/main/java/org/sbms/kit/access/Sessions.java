package org.sbms.kit.access;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;

/** Sessions: in the database, and for half a minute in a cache. */
public final class Sessions {
  private final Database database;
  private final SessionCache cache;
  private final AccessConfig config;
  private final Clock clock;

  public Sessions(Database database, SessionCache cache, AccessConfig config, Clock clock) {
    this.database = database;
    this.cache = cache;
    this.config = config;
    this.clock = clock;
  }

  /** A session just opened; the token is told once and kept nowhere. */
  public record Opened(String token, Session session) {
    @Override
    public String toString() {
      return "Opened[" + session + "]";
    }
  }

  /** Opens a new session; the user must be there and able to log in. */
  Opened open(String login, String address) {
    String token = Tokens.next();
    Instant now = clock.instant();
    database.run(
        """
        insert into access_session
          (token_hash, login, csrf_token, address, created_at, last_seen_at, expires_at)
        values ($1, $2, $3, $4, $5, $5, $6)
        """,
        Tokens.hash(token),
        login,
        Tokens.next(),
        address,
        utc(now),
        utc(now.plus(config.absolute())));
    Session session =
        find(token).orElseThrow(() -> new IllegalStateException("disabled meanwhile: " + login));
    return new Opened(token, session);
  }

  /** The session of a token; reading it from the database counts as using it. */
  Optional<Session> find(String token) {
    String hash = Tokens.hash(token);
    Optional<SessionCache.Memory> memory = cache.find(hash);
    if (memory.isPresent()) {
      return switch (memory.get()) {
        case SessionCache.Memory.Alive(Session session) ->
            Optional.of(session).filter(s -> s.expiresAt().isAfter(clock.instant()));
        case SessionCache.Memory.Ended() -> Optional.empty();
      };
    }
    Optional<Session> found = touch(hash);
    found.ifPresent(session -> cache.remember(hash, session));
    return found;
  }

  /** Logs out: at every instance, from now on. */
  void end(String token) {
    String hash = Tokens.hash(token);
    database.run("delete from access_session where token_hash = $1", hash);
    cache.end(hash);
  }

  /** Ends whatever sessions a user has: the rows go with the change that demands it. */
  static List<String> deleteAllOf(String login, Sql sql) {
    return sql.list(
        row -> row.getString(0),
        "delete from access_session where login = $1 returning token_hash",
        login);
  }

  void endedAll(List<String> tokenHashes) {
    tokenHashes.forEach(cache::end);
  }

  /** Rows that nobody can use any more. */
  void sweep() {
    Instant now = clock.instant();
    database.run(
        "delete from access_session where expires_at <= $1 or last_seen_at <= $2",
        utc(now),
        utc(now.minus(config.idle())));
  }

  private Optional<Session> touch(String hash) {
    Instant now = clock.instant();
    return database.one(
        Sessions::read,
        """
        update access_session s set last_seen_at = $2
        from access_user u
        where s.token_hash = $1 and u.login = s.login and not u.disabled
          and s.expires_at > $2 and s.last_seen_at > $3
        returning s.login, u.name, u.role, coalesce(u.language, '') as language, s.csrf_token,
          s.expires_at,
          array(select permission from access_role_permission p where p.role = u.role) as permissions
        """,
        hash,
        utc(now),
        utc(now.minus(config.idle())));
  }

  private static Session read(Row row) {
    return new Session(
        row.getString("login"),
        row.getString("name"),
        row.getString("role"),
        Set.of(row.getArrayOfStrings("permissions")),
        row.getString("language"),
        row.getString("csrf_token"),
        row.getOffsetDateTime("expires_at").toInstant());
  }

  private static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  Duration absolute() {
    return config.absolute();
  }
}
