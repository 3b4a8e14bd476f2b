package org.sbms.deploy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;
import org.sbms.kit.journal.Journal;

/**
 * Somebody changes a journal behind its branch's back, or restores a branch from an old backup.
 * Central must name exactly this journal and these payments.
 */
final class Tampering {
  private static final int MIN_ENTRIES = 3;

  private final World world;
  private final RandomGenerator random;

  Tampering(World world, RandomGenerator random) {
    this.world = world;
    this.random = random;
  }

  void plantAndCheck() {
    SimulatedBranch branch = world.any();
    if (branch.journal.entries().size() < MIN_ENTRIES) {
      return;
    }
    Set<UUID> affected =
        switch (random.nextInt(4)) {
          case 0 -> editAmount(branch);
          case 1 -> deleteRow(branch);
          case 2 -> cutTail(branch);
          default -> forgeRow(branch);
        };
    SimulatedCentral.Run run = world.central().judge();
    Violation.unless(
        run.broken().equals(Set.of(branch.code)),
        "I6",
        "the journal of %s was tampered with, and central finds %s broken",
        branch.code,
        run.broken());
    Violation.unless(
        run.mismatches().keySet().equals(affected),
        "I6",
        "tampered with were %s, found were %s",
        affected,
        run.mismatches());
  }

  private Set<UUID> editAmount(SimulatedBranch branch) {
    List<JournalEntry> rows = new ArrayList<>(branch.journal.entries());
    int index = random.nextInt(rows.size());
    JournalEntry old = rows.get(index);
    Money more = old.amount().plus(Money.ofMinor(100, "RUB"));
    JournalEntry edited = with(old, old.number(), old.transactionId(), more, old.hash());
    boolean isCareful = random.nextBoolean();
    rows.set(
        index,
        isCareful
            ? with(edited, old.number(), old.transactionId(), more, JournalHash.of(edited))
            : edited);
    branch.journal.overwrite(rows, branch.journal.head());
    return Set.of(old.transactionId());
  }

  private Set<UUID> deleteRow(SimulatedBranch branch) {
    List<JournalEntry> rows = new ArrayList<>(branch.journal.entries());
    JournalEntry gone = rows.remove(random.nextInt(rows.size()));
    branch.journal.overwrite(rows, branch.journal.head());
    return Set.of(gone.transactionId());
  }

  /** Rows and head of an earlier moment: a chain cannot see this, only what is kept elsewhere. */
  private Set<UUID> cutTail(SimulatedBranch branch) {
    List<JournalEntry> all = branch.journal.entries();
    int kept = Math.max(1, all.size() - 1 - random.nextInt(5));
    Set<UUID> affected = new TreeSet<>();
    all.subList(kept, all.size()).forEach(entry -> affected.add(entry.transactionId()));
    List<JournalEntry> rows = List.copyOf(all.subList(0, kept));
    branch.journal.overwrite(
        rows, new Journal.Head(rows.getLast().number(), rows.getLast().hash()));
    return affected;
  }

  private Set<UUID> forgeRow(SimulatedBranch branch) {
    List<JournalEntry> rows = new ArrayList<>(branch.journal.entries());
    Optional<JournalEntry> model =
        rows.stream()
            .filter(entry ->
                entry.kind() == JournalKind.PAYMENT_ACCEPTED
                    || entry.kind() == JournalKind.CREDIT_POSTED)
            .findFirst();
    if (model.isEmpty()) {
      return deleteRow(branch);
    }
    UUID invented = new UUID(random.nextLong(), random.nextLong());
    JournalEntry last = rows.getLast();
    JournalEntry forged =
        with(model.get(), last.number() + 1, invented, model.get().amount(), last.hash());
    rows.add(with(forged, forged.number(), invented, forged.amount(), JournalHash.of(forged)));
    branch.journal.overwrite(rows, branch.journal.head());
    return Set.of(invented);
  }

  private static JournalEntry with(
      JournalEntry entry, long number, UUID transactionId, Money amount, String hash) {
    return new JournalEntry(
        entry.branch(),
        number,
        entry.previousHash(),
        hash,
        entry.kind(),
        transactionId,
        entry.origin(),
        entry.home(),
        entry.originNumber(),
        entry.subject(),
        amount,
        entry.at(),
        entry.settlementDay());
  }
}
