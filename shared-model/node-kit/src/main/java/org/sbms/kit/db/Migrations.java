package org.sbms.kit.db;

import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * Brings the database to the schema of this build. Each feature keeps its migrations in its own
 * folder {@code db/<feature>}; versions are {@code V<yyyymmdd>_<nn>} over all features, so that
 * their order is the order they were written in. A migration is never edited after it has landed.
 */
public final class Migrations {
  /** A database that is just starting too is waited for; one that is not there, not for long. */
  private static final int CONNECT_RETRIES = 15;

  private static final int SECONDS_BETWEEN_RETRIES = 2;

  private Migrations() {}

  /** Blocks; run it before the node serves. */
  public static void run(DatabaseConfig config, List<String> features) {
    String[] locations =
        features.stream().map(feature -> "classpath:db/" + feature).toArray(String[]::new);
    Flyway.configure()
        .dataSource("jdbc:" + config.uri(), config.owner(), config.ownerPassword())
        .locations(locations)
        .failOnMissingLocations(true)
        .connectRetries(CONNECT_RETRIES)
        .connectRetriesInterval(SECONDS_BETWEEN_RETRIES)
        .outOfOrder(true)
        .placeholders(java.util.Map.of("app", config.user()))
        .load()
        .migrate();
  }
}
