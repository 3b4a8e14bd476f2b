package org.sbms.branch.party;

import java.util.ArrayList;
import java.util.List;
import org.sbms.contract.Refusal.FieldError;

/** What people may write into a field of their own words. */
public final class FreeText {
  private FreeText() {}

  /** Free text is one line, and never the place for the number of a card. */
  public static List<FieldError> unfit(String field, String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      return List.of(new FieldError(field, "must be one line of text"));
    }
    return CardNumbers.areIn(text)
        ? List.of(new FieldError(field, "must not hold the number of a card"))
        : List.of();
  }

  /** The same, and no longer than so many characters. */
  public static List<FieldError> unfit(String field, String text, int maxLength) {
    List<FieldError> problems = new ArrayList<>(unfit(field, text));
    if (text.length() > maxLength) {
      problems.add(new FieldError(field, "must be at most " + maxLength + " characters"));
    }
    return problems;
  }
}
