package org.sbms.kit.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals values with AES-256-GCM, and makes fingerprints by which sealed things are found without
 * being opened. The key is not in the database, so a copy of that alone tells nothing.
 */
public final class Seal {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec sealing;
  private final SecretKeySpec marking;
  private final SecureRandom random = new SecureRandom();

  Seal(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, not " + key.length);
    }
    this.sealing = new SecretKeySpec(derived(key, "seal"), "AES");
    this.marking = new SecretKeySpec(derived(key, "fingerprint"), "HmacSHA256");
  }

  /**
   * With the key in a file, made there the first time; only its owner may read it. Whoever loses
   * the file loses what was sealed.
   */
  public static Seal of(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        make(folder, file);
      }
      return new Seal(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file.toString(), unreadable);
    }
  }

  /**
   * @param context what the value belongs to, such as an account: sealed for one, it does not open
   *     for another
   */
  public byte[] seal(String context, byte[] value) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, context, value, 0).orElseThrow();
    return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
  }

  /** Empty when it was sealed with another key, for something else, or was changed since. */
  public Optional<byte[]> open(String context, byte[] sealed) {
    return sealed.length < NONCE_BYTES
        ? Optional.empty()
        : run(
            Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), context, sealed, NONCE_BYTES);
  }

  /** The same for the same text; says nothing of the text to who has not the key. */
  public byte[] fingerprint(String text) {
    return mac(marking, text);
  }

  private Optional<byte[]> run(int mode, byte[] nonce, String context, byte[] text, int from) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return Optional.of(cipher.doFinal(text, from, text.length - from));
    } catch (javax.crypto.AEADBadTagException foreign) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has AES-GCM", impossible);
    }
  }

  private static byte[] derived(byte[] key, String purpose) {
    return mac(new SecretKeySpec(key, "HmacSHA256"), purpose);
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
    }
  }

  /** Written aside and moved, so that a crash leaves no half key. */
  private static void make(Path folder, Path file) throws IOException {
    Files.createDirectories(folder);
    Path draft = createPrivately(folder, file.getFileName() + "-");
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Files.write(draft, key);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path createPrivately(Path folder, String name) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? Files.createTempFile(
            folder,
            name,
            ".draft",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createTempFile(folder, name, ".draft");
  }
}
