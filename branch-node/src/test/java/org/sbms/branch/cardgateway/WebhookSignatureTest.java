package org.sbms.branch.cardgateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.cardgateway.WebhookSignature.Verdict;
import org.sbms.kit.config.Secret;

class WebhookSignatureTest {
  private static final Secret SECRET = new Secret("whsec");
  private static final byte[] BODY = "{\"a\":1}".getBytes(UTF_8);
  private static final Instant NOW = Instant.ofEpochSecond(1_764_066_000L);

  /** Worked out with openssl: printf '1764066000.{"a":1}' | openssl dgst -sha256 -hmac whsec. */
  private static final String KNOWN =
      "698b4f2972dfebe91d6127d6ab326a31d1a396fd9279f5b58336faaac0897e52";

  @Test
  void aSignatureMadeByAnotherProgramIsGood() {
    assertThat(WebhookSignature.judge("t=1764066000,v1=" + KNOWN, BODY, SECRET, NOW))
        .isEqualTo(Verdict.GOOD);
    assertThat(WebhookSignature.header(BODY, SECRET, NOW)).isEqualTo("t=1764066000,v1=" + KNOWN);
  }

  @ParameterizedTest
  @CsvSource({"0, GOOD", "300, GOOD", "-300, GOOD", "301, STALE", "-301, STALE", "86400, STALE"})
  void whatIsTooFarAwayIsStale(long seconds, Verdict verdict) {
    String header = WebhookSignature.header(BODY, SECRET, NOW);
    assertThat(WebhookSignature.judge(header, BODY, SECRET, NOW.plusSeconds(seconds)))
        .isEqualTo(verdict);
  }

  @Test
  void anotherBodyTimeOrSecretIsBad() {
    String header = WebhookSignature.header(BODY, SECRET, NOW);
    assertThat(WebhookSignature.judge(header, "{\"a\":2}".getBytes(UTF_8), SECRET, NOW))
        .isEqualTo(Verdict.BAD);
    assertThat(
            WebhookSignature.judge(header.replace("1764066000", "1764066001"), BODY, SECRET, NOW))
        .isEqualTo(Verdict.BAD);
    assertThat(WebhookSignature.judge(header, BODY, new Secret("other"), NOW))
        .isEqualTo(Verdict.BAD);
  }

  @ParameterizedTest
  @CsvSource({"''", "t=1", "'t=,v1='", "'v1=00,t=1'", "'t=1764066000,v1=00'"})
  void whatIsNoSignatureIsBad(String header) {
    assertThat(WebhookSignature.judge(header, BODY, SECRET, NOW)).isEqualTo(Verdict.BAD);
  }
}
