package org.sbms.central.corporate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;

/**
 * How one sum is spread over many accounts. Pure; the parts never exceed the sum, and where all of
 * it is to be spread they equal it to the last minor unit.
 */
public final class SpreadDecisions {

  /** What is done with money that is left when every debt is filled. */
  public enum Rest {
    /** It stays unallocated and can be spread later. */
    LEAVE,
    /** It is spread in proportion to the monthly fees. */
    BY_FEE
  }

  /** An account in one currency with the sum. */
  public record Facts(AccountNumber account, Money balance, Money fee) {
    Money debt() {
      return balance.isNegative() ? balance.negated() : new Money(0, balance.currency());
    }
  }

  private SpreadDecisions() {}

  /**
   * Fills debts first. When the sum does not cover them all, each account gets its share in
   * proportion to its debt. The rest goes by {@code rest}.
   *
   * @return the accounts that get something
   */
  public static Map<AccountNumber, Money> byDebt(Money sum, List<Facts> accounts, Rest rest) {
    Map<AccountNumber, Money> debts = new TreeMap<>();
    accounts.forEach(each -> debts.put(each.account(), each.debt()));
    Money owed = total(sum, debts);
    if (sum.compareTo(owed) <= 0) {
      return positive(inProportion(sum, debts));
    }
    Map<AccountNumber, Money> parts = new TreeMap<>(debts);
    if (rest == Rest.BY_FEE) {
      Map<AccountNumber, Money> fees = new TreeMap<>();
      accounts.forEach(each -> fees.put(each.account(), each.fee()));
      inProportion(sum.minus(owed), fees)
          .forEach((account, part) -> parts.merge(account, part, Money::plus));
    }
    return positive(parts);
  }

  /**
   * Largest remainders: each gets its share rounded down; the minor units that are left go one each
   * to the largest fractions, and among equal ones to the lower account number. All of the sum is
   * spread, unless every weight is zero: then none.
   */
  static Map<AccountNumber, Money> inProportion(Money sum, Map<AccountNumber, Money> weights) {
    record Share(AccountNumber account, long whole, BigInteger fraction) {}
    BigInteger all =
        weights.values().stream()
            .map(weight -> BigInteger.valueOf(weight.minor()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    if (all.signum() == 0) {
      return Map.of();
    }
    List<Share> shares = new ArrayList<>();
    long left = sum.minor();
    for (Map.Entry<AccountNumber, Money> entry : weights.entrySet()) {
      BigInteger[] parts =
          BigInteger.valueOf(sum.minor())
              .multiply(BigInteger.valueOf(entry.getValue().minor()))
              .divideAndRemainder(all);
      shares.add(new Share(entry.getKey(), parts[0].longValueExact(), parts[1]));
      left -= parts[0].longValueExact();
    }
    shares.sort(Comparator.comparing(Share::fraction).reversed().thenComparing(Share::account));
    Map<AccountNumber, Money> spread = new TreeMap<>();
    for (Share share : shares) {
      long minor = left > 0 ? share.whole() + 1 : share.whole();
      left--;
      spread.put(share.account(), new Money(minor, sum.currency()));
    }
    return spread;
  }

  static Money total(Money sum, Map<AccountNumber, Money> parts) {
    return parts.values().stream().reduce(new Money(0, sum.currency()), Money::plus);
  }

  private static Map<AccountNumber, Money> positive(Map<AccountNumber, Money> parts) {
    Map<AccountNumber, Money> some = new TreeMap<>(parts);
    some.values().removeIf(part -> !part.isPositive());
    return some;
  }
}
