package org.sbms.branch.limit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

/** Whether an amount is within what the rules allow. Pure: the sums of the day are given. */
public final class LimitDecisions {
  public static final RefusalCode NOT_ALLOWED =
      new RefusalCode("not-allowed-here", RefusalCode.Category.FORBIDDEN);
  public static final RefusalCode TOO_MUCH =
      new RefusalCode("limit-exceeded", RefusalCode.Category.CONFLICT);
  public static final RefusalCode TOO_MUCH_TODAY =
      new RefusalCode("day-limit-exceeded", RefusalCode.Category.CONFLICT);

  private LimitDecisions() {}

  /**
   * The first rule that the amount breaks, if any does; all of them must hold.
   *
   * @param used what each scope has used up today; absent is nothing
   */
  public static Optional<Refusal> breach(
      List<Bounds> bounds, Money amount, Map<String, Money> used) {
    return bounds.stream().flatMap(bound -> breach(bound, amount, used).stream()).findFirst();
  }

  private static Optional<Refusal> breach(Bounds bound, Money amount, Map<String, Money> used) {
    Optional<Money> most = bound.most().filter(limit -> amount.compareTo(limit) > 0);
    if (most.isPresent()) {
      return Optional.of(
          Refusal.of(
              TOO_MUCH,
              "Rule "
                  + bound.rule()
                  + " allows at most "
                  + most.get()
                  + " at once, not "
                  + amount
                  + "."));
    }
    for (Bounds.OfDay day : bound.days()) {
      Money sofar = used.getOrDefault(day.scope(), Money.zero(amount.currency()));
      // Compared by what is left, so that no sum can overflow.
      if (amount.compareTo(day.most().minus(sofar)) > 0) {
        return Optional.of(
            Refusal.of(
                TOO_MUCH_TODAY,
                "Rule "
                    + bound.rule()
                    + " allows "
                    + day.whom()
                    + " at most "
                    + day.most()
                    + " a day; "
                    + sofar
                    + " are used, so "
                    + amount
                    + " is too much."));
      }
    }
    return Optional.empty();
  }
}
