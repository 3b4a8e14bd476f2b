package org.sbms.reconciliation.register;

import java.util.Arrays;

/**
 * The origin's rows of one part, to be found by their id: an open-addressed table that knows of
 * each row where it is, some bits of its hash, and what was seen of it at home.
 *
 * <p>A slot: 30 bits of hash, 2 bits of state, 32 bits of address plus one; 0 is an empty one.
 */
final class RowTable {
  /** A slot and a half: two thirds of the slots are used at most. */
  static final int BYTES_A_ROW = 12;

  private static final int GROUP = 32;
  private static final int UNSEEN = 0;
  private static final int AGREED = 1;
  private static final int EXCEPTIONAL = 2;
  private static final int STATE_SHIFT = 32;
  private static final int TAG_SHIFT = 34;
  private static final long ADDRESS_MASK = 0xFFFF_FFFFL;

  private final Rows origins;
  private final long seed;
  private final long[] slots;
  private final int[] groupRows = new int[GROUP];
  private final long[] groupHashes = new long[GROUP];
  private final long[] groupSlots = new long[GROUP];

  /** Only so that what was looked at early is looked at. */
  @SuppressWarnings("unused")
  private int touched;

  private int[] repeated = new int[4];
  private int repeatedCount;

  RowTable(Rows origins, long seed) {
    this.origins = origins;
    this.seed = seed;
    long bytes = (long) origins.count() * BYTES_A_ROW;
    this.slots = new long[Math.toIntExact(bytes / Long.BYTES + 8)];
    for (int page = 0; page < origins.pages(); page++) {
      insertAll(page);
    }
  }

  private void insertAll(int page) {
    byte[] bytes = origins.page(page).bytes;
    int row = 0;
    for (int left = origins.page(page).rows; left > 0; left--) {
      insert(bytes, row, origins.address(page, row));
      row += RowLayout.length(bytes, row);
    }
  }

  private void insert(byte[] bytes, int row, int address) {
    long hash = RowLayout.hash(bytes, row, seed);
    int slot = find(hash, bytes, row);
    if (slots[slot] == 0) {
      slots[slot] = tag(hash) << TAG_SHIFT | (address + 1L);
      return;
    }
    setState(slot, EXCEPTIONAL);
    if (repeatedCount == repeated.length) {
      repeated = Arrays.copyOf(repeated, 2 * repeatedCount);
    }
    repeated[repeatedCount++] = address;
  }

  /**
   * Looks for the origin's row of each of home's rows. Those that do not simply agree are handed
   * on, together with those that did until they were repeated.
   *
   * <p>Rows go in groups: nearly every look at the table, and then at a row, waits for memory, and
   * the waits of a group overlap when nothing else is done between them.
   */
  void probe(Page home, RowSink exceptional) {
    int row = 0;
    for (int left = home.rows; left > 0; left -= GROUP) {
      row = probeGroup(home.bytes, row, Math.min(left, GROUP), exceptional);
    }
  }

  private int probeGroup(byte[] bytes, int start, int size, RowSink exceptional) {
    int next = start;
    for (int i = 0; i < size; i++) {
      groupRows[i] = next;
      groupHashes[i] = RowLayout.hash(bytes, next, seed);
      next += RowLayout.length(bytes, next);
    }
    for (int i = 0; i < size; i++) {
      groupSlots[i] = slots[slotOf(groupHashes[i])];
    }
    int sum = 0;
    for (int i = 0; i < size; i++) {
      if (groupSlots[i] != 0) {
        int address = address(groupSlots[i]);
        sum += origins.bytes(address)[origins.inPage(address)];
      }
    }
    touched = sum;
    for (int i = 0; i < size; i++) {
      int row = groupRows[i];
      if (!agrees(bytes, row, groupHashes[i], exceptional)) {
        exceptional.add(bytes, row, RowLayout.length(bytes, row));
      }
    }
    return next;
  }

  private boolean agrees(byte[] bytes, int row, long hash, RowSink exceptional) {
    int slot = find(hash, bytes, row);
    long found = slots[slot];
    if (found == 0) {
      return false;
    }
    int state = state(found);
    if (state == UNSEEN) {
      int address = address(found);
      byte[] origin = origins.bytes(address);
      boolean same = RowLayout.same(origin, origins.inPage(address), bytes, row);
      setState(slot, same ? AGREED : EXCEPTIONAL);
      return same;
    }
    if (state == AGREED) {
      // Home's first row was the same, byte for byte.
      int address = address(found);
      byte[] origin = origins.bytes(address);
      int at = origins.inPage(address);
      exceptional.add(origin, at, RowLayout.length(origin, at));
      setState(slot, EXCEPTIONAL);
    }
    return false;
  }

  /** Hands on the origin's rows that home did not simply agree to; gives how many did. */
  long finish(AddressSink exceptional) {
    long agreed = 0;
    for (long slot : slots) {
      if (slot != 0 && state(slot) == AGREED) {
        agreed++;
      } else if (slot != 0) {
        exceptional.add(address(slot));
      }
    }
    for (int i = 0; i < repeatedCount; i++) {
      exceptional.add(repeated[i]);
    }
    return agreed;
  }

  /** The slot of the row with that id, or the empty one where it would be. */
  private int find(long hash, byte[] bytes, int row) {
    long tag = tag(hash);
    int slot = slotOf(hash);
    while (true) {
      long found = slots[slot];
      if (found == 0) {
        return slot;
      }
      if (found >>> TAG_SHIFT == tag) {
        int address = address(found);
        byte[] origin = origins.bytes(address);
        if (RowLayout.sameId(origin, origins.inPage(address), bytes, row)) {
          return slot;
        }
      }
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
  }

  private int slotOf(long hash) {
    return (int) ((hash & ADDRESS_MASK) * slots.length >>> 32);
  }

  private static long tag(long hash) {
    return hash >>> 22 & 0x3FFF_FFFF;
  }

  private static int state(long slot) {
    return (int) (slot >>> STATE_SHIFT) & 3;
  }

  private static int address(long slot) {
    return (int) ((slot & ADDRESS_MASK) - 1);
  }

  private void setState(int slot, int state) {
    slots[slot] = (slots[slot] & ~(3L << STATE_SHIFT)) | (long) state << STATE_SHIFT;
  }

  /** Takes rows, which it must copy. */
  interface RowSink {
    void add(byte[] bytes, int row, int length);
  }

  interface AddressSink {
    void add(int address);
  }
}
