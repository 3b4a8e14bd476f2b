package org.sbms.central.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

/**
 * When a run is shared between the instances of central.
 *
 * @param clusterFrom so many transactions to judge, or more
 * @param partSize how many transactions an instance takes at a time
 * @param threads of each instance, 1 to 16; each uses a connection to the database
 */
public record ReconciliationConfig(long clusterFrom, long partSize, int threads) {
  static final int MAX_THREADS = 16;
  static final ReconciliationConfig USUAL = new ReconciliationConfig(1_000_000, 20_000, 2);

  /** The keys. */
  @ConfigMapping(prefix = "sbms.reconciliation")
  public interface Settings {
    @WithDefault("1000000")
    long clusterFrom();

    @WithDefault("20000")
    long partSize();

    @WithDefault("2")
    int threads();
  }

  public ReconciliationConfig {
    if (clusterFrom < 1) {
      throw ConfigException.at("sbms.reconciliation.cluster-from", "must be 1 or more");
    }
    if (partSize < 1) {
      throw ConfigException.at("sbms.reconciliation.part-size", "must be 1 or more");
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw ConfigException.at(
          "sbms.reconciliation.threads", "must be 1 to %d".formatted(MAX_THREADS));
    }
  }

  public static ReconciliationConfig from(Configuration configuration) {
    Settings settings = configuration.of(Settings.class);
    return new ReconciliationConfig(
        settings.clusterFrom(), settings.partSize(), settings.threads());
  }
}
