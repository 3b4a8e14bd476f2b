package org.sbms.reconciliation.netting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * Who pays whom so that every net position becomes zero. The same positions, the same transfers.
 */
public final class Transfers {
  /** Up to so many branches of a currency the number of transfers is the least possible. */
  public static final int MAX_EXACT = 16;

  private Transfers() {}

  /**
   * Ordered by currency. Branches whose nets sum to zero among themselves settle among themselves,
   * in as many such groups as there can be, for a group of n needs n - 1 transfers. Above {@link
   * #MAX_EXACT} branches they are one group, which is at most n - 1 transfers.
   *
   * @throws IllegalStateException when the positions of a currency do not sum to zero
   */
  public static List<BilateralPosition> fewest(Collection<Position> positions) {
    Netting.requireZeroSum(positions);
    TreeMap<String, List<Position>> byCurrency = new TreeMap<>();
    positions.stream()
        .filter(position -> !position.net().isZero())
        .sorted(Comparator.comparing(Position::branch))
        .forEach(position ->
            byCurrency
                .computeIfAbsent(position.net().currencyCode(), _ -> new ArrayList<>())
                .add(position));
    List<BilateralPosition> transfers = new ArrayList<>();
    for (List<Position> each : byCurrency.values()) {
      for (List<Position> group : groups(each)) {
        transfers.addAll(within(group));
      }
    }
    return transfers;
  }

  private static List<List<Position>> groups(List<Position> positions) {
    if (positions.size() > MAX_EXACT) {
      return List.of(positions);
    }
    int all = (1 << positions.size()) - 1;
    long[] sums = sums(positions);
    int[] last = new int[all + 1];
    mostGroups(sums, last);
    List<List<Position>> groups = new ArrayList<>();
    List<Position> group = new ArrayList<>();
    for (int left = all; left != 0; left ^= 1 << last[left]) {
      group.add(positions.get(last[left]));
      if (sums[left ^ (1 << last[left])] == 0) {
        groups.add(group);
        group = new ArrayList<>();
      }
    }
    return groups.reversed();
  }

  /** The sum of nets of each set of branches, a set being a bit for each. */
  private static long[] sums(List<Position> positions) {
    long[] sums = new long[1 << positions.size()];
    for (int set = 1; set < sums.length; set++) {
      int lowest = Integer.numberOfTrailingZeros(set);
      sums[set] = Math.addExact(sums[set & (set - 1)], positions.get(lowest).net().minor());
    }
    return sums;
  }

  /**
   * For each set the branch to take out of it last, so that on the way to the empty set as many
   * sets as possible sum to zero.
   */
  private static void mostGroups(long[] sums, int[] last) {
    int[] most = new int[sums.length];
    Arrays.fill(most, -1);
    most[0] = 0;
    for (int set = 1; set < sums.length; set++) {
      for (int branches = set; branches != 0; branches &= branches - 1) {
        int branch = Integer.numberOfTrailingZeros(branches);
        int before = most[set ^ (1 << branch)];
        if (before > most[set]) {
          most[set] = before;
          last[set] = branch;
        }
      }
      most[set] += sums[set] == 0 ? 1 : 0;
    }
  }

  /** The largest debt meets the largest claim; each transfer makes at least one of them zero. */
  private static List<BilateralPosition> within(List<Position> group) {
    List<Open> debts = open(group, true);
    List<Open> claims = open(group, false);
    List<BilateralPosition> transfers = new ArrayList<>();
    while (!debts.isEmpty()) {
      debts.sort(Open.LARGEST_FIRST);
      claims.sort(Open.LARGEST_FIRST);
      Open debt = debts.removeFirst();
      Open claim = claims.removeFirst();
      Money paid = debt.amount.compareTo(claim.amount) < 0 ? debt.amount : claim.amount;
      transfers.add(new BilateralPosition(debt.branch, claim.branch, paid));
      debt.less(paid, debts);
      claim.less(paid, claims);
    }
    return transfers;
  }

  private static List<Open> open(List<Position> group, boolean debts) {
    return new ArrayList<>(
        group.stream()
            .filter(position -> position.net().isNegative() == debts)
            .map(position ->
                new Open(position.branch(), debts ? position.net().negated() : position.net()))
            .toList());
  }

  private record Open(BranchCode branch, Money amount) {
    static final Comparator<Open> LARGEST_FIRST =
        Comparator.comparing(Open::amount).reversed().thenComparing(Open::branch);

    void less(Money paid, List<Open> others) {
      Money left = amount.minus(paid);
      if (!left.isZero()) {
        others.add(new Open(branch, left));
      }
    }
  }
}
