package org.sbms.branch.cardgateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sbms.kit.config.Secret;

/**
 * The header {@code t=<seconds>,v1=<hex>}: HMAC-SHA-256 over the seconds since 1970, a dot, and the
 * body as it came.
 */
final class WebhookSignature {
  /** Either way: clocks differ, and what is older may be a replay. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final Pattern HEADER = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-fA-F]{64})");
  private static final String ALGORITHM = "HmacSHA256";

  enum Verdict {
    GOOD,
    BAD,
    STALE
  }

  private WebhookSignature() {}

  /** The signature before the time: who cannot sign learns nothing of our clock. */
  static Verdict judge(String header, byte[] body, Secret secret, Instant now) {
    Matcher parts = HEADER.matcher(header);
    if (!parts.matches()) {
      return Verdict.BAD;
    }
    long seconds = Long.parseLong(parts.group(1));
    byte[] said = HexFormat.of().parseHex(parts.group(2));
    if (!MessageDigest.isEqual(mac(seconds, body, secret), said)) {
      return Verdict.BAD;
    }
    long away = Math.abs(now.getEpochSecond() - seconds);
    return away <= WINDOW.toSeconds() ? Verdict.GOOD : Verdict.STALE;
  }

  static String header(byte[] body, Secret secret, Instant now) {
    long seconds = now.getEpochSecond();
    return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac(seconds, body, secret));
  }

  private static byte[] mac(long seconds, byte[] body, Secret secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
    }
  }
}
