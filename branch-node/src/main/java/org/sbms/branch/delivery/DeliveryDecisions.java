package org.sbms.branch.delivery;

import java.time.Duration;
import java.time.Instant;

/** What becomes of a mail after a try to send it. Pure. */
final class DeliveryDecisions {
  /** With the pauses below, about a day and a half. */
  static final int MAX_ATTEMPTS = 40;

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MAX_DETAIL = 300;

  private DeliveryDecisions() {}

  /** How a try ended. */
  sealed interface Try {
    record Sent() implements Try {}

    /** Our mail server answered with an error. */
    record Answered(int code, String message) implements Try {}

    /** It cannot be sent as it is, whoever is asked. */
    record Impossible(String why) implements Try {}

    /** Our mail server was not to be had, or did not answer in time. */
    record Away(String why) implements Try {}
  }

  /**
   * @param nextAt when it is tried again; only of one that waits
   */
  record Next(Delivery.State state, Instant nextAt, String detail) {}

  /**
   * @param attempts this one included
   */
  static Next after(Try tried, int attempts, Instant now) {
    return switch (tried) {
      case Try.Sent _ -> new Next(Delivery.State.SENT, now, "");
      case Try.Impossible(String why) -> new Next(Delivery.State.FAILED, now, cut(why));
      case Try.Answered(int code, String message) ->
          isAboutRecipient(code)
              ? new Next(Delivery.State.FAILED, now, cut(code + " " + message))
              : again(code + " " + message, attempts, now);
      case Try.Away(String why) -> again(why, attempts, now);
    };
  }

  /** 1, 2, 4 … minutes, at most an hour. */
  static Duration pause(int attempts) {
    Duration doubled = Duration.ofMinutes(1L << Math.clamp(attempts - 1, 0, 6));
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  /**
   * RFC 5321, 4.2.3: 550 to 559 concern mailbox and message. Other permanent codes (500 to 504,
   * 530, 535) concern our session or our login, which somebody mends: the mail can wait for that.
   */
  private static boolean isAboutRecipient(int code) {
    return code >= 550 && code <= 559;
  }

  private static Next again(String why, int attempts, Instant now) {
    return attempts >= MAX_ATTEMPTS
        ? new Next(Delivery.State.FAILED, now, cut("given up: " + why))
        : new Next(Delivery.State.WAITING, now.plus(pause(attempts)), cut(why));
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() > MAX_DETAIL ? line.substring(0, MAX_DETAIL) : line;
  }
}
