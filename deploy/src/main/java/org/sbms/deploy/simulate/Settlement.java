package org.sbms.deploy.simulate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.BranchCode;
import org.sbms.reconciliation.netting.BilateralPosition;
import org.sbms.reconciliation.netting.Netting;
import org.sbms.reconciliation.netting.Position;

/**
 * What central would have the branches pay: sums to zero always, and when quiet is what they owe.
 */
final class Settlement {
  private Settlement() {}

  static void check(SettledLines lines) {
    List<Position> positions = Netting.multilateral(lines.obligations());
    long sum = positions.stream().mapToLong(position -> position.net().minor()).sum();
    Violation.unless(sum == 0, "I7", "positions sum to %d", sum);
  }

  /** The books of both branches of each pair say what central says. */
  static void checkAgainstBooks(World world, SettledLines lines) {
    Map<String, Long> owed = new TreeMap<>();
    for (BilateralPosition position : Netting.bilateral(lines.obligations())) {
      owed.put(position.debtor() + " " + position.creditor(), position.amount().minor());
    }
    for (BranchCode one : world.branches().keySet()) {
      for (BranchCode other : world.branches().keySet()) {
        if (one.compareTo(other) < 0) {
          long net =
              owed.getOrDefault(one + " " + other, 0L) - owed.getOrDefault(other + " " + one, 0L);
          check(one, other, -net, standing(world, one, other));
          check(other, one, net, standing(world, other, one));
        }
      }
    }
  }

  private static void check(BranchCode one, BranchCode other, long settled, long booked) {
    Violation.unless(
        settled == booked,
        "I7",
        "%s is to get %d from %s and has booked %d",
        one,
        settled,
        other,
        booked);
  }

  private static long standing(World world, BranchCode one, BranchCode other) {
    Books books = world.watch().books(one);
    return books.bookedMinor(Chart.dueFrom(other)) + books.bookedMinor(Chart.dueTo(other));
  }
}
