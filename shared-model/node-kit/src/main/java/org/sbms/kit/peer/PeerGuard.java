package org.sbms.kit.peer;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedTimeLimiterMetrics;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.sbms.contract.NodeId;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

/**
 * Keeps a sick peer from making this node sick: at most so many requests at once, none for a while
 * after too many went unanswered, and no waiting without end.
 */
final class PeerGuard implements AutoCloseable {
  private final CircuitBreakerRegistry breakers;
  private final BulkheadRegistry bulkheads;
  private final TimeLimiterRegistry limiters;
  private final ScheduledExecutorService alarm =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("peer-timeouts").factory());

  PeerGuard(PeerClientConfig config, MeterRegistry meters) {
    this.breakers = CircuitBreakerRegistry.of(breaker(config.breaker()));
    this.bulkheads =
        BulkheadRegistry.of(
            BulkheadConfig.custom()
                .maxConcurrentCalls(config.maxConcurrentPerPeer())
                .maxWaitDuration(Duration.ZERO)
                .build());
    this.limiters =
        TimeLimiterRegistry.of(
            TimeLimiterConfig.custom()
                .timeoutDuration(config.connectTimeout().plus(config.attemptTimeout()))
                .build());
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
    TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
    TaggedTimeLimiterMetrics.ofTimeLimiterRegistry(limiters).bindTo(meters);
  }

  /** Never fails; what went wrong is in the answer. */
  Future<WireAnswer> run(NodeId node, Supplier<Future<WireAnswer>> request) {
    CircuitBreaker breaker = breakers.circuitBreaker(node.value());
    Bulkhead bulkhead = bulkheads.bulkhead(node.value());
    TimeLimiter limiter = limiters.timeLimiter(node.value());
    Supplier<CompletionStage<WireAnswer>> limited =
        TimeLimiter.decorateCompletionStage(
            limiter, alarm, () -> request.get().toCompletionStage());
    Supplier<CompletionStage<WireAnswer>> guarded =
        Bulkhead.decorateCompletionStage(
            bulkhead, CircuitBreaker.decorateCompletionStage(breaker, limited));
    return Future.fromCompletionStage(guarded.get()).otherwise(failure -> answer(node, failure));
  }

  private static WireAnswer answer(NodeId node, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    return switch (cause) {
      case CallNotPermittedException _ ->
          new WireAnswer.NotSent(
              Refusal.of(RefusalCode.UNREACHABLE, node + " has not answered of late; ask later."));
      case BulkheadFullException _ ->
          new WireAnswer.NotSent(
              Refusal.of(RefusalCode.BUSY, "Too many requests to " + node + " at once."));
      case TimeoutException _ -> new WireAnswer.Lost(node + " did not answer in time");
      default -> new WireAnswer.Lost("asking " + node + " failed: " + cause);
    };
  }

  private static CircuitBreakerConfig breaker(PeerClientConfig.Breaker config) {
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(config.window())
        .minimumNumberOfCalls(config.minRequests())
        .failureRateThreshold(config.failurePercent())
        .waitDurationInOpenState(config.openFor())
        .permittedNumberOfCallsInHalfOpenState(config.trials())
        // A peer that refuses is well; one that cannot be reached or loses answers is not.
        .recordResult(
            answer -> answer instanceof WireAnswer.NotSent || answer instanceof WireAnswer.Lost)
        .build();
  }

  @Override
  public void close() {
    alarm.shutdownNow();
  }
}
