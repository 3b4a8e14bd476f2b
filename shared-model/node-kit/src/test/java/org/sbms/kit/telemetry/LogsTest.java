package org.sbms.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.NodeId;
import org.sbms.kit.config.LogConfig;
import org.sbms.kit.config.NodeConfig;
import org.sbms.kit.json.Json;
import org.slf4j.LoggerFactory;

class LogsTest {
  private static final NodeConfig NODE =
      new NodeConfig(new NodeId("SO"), "South", Path.of("."), ZoneOffset.UTC, false, "2");

  private final PrintStream standardOutput = System.out;

  @AfterEach
  void restore() {
    System.setOut(standardOutput);
    ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
  }

  @Test
  void everyLineOfTextNamesNodeAndTraceAndNoMessageMakesTwoLines() {
    String text = logged(LogConfig.Format.TEXT, "first\nforged");

    assertThat(text.lines()).hasSize(1);
    assertThat(text).containsPattern(" INFO  SO [0-9a-f]{32} .*LogsTest - first \\| forged\\R");
  }

  @Test
  void jsonLinesCarryTheSame() throws IOException {
    JsonNode line = Json.MAPPER.readTree(logged(LogConfig.Format.JSON, "first\nsecond"));

    assertThat(line.path("node").asText()).isEqualTo("SO");
    assertThat(line.path("trace").asText()).matches("[0-9a-f]{32}");
    assertThat(line.path("message").asText()).isEqualTo("first\nsecond");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
  }

  @Test
  void anErrorKeepsItsStackInOneJsonLine() throws IOException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    LoggingEvent event =
        new LoggingEvent(
            "x",
            context.getLogger("x"),
            Level.ERROR,
            "failed",
            new IllegalStateException("why"),
            null);

    byte[] line = new JsonLogEncoder(NODE).encode(event);

    assertThat(Json.MAPPER.readTree(line).path("error").asText())
        .contains("IllegalStateException: why")
        .contains("anErrorKeepsItsStack");
  }

  private String logged(LogConfig.Format format, String message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    Logs.configure(new LogConfig(format, LogConfig.Level.INFO), NODE);
    Tracing.traced(
        "test",
        () -> {
          LoggerFactory.getLogger("org.sbms.LogsTest").info(message);
          return "";
        });
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
