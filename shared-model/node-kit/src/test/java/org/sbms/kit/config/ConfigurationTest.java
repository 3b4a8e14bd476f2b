package org.sbms.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.NodeId;
import org.sbms.kit.db.DatabaseConfig;
import org.sbms.kit.db.DatabaseSettings;

class ConfigurationTest {
  private static final List<Class<?>> CONCERNS =
      List.of(
          NodeConfig.Settings.class,
          HttpConfig.Settings.class,
          LogConfig.Settings.class,
          DatabaseSettings.class);

  private static final String WHOLE_FILE =
      """
      sbms.node.id = NW
      sbms.node.name = Северо-Запад
      sbms.node.directory = /var/lib/sbms
      sbms.http.port = 8444
      sbms.database.uri = postgresql://localhost:5432/sbms_nw
      sbms.database.user = sbms_nw_app
      sbms.database.password = first
      sbms.database.owner = sbms_nw_owner
      sbms.database.owner-password = second
      """;

  @TempDir Path directory;

  @Test
  void aFileAndDefaultsGiveTypedRecords() throws IOException {
    Configuration configuration = read(WHOLE_FILE, Map.of());

    assertThat(NodeConfig.from(configuration))
        .isEqualTo(
            new NodeConfig(
                new NodeId("NW"),
                "Северо-Запад",
                Path.of("/var/lib/sbms"),
                ZoneId.of("UTC"),
                false,
                "1"));
    assertThat(HttpConfig.from(configuration))
        .extracting(HttpConfig::port, HttpConfig::names)
        .containsExactly(8444, List.of("localhost"));
    assertThat(LogConfig.from(configuration))
        .isEqualTo(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.INFO));
  }

  @Test
  void theEnvironmentWinsOverTheFile() throws IOException {
    Configuration configuration =
        read(
            WHOLE_FILE,
            Map.of("SBMS_HTTP_PORT", "9000", "SBMS_LOG_FORMAT", "json", "PATH", "/bin"));

    assertThat(HttpConfig.from(configuration).port()).isEqualTo(9000);
    assertThat(LogConfig.from(configuration).format()).isEqualTo(LogConfig.Format.JSON);
  }

  @Test
  void aNodeCanBeSetByTheEnvironmentAlone() {
    Map<String, String> environment = new HashMap<>();
    environment.put("SBMS_NODE_ID", "central");
    environment.put("SBMS_NODE_DIRECTORY", "/data");
    environment.put("SBMS_HTTP_PORT", "8443");
    Configuration configuration =
        Configuration.read(
            Optional.empty(),
            environment,
            List.of(NodeConfig.Settings.class, HttpConfig.Settings.class));

    assertThat(NodeConfig.from(configuration).id()).isEqualTo(NodeId.CENTRAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sbms.http.prot = 1              | sbms.http.prot in
          sbms.htpp.port = 1              | sbms.htpp.port in
          http.port = 1                   | http.port in
          sbms.http.port = many           | sbms.http.port has a value of the wrong kind
          sbms.http.port = 70000          | sbms.http.port must be 0 to 65535
          sbms.http.instances = 0         | sbms.http.instances must be 1 to 256
          sbms.node.id = North            | sbms.node.id must be central or two capital letters
          sbms.node.id =                  | sbms.node.id is
          sbms.log.format = xml           | sbms.log.format has a value of the wrong kind
          sbms.database.pool-size = 0     | sbms.database.pool-size must be 4 to 500
          sbms.database.uri = mysql://x   | sbms.database.uri must look like
          sbms.database.password-file = x | sbms.database.password or
          """)
  void aBadOrUnknownValueIsOneLineThatNamesTheKey(String line, String expected) {
    assertThatThrownBy(() -> readAll(read(WHOLE_FILE + line + "\n", Map.of())))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(expected)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aMissingValueIsOneLineThatNamesTheKeyAndItsVariable() {
    String without = WHOLE_FILE.replace("sbms.http.port = 8444\n", "");

    assertThatThrownBy(() -> read(without, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("sbms.http.port is missing: set it in the file, or SBMS_HTTP_PORT");
  }

  @Test
  void aMistypedVariableIsRefusedToo() {
    assertThatThrownBy(() -> read(WHOLE_FILE, Map.of("SBMS_HTTP_PROT", "1")))
        .hasMessageStartingWith("SBMS_HTTP_PROT in the environment is no setting");
  }

  @Test
  void aMissingFileIsOneLine() {
    assertThatThrownBy(
            () -> Configuration.read(Optional.of(directory.resolve("none")), Map.of(), CONCERNS))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none cannot be read");
  }

  @Test
  void aSecretComesFromItsFileAndNeverPrintsItself() throws IOException {
    Path secret = Files.writeString(directory.resolve("password"), "s3cret\n");
    String text =
        WHOLE_FILE.replace(
            "sbms.database.password = first", "sbms.database.password-file = " + secret);

    DatabaseConfig database = DatabaseSettings.read(read(text, Map.of()), "test");

    assertThat(database.password()).isEqualTo("s3cret");
    assertThat(database.toString()).doesNotContain("s3cret").doesNotContain("second");
    assertThat(new Secret("s3cret")).hasToString("(secret)");
  }

  private Configuration read(String text, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(directory.resolve("node.properties"), text);
    return Configuration.read(Optional.of(file), environment, CONCERNS);
  }

  private static void readAll(Configuration configuration) {
    NodeConfig.from(configuration);
    HttpConfig.from(configuration);
    LogConfig.from(configuration);
    DatabaseSettings.read(configuration, "test");
  }
}
