package org.sbms.branch.reference;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.sbms.contract.BranchCode;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

/** Which branch serves a number. Ported numbers, once there are any, come before these ranges. */
public final class NumberRanges {
  private final ReferenceCache.View<Map<Kind, Map<Integer, NavigableMap<String, Range>>>> ranges;

  /** What kind of number it is; the name in lower case is the value in the dataset. */
  public enum Kind {
    PHONE("phone"),
    SMART_CARD("smart-card"),
    BOX("box");

    private final String value;

    Kind(String value) {
      this.value = value;
    }
  }

  public record Found(Kind kind, BranchCode branch) {}

  private record Range(String last, BranchCode branch) {}

  NumberRanges(ReferenceCache cache) {
    ranges = cache.view(Datasets.NUMBER_RANGES, NumberRanges::index);
  }

  /**
   * @param number digits only; a phone with its country code, {@code 79110800001}
   */
  public Optional<BranchCode> branchOf(String number, Kind kind) {
    return Optional.ofNullable(ranges.get().get(kind))
        .map(byLength -> byLength.get(number.length()))
        .map(byFirst -> byFirst.floorEntry(number))
        .filter(range -> range.getValue().last().compareTo(number) >= 0)
        .map(range -> range.getValue().branch());
  }

  /** The same for a number of a kind that nobody knows. */
  public Optional<BranchCode> branchOf(String number) {
    return find(number).map(Found::branch);
  }

  public Optional<Found> find(String number) {
    for (Kind kind : Kind.values()) {
      Optional<BranchCode> branch = branchOf(number, kind);
      if (branch.isPresent()) {
        return Optional.of(new Found(kind, branch.get()));
      }
    }
    return Optional.empty();
  }

  /** By kind, then by length, so that texts compare as numbers do. */
  private static Map<Kind, Map<Integer, NavigableMap<String, Range>>> index(List<DatasetRow> rows) {
    Map<Kind, Map<Integer, NavigableMap<String, Range>>> index = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      Map<Integer, NavigableMap<String, Range>> byLength = new HashMap<>();
      for (DatasetRow row : rows) {
        if (row.get("kind").equals(kind.value)) {
          byLength
              .computeIfAbsent(row.get("first").length(), _ -> new TreeMap<>())
              .put(row.get("first"), new Range(row.get("last"), new BranchCode(row.get("branch"))));
        }
      }
      index.put(kind, byLength);
    }
    return index;
  }
}
