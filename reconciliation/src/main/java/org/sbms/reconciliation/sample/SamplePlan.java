package org.sbms.reconciliation.sample;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.MismatchKind;

/**
 * What registers to make.
 *
 * @param pairs how many payments, whether both sides have them or not
 * @param planted how many of them are wrong, all kinds in turn, spread evenly
 */
public record SamplePlan(long pairs, long planted, long seed) {
  /** All that registers can show. */
  public static final List<MismatchKind> KINDS =
      List.of(
          MismatchKind.MISSING_AT_HOME,
          MismatchKind.MISSING_AT_ORIGIN,
          MismatchKind.AMOUNT_DIFFERS,
          MismatchKind.CURRENCY_DIFFERS,
          MismatchKind.ACCOUNT_DIFFERS,
          MismatchKind.STATUS_DIFFERS,
          MismatchKind.DUPLICATE,
          MismatchKind.BRANCH_DIFFERS);

  public SamplePlan {
    if (pairs < 1 || planted < 0 || planted > pairs) {
      throw new IllegalArgumentException("planted must be 0 to pairs, and pairs at least 1");
    }
  }

  /** Every thousandth is wrong. */
  public static SamplePlan of(long pairs, long seed) {
    return new SamplePlan(pairs, Math.max(Math.min(pairs, KINDS.size()), pairs / 1000), seed);
  }

  Optional<MismatchKind> plantedAt(long number) {
    long before = plantedBefore(number);
    return plantedBefore(number + 1) == before
        ? Optional.empty()
        : Optional.of(KINDS.get((int) (before % KINDS.size())));
  }

  private long plantedBefore(long number) {
    return (long) ((double) number * planted / pairs);
  }
}
