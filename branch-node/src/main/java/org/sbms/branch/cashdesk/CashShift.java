package org.sbms.branch.cashdesk;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.Money;

/**
 * One person at one drawer.
 *
 * @param number of its report: {@code NW-S26-000012}
 * @param opening the float as it was counted
 * @param closing what was found in the end; absent while it is open
 */
public record CashShift(
    UUID id,
    String number,
    String desk,
    String person,
    ShiftState state,
    Instant openedAt,
    Money opening,
    CashCount openingCount,
    @Nullable Closing closing) {

  /**
   * @param variance counted less expected: negative when cash is missing
   * @param comment of who counted
   * @param acceptedBy who accepted a difference above the limit; empty when nobody had to
   * @param decision what they said about it
   */
  public record Closing(
      Instant at,
      CashCount count,
      Money counted,
      ShiftFigures figures,
      Money variance,
      String comment,
      @Nullable Instant acceptedAt,
      String acceptedBy,
      String decision) {

    Closing accepted(Instant now, String by, String said) {
      return new Closing(at, count, counted, figures, variance, comment, now, by, said);
    }
  }

  CashShift closed(ShiftState newState, Closing newClosing) {
    return new CashShift(
        id, number, desk, person, newState, openedAt, opening, openingCount, newClosing);
  }
}
