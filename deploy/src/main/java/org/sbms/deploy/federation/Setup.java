package org.sbms.deploy.federation;

import java.time.Duration;
import java.util.Map;
import org.sbms.contract.NodeId;

/** What is different in a federation that is set up for something special, such as a test. */
public interface Setup {
  /** Where people look around: nothing is. */
  Setup USUAL = new Setup() {};

  /**
   * How far above its peer port others are told to reach a node, where a relay stands before it.
   */
  default int detour() {
    return 0;
  }

  /** Whether each node has a PostgreSQL server of its own. */
  default boolean postgresForEach() {
    return false;
  }

  /** What it needs in the directory, before anything starts there. */
  default void prepare(Layout layout) throws InterruptedException {}

  /** Settings beside the usual ones. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** Variables for the environment of a node, asked for at each of its starts. */
  default Map<String, String> environment(NodeId node) {
    return Map.of();
  }

  /** How long a node may take to end once it was told to. */
  default Duration stopTime() {
    return Duration.ofSeconds(15);
  }
}
