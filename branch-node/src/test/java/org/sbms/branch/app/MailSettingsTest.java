package org.sbms.branch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.delivery.SmtpConfig;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;

class MailSettingsTest {
  private static final String MAIN =
      """
      sbms.mail.host = mail.example
      sbms.mail.from = bills@nw.example
      """;

  @TempDir Path folder;

  @Test
  void withoutAHostMailsWait() throws IOException {
    assertThat(read("")).isEmpty();
  }

  @Test
  void theConnectionIsSecretUnlessTheSettingsSayOtherwise() throws IOException {
    SmtpConfig found = read(MAIN).orElseThrow();
    assertThat(found.security()).isEqualTo(SmtpConfig.Security.STARTTLS);
    assertThat(found.port()).isEqualTo(587);
    assertThat(found.trusted()).isEmpty();
    Path authority = Files.writeString(folder.resolve("ca.pem"), "");
    SmtpConfig tls =
        read(MAIN
                + "sbms.mail.security = tls\nsbms.mail.port = 465\nsbms.mail.ca-file = "
                + authority
                + "\nsbms.mail.user = bills\nsbms.mail.password = secret-1\n")
            .orElseThrow();
    assertThat(tls.security()).isEqualTo(SmtpConfig.Security.TLS);
    assertThat(tls.trusted()).contains(authority);
    assertThat(tls.toString()).as("no secret is printed").doesNotContain("secret-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sbms.mail.security = ssl        | security
          sbms.mail.port = 0              | port
          sbms.mail.port = 65536          | port
          sbms.mail.from = nobody         | from
          sbms.mail.ca-file = /no/such    | ca-file
          sbms.mail.user = bills          | password
          """)
  void aBadValueStopsTheNodeWithItsName(String line, String key) {
    assertThatThrownBy(() -> read(MAIN + line + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sbms.mail." + key);
  }

  private Optional<SmtpConfig> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("node.properties"), text);
    return MailSettings.smtp(
        Configuration.read(Optional.of(file), Map.of(), List.of(MailSettings.class)));
  }
}
