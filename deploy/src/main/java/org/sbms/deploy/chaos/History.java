package org.sbms.deploy.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.NodeApi.Answer;
import org.sbms.kit.json.Json;

/** Every request of the clients and every answer: a line each in a file, the essence in memory. */
final class History implements AutoCloseable {
  private static final int MAX_ANSWER = 400;

  private final BufferedWriter file;
  private final List<PaymentTrace> payments = new ArrayList<>();
  private final List<Asked> requests = new ArrayList<>();

  private History(BufferedWriter file) {
    this.file = file;
  }

  static History in(Path file) throws IOException {
    return new History(Files.newBufferedWriter(file));
  }

  /** What a client wanted. */
  enum Wish {
    LOGIN,
    PAY,
    PAY_AGAIN,
    CANCEL,
    CARD,
    SHOW
  }

  /**
   * One request.
   *
   * @param at the node that was asked
   * @param needs the home that it must ask in turn; the same node when it need not
   * @param served whether the answer was one that a working node gives
   * @param home whose money a payment is; otherwise as {@code needs}
   */
  record Asked(
      Wish wish,
      NodeId at,
      NodeId needs,
      NodeId home,
      long beganNanos,
      long endedNanos,
      boolean served) {}

  /** A line of the file. */
  private record Line(
      Instant at,
      Wish wish,
      NodeId node,
      String login,
      String key,
      Object request,
      int status,
      String answer,
      long tookMs) {}

  synchronized PaymentTrace begin(PaymentTrace trace) {
    payments.add(trace);
    return trace;
  }

  /**
   * @param answer empty when none came
   */
  void record(Asked asked, String login, String key, Object request, Optional<Answer> answer) {
    String line =
        Json.write(
            new Line(
                Instant.now(),
                asked.wish(),
                asked.at(),
                login,
                key,
                request,
                answer.map(Answer::status).orElse(0),
                answer.map(Answer::text).map(History::brief).orElse("no answer"),
                (asked.endedNanos() - asked.beganNanos()) / 1_000_000));
    synchronized (this) {
      requests.add(asked);
      try {
        file.write(line);
        file.newLine();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private static String brief(String text) {
    return text.length() <= MAX_ANSWER ? text : text.substring(0, MAX_ANSWER) + "…";
  }

  synchronized List<PaymentTrace> payments() {
    return List.copyOf(payments);
  }

  synchronized List<Asked> requests() {
    return List.copyOf(requests);
  }

  synchronized int paymentCount() {
    return payments.size();
  }

  /** Any payment among the last so many. */
  synchronized Optional<PaymentTrace> recent(int among, RandomGenerator random) {
    if (payments.isEmpty()) {
      return Optional.empty();
    }
    int from = Math.max(0, payments.size() - among);
    return Optional.of(payments.get(from + random.nextInt(payments.size() - from)));
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
