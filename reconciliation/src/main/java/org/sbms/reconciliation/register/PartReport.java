package org.sbms.reconciliation.register;

import java.nio.ByteBuffer;
import java.util.List;

/** What came of one part. However often a part is judged, the same comes of it. */
public record PartReport(int part, long pairs, long matched, List<RegisterMismatch> mismatches) {

  public PartReport {
    mismatches = List.copyOf(mismatches);
  }

  /** As it is kept until all parts are judged. */
  public byte[] toBytes() {
    byte[] told = MismatchRun.bytes(mismatches);
    return ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES + told.length)
        .putInt(part)
        .putLong(pairs)
        .putLong(matched)
        .put(told)
        .array();
  }

  public static PartReport of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int part = buffer.getInt();
    long pairs = buffer.getLong();
    long matched = buffer.getLong();
    byte[] told = new byte[buffer.remaining()];
    buffer.get(told);
    return new PartReport(part, pairs, matched, MismatchRun.mismatches(told));
  }
}
