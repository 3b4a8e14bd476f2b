package org.sbms.reconciliation.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registers that come with the product, against the truth that comes with them. */
class SampleRegistersTest {
  private static final Path SAMPLES = Path.of("../docs/samples");

  @TempDir Path directory;

  @Test
  void exactlyThePlantedDiscrepanciesAreFound() throws IOException {
    Path found = directory.resolve("found.csv");

    int code =
        run(
            files("origin-NW-2026-11-20.csv", "origin-SO-2026-11-20.csv"),
            files("home-SO-2026-11-20.csv", "home-NW-2026-11-20.csv"),
            Optional.of(found));

    assertThat(code).isEqualTo(ReconcileCommand.MISMATCHES);
    assertThat(Files.readAllLines(found))
        .containsExactlyInAnyOrderElementsOf(
            Files.readAllLines(SAMPLES.resolve("mismatches-2026-11-20.csv")));
  }

  @Test
  void theCleanPairMatches() {
    int code =
        run(
            files("origin-NW-2026-11-20-clean.csv"),
            files("home-SO-2026-11-20-clean.csv"),
            Optional.empty());
    assertThat(code).isEqualTo(ReconcileCommand.ALL_MATCHED);
  }

  private static List<Path> files(String... names) {
    return Stream.of(names).map(SAMPLES::resolve).toList();
  }

  private static int run(List<Path> origins, List<Path> homes, Optional<Path> out) {
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    return ReconcileCommand.run(
        origins, homes, out, MatchOptions.withThreads(2), nowhere, System.err);
  }
}
