package org.sbms.central.corporate;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.CollectedPayment;

/**
 * What an answer makes of a line. Pure. A line whose earlier answer was lost is never taken for
 * undone: only an answer under its key, given by whoever looks the key up, decides then.
 */
final class LineDecisions {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final int MAX_DOUBLINGS = 6;
  private static final int MAX_DETAIL = 300;

  private LineDecisions() {}

  /**
   * What becomes of the line.
   *
   * @param again when it is due next; zero when nothing is due
   */
  record Next(
      LineState state,
      boolean inDoubt,
      Duration again,
      String code,
      String detail,
      Optional<Money> amount,
      Optional<UUID> paymentId,
      String receipt) {}

  /** An operation was carried out. */
  static Next done(Line line, Optional<Money> cost, String detail) {
    return new Next(
        LineState.DONE,
        false,
        Duration.ZERO,
        "",
        detail,
        cost.or(line::amount),
        line.paymentId(),
        line.receipt());
  }

  /** The collecting branch says how the line's payment stands. */
  static Next payment(Line line, CollectedPayment payment) {
    LineState state =
        switch (payment.state()) {
          case POSTED -> LineState.DONE;
          case ACCEPTED, CANCELLING -> LineState.TAKEN;
          case REJECTED -> LineState.REJECTED;
          case REVERSED -> LineState.RETURNED;
        };
    return new Next(
        state,
        false,
        state == LineState.TAKEN ? wait(line.attempts()) : Duration.ZERO,
        payment.reason(),
        shortened(payment.detail()),
        line.amount(),
        Optional.of(payment.id()),
        payment.receipt());
  }

  /** The collecting branch could not say: it is asked again. */
  static Next stillTaken(Line line) {
    return new Next(
        LineState.TAKEN,
        false,
        wait(line.attempts()),
        line.code(),
        line.detail(),
        line.amount(),
        line.paymentId(),
        line.receipt());
  }

  /**
   * The branch refused, or nobody knows.
   *
   * @param before the line as it was before it was asked this time
   */
  static Next notDone(JobKind kind, Line before, PeerReply.Status status, Refusal why) {
    boolean isReturn = before.state() == LineState.RETURNING;
    boolean refused = status == PeerReply.Status.REFUSED;
    boolean decided =
        before.inDoubt() ? refused && decidesInDoubt(kind, why) : refused || isFinal(why);
    return decided
        ? refused(before, isReturn ? LineState.REJECTED : LineState.FAILED, why)
        : waiting(before, isReturn ? LineState.RETURNING : LineState.WAITING, why, isLost(why));
  }

  private static Next refused(Line line, LineState state, Refusal why) {
    return new Next(
        state,
        false,
        Duration.ZERO,
        why.code().code(),
        detail(why),
        line.amount(),
        line.paymentId(),
        line.receipt());
  }

  private static Next waiting(Line line, LineState state, Refusal why, boolean lost) {
    return new Next(
        state,
        line.inDoubt() || lost,
        wait(line.attempts()),
        why.code().code(),
        detail(why),
        line.amount(),
        line.paymentId(),
        line.receipt());
  }

  /**
   * Whether this answers the earlier try as well. What is not valid may be refused before the key
   * is looked up; for money that is not enough to call it undone.
   */
  private static boolean decidesInDoubt(JobKind kind, Refusal why) {
    return switch (why.code().category()) {
      case NOT_FOUND, CONFLICT -> true;
      case INVALID -> kind != JobKind.SPREAD;
      case UNAUTHENTICATED, FORBIDDEN, TOO_LARGE, BUSY, UNREACHABLE, FAULT -> false;
    };
  }

  /** Not permitted or not offered there: it will not change by asking again soon. */
  private static boolean isFinal(Refusal why) {
    return switch (why.code().category()) {
      case FORBIDDEN, INVALID -> true;
      case NOT_FOUND, CONFLICT, UNAUTHENTICATED, TOO_LARGE, BUSY, UNREACHABLE, FAULT -> false;
    };
  }

  /** Whether it may have been carried out all the same. */
  private static boolean isLost(Refusal why) {
    RefusalCode code = why.code();
    return switch (code.category()) {
      case UNREACHABLE -> code.code().equals("no-answer");
      case FAULT -> true;
      case INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, BUSY -> false;
    };
  }

  /** A second, doubling up to a minute. */
  static Duration wait(int attempts) {
    return FIRST_WAIT.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS));
  }

  private static String detail(Refusal why) {
    return shortened(
        why.errors().isEmpty()
            ? why.detail()
            : why.errors().getFirst().field() + " " + why.errors().getFirst().message());
  }

  private static String shortened(String text) {
    return text.length() > MAX_DETAIL ? text.substring(0, MAX_DETAIL) : text;
  }
}
