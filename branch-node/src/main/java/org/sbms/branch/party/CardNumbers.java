package org.sbms.branch.party;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Numbers of payment cards, which no free text may bring into the database or the logs. */
final class CardNumbers {
  private static final int LONGEST = 19;

  /** Digits written together or in groups. */
  private static final Pattern RUN = Pattern.compile("\\d(?:[ -]?\\d){12,}");

  private CardNumbers() {}

  static boolean areIn(String text) {
    return RUN.matcher(text)
        .results()
        .map(MatchResult::group)
        .anyMatch(run -> holdsOne(run.split("[ -]")));
  }

  /** Other numbers may stand beside a card, but whoever writes one writes whole groups of it. */
  private static boolean holdsOne(String[] groups) {
    for (int from = 0; from < groups.length; from++) {
      StringBuilder digits = new StringBuilder();
      for (int to = from; to < groups.length && digits.length() < LONGEST; to++) {
        digits.append(groups[to]);
        if (isCard(digits.toString())) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * From one of the schemes' ranges, of a length that they give out, and with a right check digit.
   */
  private static boolean isCard(String digits) {
    int length = digits.length();
    boolean issued =
        switch (digits.charAt(0)) {
          case '2', '6' -> length == 16 || length == 19;
          case '3' -> length == 14 || length == 15 || length == 16;
          case '4' -> length == 13 || length == 16 || length == 19;
          case '5' -> length == 16;
          default -> false;
        };
    return issued && luhnHolds(digits);
  }

  private static boolean luhnHolds(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighed = i % 2 == 0 ? digit : 2 * digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
  }
}
