package org.sbms.reconciliation.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sbms.reconciliation.Classification;

/** Judges what is exceptional in one part: everything but pairs that agree byte for byte. */
final class PartJudge {
  private static final int SIDE_BIT = 32;
  private static final long HASH_MASK = -1L << 33;

  private final Rows origins;
  private final Rows homes;
  private final Branches branches;
  private final long seed;
  private final List<RegisterMismatch> mismatches = new ArrayList<>();
  private long[] exceptional = new long[64];
  private int count;
  private long matched;
  private long pairs;

  PartJudge(RowTable table, Rows origins, Rows homes, Branches branches, long seed) {
    this.origins = origins;
    this.homes = homes;
    this.branches = branches;
    this.seed = seed;
    matched = table.finish(address -> add(RegisterSide.ORIGIN, address));
    pairs = matched;
    for (int page = 0; page < homes.pages(); page++) {
      addHomes(page);
    }
    judgeAll();
  }

  long pairs() {
    return pairs;
  }

  long matched() {
    return matched;
  }

  List<RegisterMismatch> mismatches() {
    return mismatches;
  }

  private void addHomes(int page) {
    int row = 0;
    for (int left = homes.page(page).rows; left > 0; left--) {
      add(RegisterSide.HOME, homes.address(page, row));
      row += RowLayout.length(homes.page(page).bytes, row);
    }
  }

  /** By hash, then by side, then where it is: sorted, the rows of an id come together. */
  private void add(RegisterSide side, int address) {
    if (count == exceptional.length) {
      exceptional = Arrays.copyOf(exceptional, Math.multiplyExact(2, count));
    }
    Rows rows = side == RegisterSide.ORIGIN ? origins : homes;
    long hash = RowLayout.hash(rows.bytes(address), rows.inPage(address), seed);
    // The high bits are those that all rows of the part share.
    exceptional[count++] =
        (hash << Parting.MAX_BITS & HASH_MASK) | (long) side.ordinal() << SIDE_BIT | address;
  }

  private void judgeAll() {
    Arrays.sort(exceptional, 0, count);
    int start = 0;
    while (start < count) {
      int end = start + 1;
      while (end < count && (exceptional[end] & HASH_MASK) == (exceptional[start] & HASH_MASK)) {
        end++;
      }
      judgeSameHash(start, end);
      start = end;
    }
  }

  /** Nearly always of one id, but hashes may collide. */
  private void judgeSameHash(int start, int end) {
    int from = start;
    while (from < end) {
      int next = from + 1;
      for (int at = next; at < end; at++) {
        if (sameId(exceptional[from], exceptional[at])) {
          long moved = exceptional[at];
          exceptional[at] = exceptional[next];
          exceptional[next++] = moved;
        }
      }
      judgeOne(from, next);
      from = next;
    }
  }

  private void judgeOne(int start, int end) {
    RegisterPair pair = new RegisterPair();
    for (int at = start; at < end; at++) {
      pair.add(view(exceptional[at]));
    }
    pairs++;
    Classification.ofRegisters(pair)
        .ifPresentOrElse(kind -> mismatches.add(pair.as(kind)), () -> matched++);
  }

  private boolean sameId(long one, long other) {
    Rows ones = rows(one);
    Rows others = rows(other);
    return RowLayout.sameId(
        ones.bytes((int) one),
        ones.inPage((int) one),
        others.bytes((int) other),
        others.inPage((int) other));
  }

  private RowView view(long row) {
    RegisterSide side = isHome(row) ? RegisterSide.HOME : RegisterSide.ORIGIN;
    Rows rows = rows(row);
    return RowView.of(rows.bytes((int) row), rows.inPage((int) row), side, branches);
  }

  private Rows rows(long row) {
    return isHome(row) ? homes : origins;
  }

  private static boolean isHome(long row) {
    return (row >>> SIDE_BIT & 1) == RegisterSide.HOME.ordinal();
  }
}
