package org.sbms.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small enough for every run; what it measures then means nothing, that all agree does. */
class ReconcileBenchTest {
  @Test
  void oursAndTheReferencesAgreeWithTheTruth() throws Exception {
    long left = leftovers();
    ReconcileBench.Report report =
        new ReconcileBench(
                new ReconcileBench.Options(20_000, 2, DuckDbDriver.isHere(), true, List.of(2)))
            .run();

    assertThat(report.allAgree()).isTrue();
    assertThat(report.planted()).isEqualTo(20);
    assertThat(report.ours().seconds()).isPositive();
    assertThat(report.ours().peakMib().orElseThrow()).isBetween(20.0, 1024.0);
    assertThat(report.references()).containsKeys("cluster2", "bareHashJoin", "postgreSql");
    report.references().values().forEach(each -> assertThat(each.timesOurs()).isPresent());
    assertThat(BenchReport.json(report)).contains("\"timesOurs\"", "\"peakMib\"");
    assertThat(leftovers()).isEqualTo(left);
  }

  private static long leftovers() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.list(temporary)) {
      List<String> names = files.map(file -> String.valueOf(file.getFileName())).toList();
      return names.stream().filter(name -> name.startsWith("sbms-bench-reconcile-")).count();
    }
  }
}
