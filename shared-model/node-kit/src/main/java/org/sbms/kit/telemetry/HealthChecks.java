package org.sbms.kit.telemetry;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be well for a node to be ready, and what an operator likes to see beside it. Features
 * register checks at start; {@code /health/ready} asks them all.
 */
public final class HealthChecks {
  private static final Logger log = LoggerFactory.getLogger(HealthChecks.class);
  private static final int TIMEOUT_MS = 2_000;

  private final List<Check> checks = new CopyOnWriteArrayList<>();

  private record Check(String name, boolean required, Supplier<Future<Health>> question) {}

  /** One line of the answer. */
  public record Finding(String name, boolean required, Health health) {}

  /** Without this the node cannot serve anybody: when it is down the node is not ready. */
  public void required(String name, Supplier<Future<Health>> question) {
    checks.add(new Check(name, true, question));
  }

  /** Shown beside the others; the node serves without it (central at a branch, for one). */
  public void shown(String name, Supplier<Future<Health>> question) {
    checks.add(new Check(name, false, question));
  }

  /** Asks all at once; a check that fails or takes over two seconds is down. */
  public Future<List<Finding>> ask() {
    List<Future<Finding>> answers = checks.stream().map(HealthChecks::ask).toList();
    return Future.all(answers).map(_ -> answers.stream().map(Future::result).toList());
  }

  public static boolean ready(List<Finding> findings) {
    return findings.stream().allMatch(finding -> finding.health().up() || !finding.required());
  }

  private static Future<Finding> ask(Check check) {
    return answer(check)
        .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS)
        .recover(failure -> {
          log.warn("health check {} failed: {}", check.name, failure.toString());
          return Future.succeededFuture(Health.down("no answer"));
        })
        .map(health -> new Finding(check.name, check.required, health));
  }

  private static Future<Health> answer(Check check) {
    try {
      return check.question.get();
    } catch (RuntimeException failure) {
      return Future.failedFuture(failure);
    }
  }
}
