package org.sbms.branch.cardgateway;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.contract.Money;

/**
 * Keeps a sick acquirer from making this node sick: so many calls at once, none for a while after
 * too many went unanswered. Only the question how a payment stands is repeated here, since it
 * changes nothing; whatever else is asked again, the job asks again.
 */
final class GuardedGateway implements CardGateway {
  private static final int MAX_AT_ONCE = 16;
  private static final int WINDOW = 20;
  private static final int MIN_CALLS = 5;
  private static final int FAILURE_PERCENT = 50;
  private static final int TRIALS = 2;
  private static final int TRIES = 2;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  private final CardGateway gateway;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;
  private final Retry retry;

  /**
   * @param openFor how long nothing is asked after too many calls went unanswered
   */
  GuardedGateway(String name, CardGateway gateway, Duration openFor) {
    this.gateway = gateway;
    this.breaker =
        CircuitBreaker.of(
            "card-" + name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(MIN_CALLS)
                .failureRateThreshold(FAILURE_PERCENT)
                .waitDurationInOpenState(openFor)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .recordResult(answer -> answer instanceof Answer.Silence)
                .build());
    this.bulkhead =
        Bulkhead.of(
            "card-" + name,
            BulkheadConfig.custom()
                .maxConcurrentCalls(MAX_AT_ONCE)
                .maxWaitDuration(Duration.ZERO)
                .build());
    this.retry =
        Retry.of(
            "card-" + name,
            RetryConfig.<Answer>custom()
                .maxAttempts(TRIES)
                .waitDuration(BETWEEN_TRIES)
                .retryOnResult(answer -> answer instanceof Answer.Silence)
                .build());
  }

  @Override
  public Answer pay(Intent intent) {
    return guarded(() -> gateway.pay(intent));
  }

  /** Sleeps between two tries, so it belongs on a job's own thread. */
  @Override
  public Answer status(UUID intent) {
    return retry.executeSupplier(() -> guarded(() -> gateway.status(intent)));
  }

  @Override
  public Answer refund(UUID intent, Money captured) {
    return guarded(() -> gateway.refund(intent, captured));
  }

  private Answer guarded(Supplier<Answer> call) {
    try {
      return bulkhead.executeSupplier(() -> breaker.executeSupplier(call));
    } catch (CallNotPermittedException open) {
      return new Answer.Silence("not asked: it has not answered of late");
    } catch (BulkheadFullException full) {
      return new Answer.Silence("not asked: too many calls at once");
    }
  }
}
