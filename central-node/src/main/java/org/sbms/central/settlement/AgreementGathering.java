package org.sbms.central.settlement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.sbms.central.settlement.Agreement.Pair;
import org.sbms.central.settlement.ShowBooked.Booked;
import org.sbms.central.settlement.ShowBooked.Debt;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.settlement.PostSettlement.Stage;
import org.sbms.contract.settlement.ShowSettlement.Shown;
import org.sbms.kit.operation.Remote;

/** Asks all branches of a window side by side; one that is down is missing, and no more. */
final class AgreementGathering {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final BranchCalls calls;

  AgreementGathering(Remote remote) {
    this.calls = new BranchCalls(remote);
  }

  /** Nothing of it happens within a transaction. */
  Agreement gather(Booked booked) {
    Map<BranchCode, Shown> told = new ConcurrentHashMap<>();
    Map<BranchCode, String> problems = new ConcurrentHashMap<>();
    List<Thread> asking = new ArrayList<>();
    for (BranchCode branch : booked.branches()) {
      problems.put(branch, "does not answer in time");
      asking.add(Thread.ofVirtual().start(() -> ask(branch, booked.window().id(), told, problems)));
    }
    long until = System.nanoTime() + PATIENCE.toNanos();
    for (Thread thread : asking) {
      try {
        thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
    return compare(booked, Map.copyOf(told), new TreeMap<>(problems));
  }

  private void ask(
      BranchCode branch,
      String window,
      Map<BranchCode, Shown> told,
      Map<BranchCode, String> problems) {
    try {
      switch (calls.show(branch, window)) {
        case Outcome.Done<Shown>(Shown shown) -> {
          told.put(branch, shown);
          problems.remove(branch);
        }
        case Outcome.Refused<Shown>(var refusal) -> problems.put(branch, refusal.detail());
        case Outcome.Unknown<Shown>(String why) -> problems.put(branch, why);
      }
    } catch (RuntimeException failure) {
      problems.put(branch, String.valueOf(failure.getMessage()));
    }
  }

  /** One line for each pair that any of the three knows of. */
  static Agreement compare(
      Booked booked, Map<BranchCode, Shown> told, Map<BranchCode, String> problems) {
    Map<Key, Long> central = new TreeMap<>(Key.ORDER);
    booked.debts().forEach(debt -> central.merge(Key.of(debt), debt.amount().minor(), Long::sum));
    Map<Key, Long> debtors = new TreeMap<>(Key.ORDER);
    Map<Key, Long> creditors = new TreeMap<>(Key.ORDER);
    told.forEach((branch, shown) ->
        shown
            .agreed()
            .forEach(each -> {
              add(
                  debtors,
                  new Key(branch, each.counterparty(), each.payable().currencyCode()),
                  each.payable());
              add(
                  creditors,
                  new Key(each.counterparty(), branch, each.receivable().currencyCode()),
                  each.receivable());
            }));
    List<Pair> pairs =
        Stream.of(central, debtors, creditors)
            .flatMap(known -> known.keySet().stream())
            .sorted(Key.ORDER)
            .distinct()
            .map(key ->
                new Pair(
                    key.debtor,
                    key.creditor,
                    Money.ofMinor(central.getOrDefault(key, 0L), key.currency),
                    said(told, key.debtor, debtors, key),
                    said(told, key.creditor, creditors, key)))
            .toList();
    return new Agreement(booked.window(), pairs, problems);
  }

  private static void add(Map<Key, Long> sums, Key key, Money amount) {
    if (!amount.isZero()) {
      sums.merge(key, amount.minor(), Long::sum);
    }
  }

  /** A branch that has booked the window and names no such debt says that it is zero. */
  private static Optional<Money> said(
      Map<BranchCode, Shown> told, BranchCode branch, Map<Key, Long> sums, Key key) {
    return Optional.ofNullable(told.get(branch))
        .filter(shown -> shown.stages().contains(Stage.AGREED))
        .map(_ -> Money.ofMinor(sums.getOrDefault(key, 0L), key.currency));
  }

  private record Key(BranchCode debtor, BranchCode creditor, String currency) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::currency).thenComparing(Key::debtor).thenComparing(Key::creditor);

    static Key of(Debt debt) {
      return new Key(debt.debtor(), debt.creditor(), debt.amount().currencyCode());
    }
  }
}
