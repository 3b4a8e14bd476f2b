package org.sbms.reconciliation.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalPage;

/**
 * Checks a stretch of a branch's journal: against itself (hashes, links, numbers, head) and against
 * what was proven of it before. What is proven once is never taken back: it is the measure for
 * every later reading.
 */
public final class ChainCheck {
  /** A part of a journal, as the branch shows it and as it was proven before. */
  public record Stretch(
      Optional<String> hashBefore,
      long after,
      long through,
      List<JournalEntry> shown,
      List<JournalPage.Unreadable> unreadable,
      List<JournalEntry> proven,
      Optional<JournalEntry> next,
      Head head) {}

  /** The branch's own statement of where its journal ends. */
  public record Head(long number, String hash) {}

  /**
   * What is wrong at a number.
   *
   * @param entry the entry in question: as it is shown now, or as it was proven where it is shown
   *     no more; absent in a gap
   */
  public record Finding(
      long number, Problem problem, Optional<JournalEntry> entry, String detail) {}

  /** What can be wrong with a number of a journal. */
  public enum Problem {
    /** It was proven before, and is now shown with other contents. */
    CHANGED,
    /** It was proven before, and is shown no more. */
    VANISHED,
    /** It is shown, but hash, link or head speak against it. */
    UNPROVEN,
    /** It is shown, but it is no entry. */
    UNREADABLE,
    /** There must be one, and none was ever shown. */
    GAP
  }

  /**
   * @param newlyProven to be kept
   * @param lastHash the hash that the entry after the stretch must follow; empty when not known
   */
  public record Result(
      List<JournalEntry> newlyProven, List<Finding> findings, Optional<String> lastHash) {}

  private final Stretch stretch;
  private final Map<Long, JournalEntry> shown;
  private final Map<Long, JournalEntry> proven;
  private final Map<Long, String> unreadable;
  private final List<JournalEntry> newlyProven = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private Optional<String> hash;
  private long last;

  private ChainCheck(Stretch stretch) {
    this.stretch = stretch;
    this.shown = byNumber(stretch.shown());
    this.proven = byNumber(stretch.proven());
    this.unreadable =
        stretch.unreadable().stream()
            .collect(
                Collectors.toMap(JournalPage.Unreadable::number, JournalPage.Unreadable::reason));
    this.hash = stretch.hashBefore();
    this.last = stretch.after();
  }

  public static Result of(Stretch stretch) {
    ChainCheck check = new ChainCheck(stretch);
    TreeSet<Long> numbers = new TreeSet<>(check.shown.keySet());
    numbers.addAll(check.proven.keySet());
    numbers.addAll(check.unreadable.keySet());
    for (long number : numbers) {
      check.gapBefore(number);
      check.visit(number);
      check.last = number;
    }
    check.gapBefore(stretch.through() + 1);
    return new Result(check.newlyProven, check.findings, check.hash);
  }

  private void gapBefore(long number) {
    if (number > last + 1) {
      String which =
          number == last + 2
              ? "number %d is missing".formatted(last + 1)
              : "numbers %d to %d are missing".formatted(last + 1, number - 1);
      findings.add(new Finding(last + 1, Problem.GAP, Optional.empty(), which));
      hash = Optional.empty();
    }
  }

  private void visit(long number) {
    JournalEntry before = proven.get(number);
    JournalEntry now = shown.get(number);
    if (before != null) {
      compare(before, now);
      hash = Optional.of(before.hash());
    } else if (now == null) {
      String reason = unreadable.getOrDefault(number, "");
      findings.add(new Finding(number, Problem.UNREADABLE, Optional.empty(), reason));
      hash = Optional.empty();
    } else {
      prove(now);
    }
  }

  private void compare(JournalEntry before, @Nullable JournalEntry now) {
    if (now == null) {
      findings.add(
          new Finding(
              before.number(),
              Problem.VANISHED,
              Optional.of(before),
              unreadable.getOrDefault(before.number(), "the entry is shown no more")));
    } else if (!now.equals(before)) {
      findings.add(
          new Finding(
              before.number(), Problem.CHANGED, Optional.of(now), EntryDifference.of(before, now)));
    } else {
      againstHead(now)
          .ifPresent(doubt ->
              findings.add(new Finding(now.number(), Problem.UNPROVEN, Optional.of(now), doubt)));
    }
  }

  private void prove(JournalEntry entry) {
    Optional<String> doubt = doubt(entry);
    if (doubt.isEmpty()) {
      newlyProven.add(entry);
      hash = Optional.of(entry.hash());
    } else {
      findings.add(new Finding(entry.number(), Problem.UNPROVEN, Optional.of(entry), doubt.get()));
      hash = Optional.empty();
    }
  }

  private Optional<String> doubt(JournalEntry entry) {
    if (!JournalHash.holds(entry)) {
      return Optional.of("its contents do not give its hash");
    }
    if (hash.isPresent() && !hash.get().equals(entry.previousHash())) {
      return Optional.of("it does not follow the entry before it");
    }
    Optional<String> againstHead = againstHead(entry);
    if (againstHead.isPresent() || entry.number() == stretch.head().number()) {
      return againstHead;
    }
    JournalEntry next = next(entry.number());
    return next == null || next.previousHash().equals(entry.hash()) || !JournalHash.holds(next)
        ? Optional.empty()
        : Optional.of("the entry after it does not follow it");
  }

  private Optional<String> againstHead(JournalEntry entry) {
    Head head = stretch.head();
    if (entry.number() > head.number()) {
      return Optional.of("the journal ends at number " + head.number());
    }
    return entry.number() == head.number() && !entry.hash().equals(head.hash())
        ? Optional.of("its hash is not that of the journal's head")
        : Optional.empty();
  }

  private @Nullable JournalEntry next(long number) {
    JournalEntry next =
        proven.containsKey(number + 1) ? proven.get(number + 1) : shown.get(number + 1);
    if (next != null) {
      return next;
    }
    return stretch.next().filter(entry -> entry.number() == number + 1).orElse(null);
  }

  private static Map<Long, JournalEntry> byNumber(List<JournalEntry> entries) {
    return entries.stream()
        .collect(
            Collectors.toMap(
                JournalEntry::number, Function.identity(), (one, _) -> one, TreeMap::new));
  }
}
