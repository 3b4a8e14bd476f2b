package org.sbms.branch.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of a mail after a try to send it. Pure. */
final class DeliveryDecisions {
  /** With the pauses below, about a day and a half. */
  static final int MAX_ATTEMPTS = 40;

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int MAX_DETAIL = 300;
  private static final Pattern ENHANCED = Pattern.compile("\\b5\\.(\\d{1,3})\\.(\\d{1,3})\\b");

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
   * @param addressIsBad whether the customer must be asked for another address
   */
  record Next(Delivery.State state, Instant nextAt, String detail, boolean addressIsBad) {}

  /**
   * @param attempts this one included
   */
  static Next after(Try tried, int attempts, Instant now) {
    return switch (tried) {
      case Try.Sent _ -> new Next(Delivery.State.SENT, now, "", false);
      case Try.Impossible(String why) -> new Next(Delivery.State.FAILED, now, cut(why), true);
      case Try.Answered(int code, String message) ->
          isAboutRecipient(code)
              ? new Next(
                  Delivery.State.FAILED,
                  now,
                  cut(said(code, message)),
                  blamesAddress(code, message))
              : again(problem(code, message), attempts, now);
      case Try.Away(String why) -> again(why, attempts, now);
    };
  }

  /** RFC 4954, 6: what a server says to a login that it does not like. */
  private static String problem(int code, String message) {
    return code == 530 || code == 534 || code == 535 || code == 538
        ? "the mail server does not accept our login: " + said(code, message)
        : said(code, message);
  }

  /** What a server says begins with its code, or not, as the client hands it over. */
  private static String said(int code, String message) {
    return message.startsWith(code + " ") ? message : code + " " + message;
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

  /**
   * RFC 5321, 4.2.3: 550, 551 and 553 concern the mailbox. Many servers say 550 to a sender or a
   * text that they do not like as well, and say so by a code 5.x.x (RFC 3463) other than 5.1.x and
   * 5.2.1.
   */
  static boolean blamesAddress(int code, String message) {
    if (code != 550 && code != 551 && code != 553) {
      return false;
    }
    Matcher enhanced = ENHANCED.matcher(message);
    return !enhanced.find()
        || enhanced.group(1).equals("1")
        || (enhanced.group(1).equals("2") && enhanced.group(2).equals("1"));
  }

  private static Next again(String why, int attempts, Instant now) {
    return attempts >= MAX_ATTEMPTS
        ? new Next(Delivery.State.FAILED, now, cut("given up: " + why), false)
        : new Next(Delivery.State.WAITING, now.plus(pause(attempts)), cut(why), false);
  }

  private static String cut(String text) {
    String line = Letter.withoutAddresses(text.replaceAll("\\p{Cntrl}+", " ").strip());
    return line.length() > MAX_DETAIL ? line.substring(0, MAX_DETAIL) : line;
  }
}
