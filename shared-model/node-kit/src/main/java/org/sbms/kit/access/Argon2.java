package org.sbms.kit.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id in the PHC string format: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. */
final class Argon2 {
  static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;

  /** What a stored hash may ask for at most: a planted one must not take the node down. */
  private static final int MAX_MEMORY_KIB = 256 * 1024;

  private static final int MAX_PASSES = 10;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,64})\\$([A-Za-z0-9+/]{22,128})");

  private Argon2() {}

  static String hash(String password, byte[] salt) {
    byte[] hash = run(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /** Hashes with the parameters of the stored text, which may be older than ours. */
  static boolean matches(String password, String phc) {
    Matcher stored = PHC.matcher(phc);
    if (!stored.matches()) {
      throw new IllegalStateException("a stored password hash is not Argon2id");
    }
    int memoryKib = Integer.parseInt(stored.group(1));
    int passes = Integer.parseInt(stored.group(2));
    if (memoryKib > MAX_MEMORY_KIB || passes > MAX_PASSES) {
      throw new IllegalStateException("a stored password hash asks for too much");
    }
    byte[] salt = Base64.getDecoder().decode(stored.group(4));
    byte[] expected = Base64.getDecoder().decode(stored.group(5));
    byte[] found =
        run(password, salt, memoryKib, passes, Integer.parseInt(stored.group(3)), expected.length);
    return MessageDigest.isEqual(found, expected);
  }

  private static byte[] run(
      String password, byte[] salt, int memoryKib, int passes, int lanes, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] hash = new byte[length];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }
}
