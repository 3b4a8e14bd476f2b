package org.sbms.deploy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalKind;
import org.sbms.contract.MismatchKind;
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
    Map<UUID, MismatchKind> planted =
        switch (random.nextInt(5)) {
          case 0, 1 -> editRow(branch);
          case 2 -> deleteRow(branch);
          case 3 -> cutTail(branch);
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
        run.mismatches().equals(planted),
        "I6",
        "planted at %s: %s, found: %s",
        branch.code,
        planted,
        run.mismatches());
  }

  /** With or without a new hash: central has proven the row before and compares. */
  private Map<UUID, MismatchKind> editRow(SimulatedBranch branch) {
    List<JournalEntry> rows = new ArrayList<>(branch.journal.entries());
    int index = random.nextInt(rows.size());
    JournalEntry old = rows.get(index);
    JournalEntry edited;
    MismatchKind kind;
    switch (random.nextInt(3)) {
      case 0 -> {
        edited = with(old, old.hash(), old.subject(), more(old.amount()));
        kind = MismatchKind.AMOUNT_DIFFERS;
      }
      case 1 -> {
        Money dollars = Money.ofMinor(old.amount().minor(), "USD");
        edited = with(old, old.hash(), old.subject(), dollars);
        kind = MismatchKind.CURRENCY_DIFFERS;
      }
      default -> {
        edited = with(old, old.hash(), "someone else", old.amount());
        kind = MismatchKind.ACCOUNT_DIFFERS;
      }
    }
    rows.set(index, random.nextBoolean() ? rehashed(edited) : edited);
    branch.journal.overwrite(rows, branch.journal.head());
    return Map.of(old.transactionId(), kind);
  }

  private Map<UUID, MismatchKind> deleteRow(SimulatedBranch branch) {
    List<JournalEntry> rows = new ArrayList<>(branch.journal.entries());
    JournalEntry gone = rows.remove(random.nextInt(rows.size()));
    branch.journal.overwrite(rows, branch.journal.head());
    return Map.of(gone.transactionId(), missing(gone));
  }

  /** Rows and head of an earlier moment: a chain cannot see this, only what is kept elsewhere. */
  private Map<UUID, MismatchKind> cutTail(SimulatedBranch branch) {
    List<JournalEntry> all = branch.journal.entries();
    int kept = Math.max(1, all.size() - 1 - random.nextInt(5));
    Map<UUID, MismatchKind> affected = new TreeMap<>();
    all.subList(kept, all.size())
        .forEach(entry -> affected.put(entry.transactionId(), missing(entry)));
    List<JournalEntry> rows = List.copyOf(all.subList(0, kept));
    branch.journal.overwrite(
        rows, new Journal.Head(rows.getLast().number(), rows.getLast().hash()));
    return affected;
  }

  private Map<UUID, MismatchKind> forgeRow(SimulatedBranch branch) {
    List<JournalEntry> rows = new ArrayList<>(branch.journal.entries());
    Optional<JournalEntry> model =
        rows.stream().filter(entry -> entry.kind() == JournalKind.CREDIT_POSTED).findFirst();
    if (model.isEmpty()) {
      return deleteRow(branch);
    }
    JournalEntry last = rows.getLast();
    JournalEntry old = model.get();
    JournalEntry forged =
        new JournalEntry(
            old.branch(),
            last.number() + 1,
            last.hash(),
            "",
            old.kind(),
            new UUID(random.nextLong(), random.nextLong()),
            old.origin(),
            old.home(),
            old.originNumber(),
            old.subject(),
            old.amount(),
            old.at(),
            old.settlementDay());
    rows.add(rehashed(forged));
    branch.journal.overwrite(rows, branch.journal.head());
    return Map.of(forged.transactionId(), MismatchKind.MISSING_AT_ORIGIN);
  }

  private static MismatchKind missing(JournalEntry gone) {
    return gone.kind().side() == JournalKind.Side.HOME
        ? MismatchKind.MISSING_AT_HOME
        : MismatchKind.MISSING_AT_ORIGIN;
  }

  private static Money more(Money amount) {
    return amount.plus(Money.ofMinor(100, amount.currencyCode()));
  }

  private static JournalEntry rehashed(JournalEntry entry) {
    return with(entry, JournalHash.of(entry), entry.subject(), entry.amount());
  }

  private static JournalEntry with(JournalEntry entry, String hash, String subject, Money amount) {
    return new JournalEntry(
        entry.branch(),
        entry.number(),
        entry.previousHash(),
        hash,
        entry.kind(),
        entry.transactionId(),
        entry.origin(),
        entry.home(),
        entry.originNumber(),
        subject,
        amount,
        entry.at(),
        entry.settlementDay(),
        entry.agent());
  }
}
