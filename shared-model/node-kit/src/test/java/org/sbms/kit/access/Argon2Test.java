package org.sbms.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Argon2Test {
  @Test
  void a_hash_says_its_parameters_and_knows_its_password_only() {
    String hash = Argon2.hash("пароль", "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$");
    assertThat(Argon2.matches("пароль", hash)).isTrue();
    assertThat(Argon2.matches("пароль ", hash)).isFalse();
  }

  @Test
  void a_planted_hash_that_asks_for_too_much_is_refused() {
    assertThatThrownBy(() ->
            Argon2.matches(
                "x",
                "$argon2id$v=19$m=9999999,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
                    + "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"))
        .isInstanceOf(IllegalStateException.class);
  }
}
