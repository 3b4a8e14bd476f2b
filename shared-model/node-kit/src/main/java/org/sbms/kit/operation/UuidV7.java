package org.sbms.kit.operation;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Time-ordered ids (RFC 9562, version 7): 48 bits of milliseconds, then randomness. */
public final class UuidV7 {
  private UuidV7() {}

  public static UUID next(Instant now, RandomGenerator random) {
    long high = now.toEpochMilli() << 16 | 0x7000 | random.nextInt(1 << 12);
    long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
