package org.sbms.central.reconcile;

import com.hazelcast.core.HazelcastInstance;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.kit.db.Database;
import org.sbms.kit.json.Json;
import org.sbms.reconciliation.cluster.SharedWork;

/**
 * The instances of central that share large runs. Each reads its parts from the one database that
 * all of them have, and judges by the same classes as a single instance; only numbers of parts
 * travel between them.
 */
public final class RunCluster {
  private static final String WORK = "judge-transactions";

  private final Optional<HazelcastInstance> member;
  private final ReconciliationConfig config;

  private RunCluster(Optional<HazelcastInstance> member, ReconciliationConfig config) {
    this.member = member;
    this.config = config;
  }

  /** Where central is one instance. */
  public static RunCluster none() {
    return new RunCluster(Optional.empty(), ReconciliationConfig.USUAL);
  }

  /**
   * @param member this instance among the others; empty where central is one instance
   */
  public static RunCluster of(Optional<HazelcastInstance> member, ReconciliationConfig config) {
    return new RunCluster(member, config);
  }

  /** What this instance must offer to the others from the moment that it joins them. */
  public static Map<String, SharedWork.Worker> work(Database database, Clock clock) {
    StretchJudge judge = new StretchJudge(database, clock);
    return Map.of(
        WORK,
        (task, part) ->
            RunParts.judge(database, judge, Json.read(task, StretchJudge.Task.class), part));
  }

  boolean isThere() {
    return member.isPresent();
  }

  int members() {
    return member.map(each -> each.getCluster().getMembers().size()).orElse(1);
  }

  long partSize() {
    return config.partSize();
  }

  boolean takes(RunSpread spread, long transactions) {
    return isThere()
        && switch (spread) {
          case BY_SIZE -> members() > 1 && transactions >= config.clusterFrom();
          case ALONE -> false;
          case CLUSTER -> true;
        };
  }

  /** Returns when all parts are judged. */
  void judge(StretchJudge.Task task, List<Long> parts) {
    SharedWork.run(
        member.orElseThrow(),
        "reconciliation-" + task.run(),
        WORK,
        Json.write(task),
        parts,
        config.threads());
  }
}
