package org.sbms.kit.peer;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signatures of tokens by BoringSSL where its native library is there, else by the JDK. Each call
 * between branches is signed once and checked once, and the JDK takes 130 µs and 390 µs for what
 * takes 19 µs and 51 µs here.
 */
final class Ecdsa {
  private static final Logger log = LoggerFactory.getLogger(Ecdsa.class);
  private static final Optional<Provider> NATIVE = load();

  private Ecdsa() {}

  /** Null means the JDK's own, as jjwt takes it. */
  static @Nullable Provider provider() {
    return NATIVE.orElse(null);
  }

  /** The same key in the provider's own form, so that it is not translated again at each use. */
  static PrivateKey own(PrivateKey key) {
    try {
      return NATIVE.isEmpty()
          ? key
          : factory(NATIVE.get()).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException unusable) {
      throw new IllegalArgumentException("no key for ECDSA", unusable);
    }
  }

  static PublicKey own(PublicKey key) {
    try {
      return NATIVE.isEmpty()
          ? key
          : factory(NATIVE.get()).generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException unusable) {
      throw new IllegalArgumentException("no key for ECDSA", unusable);
    }
  }

  private static KeyFactory factory(Provider provider) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC", provider);
  }

  private static Optional<Provider> load() {
    try {
      return Conscrypt.isAvailable()
          ? Optional.of(Conscrypt.newProviderBuilder().provideTrustManager(false).build())
          : Optional.empty();
    } catch (LinkageError missing) {
      log.info("signatures by the JDK: {}", missing.toString());
      return Optional.empty();
    }
  }
}
