package org.sbms.branch.cardgateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

class CardSettingsTest {
  private static final String MAIN =
      """
      sbms.cards.gateways.main.base-url = https://pay.example/v1
      sbms.cards.gateways.main.merchant = shop-1
      sbms.cards.gateways.main.api-key = key-1
      """;

  @TempDir Path folder;

  @Test
  void noneIsSetUpUnlessTheSettingsSaySo() throws IOException {
    assertThat(read("")).isEmpty();
  }

  @Test
  void severalHaveNamesOfTheirOwnAndSecretsMayLieInFiles() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "whsec-1\n");
    List<GatewayAccess> found =
        read(
            MAIN
                + "sbms.cards.gateways.main.webhook-secret-file = "
                + secret
                + "\nsbms.cards.gateways.main.timeout = PT3S\n"
                + MAIN.replace("main", "also").replace("shop-1", "shop-2")
                + "sbms.cards.gateways.also.webhook-secret = whsec-2\n");
    assertThat(found).extracting(GatewayAccess::name).containsExactly("also", "main");
    GatewayAccess main = found.getLast();
    assertThat(main.webhookSecret().value()).isEqualTo("whsec-1");
    assertThat(main.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(main.payWithin()).isEqualTo(Duration.ofMinutes(30));
    assertThat(main.toString()).as("no secret is printed").doesNotContain("whsec", "key-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sbms.cards.gateways.main.base-url = http://pay.example | base-url
          sbms.cards.gateways.main.base-url = ftp://pay.example  | base-url
          sbms.cards.gateways.main.timeout = PT2M                | timeout
          sbms.cards.gateways.main.pay-within = PT1S             | pay-within
          sbms.cards.gateways.main.webhook-secret-file = /none   | webhook-secret
          sbms.cards.gateways.main.bas-url = https://x.example   | bas-url
          """)
  void whatIsWrongStopsTheNodeWithTheKey(String line, String key) {
    String file = MAIN + "sbms.cards.gateways.main.webhook-secret = whsec\n" + line + "\n";
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }

  private List<GatewayAccess> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("node.properties"), text);
    return CardSettings.from(
        Configuration.read(Optional.of(file), Map.of(), List.of(CardSettings.Settings.class)));
  }
}
