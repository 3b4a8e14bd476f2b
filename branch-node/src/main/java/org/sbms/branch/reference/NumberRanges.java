package org.sbms.branch.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

/** Which branch serves a number; {@link PortedNumbers} come before these ranges. */
public final class NumberRanges {
  private final ReferenceCache.View<Index> ranges;

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

  NumberRanges(ReferenceCache cache) {
    ranges = cache.streamed(Datasets.NUMBER_RANGES, Index::new);
  }

  /**
   * @param number digits only; a phone with its country code, {@code 79110800001}
   */
  public Optional<BranchCode> branchOf(String number, Kind kind) {
    return ranges.get().branchOf(number, kind);
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
  private static final class Index implements ReferenceCache.Shape<Index> {
    private final Map<String, Map<Integer, PackedRanges>> byKind = new HashMap<>();
    private final List<BranchCode> branches = new ArrayList<>();

    @Override
    public void add(DatasetRow row) {
      String first = row.get("first");
      byKind
          .computeIfAbsent(row.get("kind"), _ -> new HashMap<>())
          .computeIfAbsent(first.length(), PackedRanges::new)
          .add(first, row.get("last"), owner(new BranchCode(row.get("branch"))));
    }

    private short owner(BranchCode branch) {
      int known = branches.indexOf(branch);
      if (known >= 0) {
        return (short) known;
      }
      branches.add(branch);
      return (short) (branches.size() - 1);
    }

    @Override
    public Index done() {
      return this;
    }

    Optional<BranchCode> branchOf(String number, Kind kind) {
      return Optional.ofNullable(byKind.get(kind.value))
          .map(byLength -> byLength.get(number.length()))
          .map(ranges -> ranges.ownerOf(number))
          .filter(owner -> owner >= 0)
          .map(branches::get);
    }
  }
}
