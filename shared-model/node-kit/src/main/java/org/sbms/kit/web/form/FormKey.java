package org.sbms.kit.web.form;

import java.security.SecureRandom;
import java.util.UUID;

/** The idempotency key of a form: a UUIDv7, made before the form is shown. */
final class FormKey {
  private static final SecureRandom RANDOM = new SecureRandom();

  private FormKey() {}

  static String next() {
    long high = (System.currentTimeMillis() << 16) | 0x7000 | (RANDOM.nextInt() & 0x0fff);
    long low = (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
