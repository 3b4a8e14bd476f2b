package org.sbms.branch.bank;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds what a file of the other kind brought before. CSV gives less than camt, so the same entry
 * has another identity there; references and amount are what both have. Pure.
 */
final class Twins {
  private final Map<String, UUID> found = new LinkedHashMap<>();
  private List<Incoming> lines;
  private List<Kept> kept;

  private Twins(List<Incoming> lines, List<Kept> kept) {
    this.lines = lines;
    this.kept = kept;
  }

  /** A line that came by a file of the other kind and has no twin yet. */
  record Kept(
      UUID id, String bankReference, String endToEndId, long amountMinor, LocalDate bookedOn) {

    private String key(String reference) {
      return Twins.key(bankReference, reference, amountMinor, bookedOn);
    }
  }

  /**
   * Each of those kept is the twin of one line at most. A reference of the payer that one side
   * leaves out is no difference, as long as the bank's is the same.
   *
   * @return by the identity of the line that came now
   */
  static Map<String, UUID> of(List<Incoming> lines, List<Kept> kept) {
    Twins twins = new Twins(lines, kept);
    twins.pair(
        line -> !line.bankReference().isEmpty() || !line.endToEndId().isEmpty(),
        Incoming::endToEndId,
        Kept::endToEndId);
    Predicate<Incoming> isNamed = line -> !line.bankReference().isEmpty();
    twins.pair(isNamed, _ -> "", Kept::endToEndId);
    twins.pair(isNamed.and(line -> line.endToEndId().isEmpty()), _ -> "", _ -> "");
    return twins.found;
  }

  private void pair(
      Predicate<Incoming> which, Function<Incoming, String> ofLine, Function<Kept, String> ofKept) {
    Map<String, Deque<Kept>> byKey = new HashMap<>();
    kept.forEach(
        one -> byKey.computeIfAbsent(one.key(ofKept.apply(one)), _ -> new ArrayDeque<>()).add(one));
    List<Incoming> left = new ArrayList<>();
    for (Incoming line : lines) {
      Deque<Kept> like =
          byKey.getOrDefault(
              key(line.bankReference(), ofLine.apply(line), line.amount().minor(), line.bookedOn()),
              new ArrayDeque<>());
      if (which.test(line) && !like.isEmpty()) {
        found.put(line.identity(), like.removeFirst().id());
      } else {
        left.add(line);
      }
    }
    lines = left;
    kept = byKey.values().stream().flatMap(Deque::stream).toList();
  }

  /** A payer's reference alone may be used again on another day. */
  private static String key(String ofBank, String ofPayer, long minor, LocalDate day) {
    return String.join(
        "\n", ofBank, ofPayer, Long.toString(minor), ofBank.isEmpty() ? day.toString() : "");
  }
}
