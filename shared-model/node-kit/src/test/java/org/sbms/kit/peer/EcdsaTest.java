package org.sbms.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsonwebtoken.Jwts;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A node without the native library and one with it must take each other's tokens. */
class EcdsaTest {
  private final KeyPair keys = Jwts.SIG.ES256.keyPair().build();

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void theNativeLibraryIsUsedWhereThereIsOne() {
    assertThat(Ecdsa.provider()).isNotNull();
  }

  @Test
  void theJdkTakesWhatBoringSslSigned() {
    String token =
        Jwts.builder()
            .provider(Ecdsa.provider())
            .subject("clerk")
            .signWith(Ecdsa.own(keys.getPrivate()), Jwts.SIG.ES256)
            .compact();
    String subject =
        Jwts.parser()
            .verifyWith(keys.getPublic())
            .build()
            .parseSignedClaims(token)
            .getPayload()
            .getSubject();
    assertThat(subject).isEqualTo("clerk");
  }

  @Test
  void boringSslTakesWhatTheJdkSigned() {
    String token =
        Jwts.builder().subject("clerk").signWith(keys.getPrivate(), Jwts.SIG.ES256).compact();
    String subject =
        Jwts.parser()
            .provider(Ecdsa.provider())
            .verifyWith(Ecdsa.own(keys.getPublic()))
            .build()
            .parseSignedClaims(token)
            .getPayload()
            .getSubject();
    assertThat(subject).isEqualTo("clerk");
  }
}
