package org.sbms.reconciliation.netting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/** Sums obligations. A branch owes nothing to itself; positions of a currency sum to zero. */
public final class Netting {
  private Netting() {}

  /** Ordered by currency, debtor, creditor; pairs that come out even are left out. */
  public static List<BilateralPosition> bilateral(Collection<Obligation> obligations) {
    Map<Between, Money> owedByLower = new TreeMap<>(Between.ORDER);
    for (Obligation obligation : obligations) {
      Between between = Between.of(obligation);
      boolean lowerOwes = obligation.debtor().equals(between.lower());
      Money owed = lowerOwes ? obligation.amount() : obligation.amount().negated();
      if (!between.lower().equals(between.higher())) {
        owedByLower.merge(between, owed, Money::plus);
      }
    }
    List<BilateralPosition> positions = new ArrayList<>();
    owedByLower.forEach((between, owed) -> {
      if (owed.isPositive()) {
        positions.add(new BilateralPosition(between.lower(), between.higher(), owed));
      } else if (owed.isNegative()) {
        positions.add(new BilateralPosition(between.higher(), between.lower(), owed.negated()));
      }
    });
    return positions;
  }

  /**
   * Ordered by currency and branch.
   *
   * @throws IllegalStateException when the positions of a currency do not sum to zero: a bug, and
   *     nothing may be settled by such positions
   */
  public static List<Position> multilateral(Collection<Obligation> obligations) {
    Map<Stand, Money> owes = new TreeMap<>(Stand.ORDER);
    Map<Stand, Money> isOwed = new TreeMap<>(Stand.ORDER);
    for (Obligation obligation : obligations) {
      if (!obligation.debtor().equals(obligation.creditor())) {
        Currency currency = obligation.amount().currency();
        Stand debtor = new Stand(currency, obligation.debtor());
        Stand creditor = new Stand(currency, obligation.creditor());
        owes.merge(debtor, obligation.amount(), Money::plus);
        isOwed.merge(debtor, Money.zero(currency), Money::plus);
        isOwed.merge(creditor, obligation.amount(), Money::plus);
        owes.merge(creditor, Money.zero(currency), Money::plus);
      }
    }
    List<Position> positions = new ArrayList<>();
    owes.forEach((stand, debt) -> {
      Money credit = isOwed.getOrDefault(stand, Money.zero(stand.currency()));
      positions.add(new Position(stand.branch(), debt, credit, credit.minus(debt)));
    });
    requireZeroSum(positions);
    return positions;
  }

  /** What {@link #multilateral} promises, for whoever reads positions from elsewhere. */
  public static void requireZeroSum(Collection<Position> positions) {
    Map<String, Money> sums = new TreeMap<>();
    for (Position position : positions) {
      sums.merge(position.net().currencyCode(), position.net(), Money::plus);
    }
    sums.values()
        .forEach(sum -> {
          if (!sum.isZero()) {
            throw new IllegalStateException("positions do not sum to zero but to " + sum);
          }
        });
  }

  private record Stand(Currency currency, BranchCode branch) {
    static final Comparator<Stand> ORDER =
        Comparator.comparing((Stand stand) -> stand.currency().getCurrencyCode())
            .thenComparing(Stand::branch);
  }

  private record Between(Currency currency, BranchCode lower, BranchCode higher) {
    static final Comparator<Between> ORDER =
        Comparator.comparing((Between between) -> between.currency().getCurrencyCode())
            .thenComparing(Between::lower)
            .thenComparing(Between::higher);

    static Between of(Obligation obligation) {
      boolean inOrder = obligation.debtor().compareTo(obligation.creditor()) <= 0;
      return new Between(
          obligation.amount().currency(),
          inOrder ? obligation.debtor() : obligation.creditor(),
          inOrder ? obligation.creditor() : obligation.debtor());
    }
  }
}
