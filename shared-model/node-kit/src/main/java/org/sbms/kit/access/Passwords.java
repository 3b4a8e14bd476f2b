package org.sbms.kit.access;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Hashes passwords away from the threads that serve, so many at a time and no more: every hash
 * takes 19 MiB and some 50 ms of one core.
 */
public final class Passwords {
  public static final int MIN_LENGTH = 8;
  public static final int MAX_LENGTH = 128;
  private static final int PARALLEL = 2;
  private static final int MAX_WAITING = 100;

  private final WorkerExecutor workers;
  private final AtomicInteger waiting = new AtomicInteger();

  /** For an unknown login, so that it takes as long as a known one. */
  private final String nobody;

  public Passwords(Vertx vertx) {
    this.workers = vertx.createSharedWorkerExecutor("passwords", PARALLEL);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.nobody = Argon2.hash(new String(random, StandardCharsets.ISO_8859_1), salt());
  }

  /** Hashes with a random salt; for seeding and start-up, on the calling thread. */
  public static String hashNow(String password) {
    return Argon2.hash(password, salt());
  }

  /**
   * Hashes with a salt made of a unique text, such as a command's key, so that the same command
   * sent again is the same; empty when too many wait.
   */
  Optional<String> hash(String password, String unique) {
    return bounded(() -> Argon2.hash(password, saltOf(unique)));
  }

  /** Whether the password is right; empty when too many wait to be told. */
  Optional<Boolean> matches(String password, Optional<String> hash) {
    return bounded(() -> {
      boolean same = Argon2.matches(password, hash.orElse(nobody));
      return same && hash.isPresent();
    });
  }

  private <T> Optional<T> bounded(Supplier<T> work) {
    if (waiting.incrementAndGet() > MAX_WAITING) {
      waiting.decrementAndGet();
      return Optional.empty();
    }
    try {
      return Optional.of(workers.executeBlocking(work::get, false).await());
    } finally {
      waiting.decrementAndGet();
    }
  }

  private static byte[] salt() {
    byte[] salt = new byte[Argon2.SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return salt;
  }

  private static byte[] saltOf(String unique) {
    MessageDigest sha256 = Tokens.sha256();
    byte[] digest = sha256.digest(unique.getBytes(StandardCharsets.UTF_8));
    return java.util.Arrays.copyOf(digest, Argon2.SALT_BYTES);
  }
}
