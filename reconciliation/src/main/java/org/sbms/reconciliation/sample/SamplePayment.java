package org.sbms.reconciliation.sample;

import java.util.Optional;
import org.sbms.contract.MismatchKind;

/**
 * A payment of the sample, made of nothing but the seed and its number.
 *
 * @param planted what is wrong with it, if anything is
 * @param dice for the choices that are left
 */
record SamplePayment(
    long idHigh,
    long idLow,
    int originBranch,
    int homeBranch,
    int account,
    long amountMinor,
    int currency,
    long acceptedSecond,
    boolean reversed,
    Optional<MismatchKind> planted,
    long dice) {
  static final String[] BRANCHES = {"NW", "SO", "UR", "FE", "CE", "VO", "SI", "KA"};
  static final String[] CURRENCIES = {"RUB", "RUB", "RUB", "RUB", "RUB", "RUB", "KZT", "EUR"};

  private static final long START_MS = 1_795_000_000_000L;
  private static final int DAY_MS = 86_400_000;

  static SamplePayment of(SamplePlan plan, long number) {
    long first = mixed(plan.seed() + number * 0x9E3779B97F4A7C15L);
    long second = mixed(first ^ 0x5DEECE66DL);
    long third = mixed(second + 1);
    long acceptedMs = START_MS + (long) ((double) number / plan.pairs() * DAY_MS);
    int home = (int) (first & 7);
    return new SamplePayment(
        acceptedMs << 16 | 0x7000 | (first >>> 52),
        0x8000000000000000L | (second >>> 2),
        (home + 1 + (int) ((first >>> 3 & 0xFFFF) % 7)) & 7,
        home,
        (int) ((third >>> 40) % 10_000_000),
        100 + (third & 0xFFFFFF) % 1_000_000,
        (int) (first >>> 24 & 7),
        acceptedMs / 1000,
        (first >>> 32 & 63) == 0,
        plan.plantedAt(number),
        third);
  }

  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
