package org.sbms.branch.party;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of payment cards, which no free text may bring into the database or the logs. */
final class CardNumbers {
  /** 13 to 19 digits from one of the schemes' ranges, written together or in groups. */
  private static final Pattern CANDIDATE =
      Pattern.compile("(?<!\\d)[2-6](?:[ -]?\\d){12,18}(?![ -]?\\d)");

  private CardNumbers() {}

  static boolean areIn(String text) {
    Matcher candidate = CANDIDATE.matcher(text);
    while (candidate.find()) {
      if (luhnHolds(candidate.group().replaceAll("[ -]", ""))) {
        return true;
      }
    }
    return false;
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
