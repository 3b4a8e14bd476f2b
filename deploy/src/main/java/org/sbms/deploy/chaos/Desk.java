package org.sbms.deploy.chaos;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.NodeId;
import org.sbms.deploy.chaos.History.Asked;
import org.sbms.deploy.chaos.History.Wish;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.federation.NodeApi.Answer;
import org.sbms.deploy.federation.Plan;
import org.sbms.deploy.sample.SampleUsers;

/** One desk of a branch: asks through the API as a cashier would, and writes down what it hears. */
final class Desk {
  private static final String LOGIN = "cashier";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PAYMENTS = "/api/v1/payments";

  private final NodeId branch;
  private final NodeApi stranger;
  private final History history;
  private @Nullable NodeApi session;

  Desk(Path authority, Plan.Place place, History history) throws IOException {
    this.branch = place.node();
    this.stranger = NodeApi.of(authority, place.port(), PATIENCE);
    this.history = history;
  }

  /** What is sent to the node. */
  private interface Question {
    Answer put(NodeApi api) throws IOException, InterruptedException;
  }

  /** One go at a payment; whether it worked stands in the trace afterwards. */
  void pay(PaymentTrace trace, Wish wish) throws InterruptedException {
    pay(trace, trace.amountMinor, wish)
        .ifPresent(answer -> {
          if (answer.status() == 201) {
            trace.acknowledged(UUID.fromString(answer.json().path("id").asText()));
          } else if (isFinal(answer)) {
            trace.refused(answer.text());
          }
        });
  }

  /** The key of a payment with another amount, which must not count. */
  void payOtherwise(PaymentTrace trace) throws InterruptedException {
    Optional<Answer> answer = pay(trace, trace.amountMinor + 1, Wish.PAY_AGAIN);
    if (answer.isPresent() && isFinal(answer.get()) && answer.get().status() != 409) {
      trace.contradiction("another body under key " + trace.key + " got " + answer.get().text());
    }
  }

  private Optional<Answer> pay(PaymentTrace trace, long amountMinor, Wish wish)
      throws InterruptedException {
    Map<String, Object> body =
        Map.of(
            "account",
            trace.target.account(),
            "amount",
            Map.of("amount", BigDecimal.valueOf(amountMinor, 2).toPlainString(), "currency", "RUB"),
            "method",
            "cash");
    Map<String, String> key = Map.of("Idempotency-Key", trace.key);
    return ask(
        wish, branch, trace.target.home(), trace.key, body, api -> api.post(PAYMENTS, body, key));
  }

  void cancel(PaymentTrace trace) throws InterruptedException {
    UUID id = trace.id().orElseThrow();
    Map<String, Object> body = Map.of("reason", "customer-changed-mind");
    Map<String, String> key = Map.of("Idempotency-Key", trace.cancelKey);
    ask(
            Wish.CANCEL,
            branch,
            branch,
            trace.cancelKey,
            body,
            api -> api.post(PAYMENTS + "/" + id + "/cancellation", body, key))
        .filter(Desk::isFinal)
        .ifPresent(answer ->
            trace.cancelled(
                answer.status() == 202
                    ? PaymentTrace.Cancellation.TAKEN
                    : PaymentTrace.Cancellation.REFUSED));
  }

  void readCard(PaymentTrace.Target target) throws InterruptedException {
    ask(
        Wish.CARD,
        target.home(),
        target.home(),
        "",
        target.account(),
        api -> api.get("/api/v1/subscribers/" + target.account()));
  }

  void show(PaymentTrace trace) throws InterruptedException {
    UUID id = trace.id().orElseThrow();
    Optional<Answer> answer =
        ask(Wish.SHOW, branch, branch, "", id, api -> api.get(PAYMENTS + "/" + id));
    if (answer.isPresent() && answer.get().status() == 404) {
      trace.contradiction("payment " + id + " was acknowledged and is not found");
    }
  }

  /** What a working node says: done, or refused for a reason of the business. */
  private static boolean isFinal(Answer answer) {
    int status = answer.status();
    return status >= 200 && status < 300 || status == 404 || status == 409 || status == 422;
  }

  private Optional<Answer> ask(
      Wish wish, NodeId needs, NodeId home, String key, Object request, Question question)
      throws InterruptedException {
    Optional<NodeApi> api = loggedIn();
    if (api.isEmpty()) {
      return Optional.empty();
    }
    long began = System.nanoTime();
    Optional<Answer> answer = put(question, api.get());
    Asked asked =
        new Asked(
            wish,
            branch,
            needs,
            home,
            began,
            System.nanoTime(),
            answer.filter(Desk::isFinal).isPresent());
    if (answer.isPresent() && answer.get().status() == 401) {
      // The session ended, which is no failure of the node: its clock may have been put forward.
      forget(api.get());
      return Optional.empty();
    }
    history.record(asked, LOGIN, key, request, answer);
    return answer;
  }

  private static Optional<Answer> put(Question question, NodeApi api) throws InterruptedException {
    try {
      return Optional.of(question.put(api));
    } catch (IOException noAnswer) {
      return Optional.empty();
    }
  }

  private synchronized Optional<NodeApi> loggedIn() throws InterruptedException {
    if (session == null) {
      login();
    }
    return Optional.ofNullable(session);
  }

  private synchronized void forget(NodeApi old) {
    if (session == old) {
      session = null;
    }
  }

  /** Ends no session: the old one just goes unused. */
  synchronized void login() throws InterruptedException {
    long began = System.nanoTime();
    Optional<NodeApi> fresh = Optional.empty();
    try {
      fresh = Optional.of(stranger.as(LOGIN, SampleUsers.PASSWORD));
    } catch (IOException | FederationException refused) {
      // It is tried again when the desk is needed next.
    }
    Asked asked =
        new Asked(Wish.LOGIN, branch, branch, branch, began, System.nanoTime(), fresh.isPresent());
    history.record(asked, LOGIN, "", LOGIN, fresh.map(_ -> new Answer(201, "")));
    if (fresh.isPresent()) {
      session = fresh.get();
    }
  }
}
