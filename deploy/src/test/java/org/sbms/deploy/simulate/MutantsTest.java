package org.sbms.deploy.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sbms.deploy.simulate.Mutants.Mutant;

/** A simulator that notices nothing proves nothing: each broken rule must be noticed. */
final class MutantsTest {
  private static final long SEEDS = 200;

  @BeforeAll
  static void quiet() {
    Campaign.quieten();
  }

  static Stream<Mutant> mutants() {
    return Mutants.all().stream();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void isCaughtWithin200Seeds(Mutant mutant) {
    Optional<SeedReport> caught =
        LongStream.rangeClosed(1, SEEDS)
            .mapToObj(seed -> Simulation.run(seed, mutant.protocol()))
            .filter(report -> report.broken().isPresent())
            .findFirst();
    assertThat(caught).as("%s in %d seeds", mutant, SEEDS).isPresent();
    caught.ifPresent(report ->
        System.out.printf(
            "%s: caught by %s at seed %d%n",
            mutant, report.broken().orElseThrow().invariant(), report.seed()));
  }

  @Test
  void eachRuleIsBrokenByOneAtLeast() {
    assertThat(Mutants.all().stream().map(Mutant::rule))
        .contains("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11");
    assertThat(Mutants.all()).hasSizeGreaterThanOrEqualTo(15);
  }

  /**
   * Prints the table of docs/protocol.md: {@code -Dsbms.simulate.table=all}, or those whose words
   * contain some.
   */
  @Test
  @EnabledIfSystemProperty(named = "sbms.simulate.table", matches = ".+")
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void table() {
    String asked = System.getProperty("sbms.simulate.table");
    List<Mutant> mutants =
        Mutants.all().stream()
            .filter(mutant -> asked.equals("all") || mutant.what().contains(asked))
            .toList();
    for (Mutant mutant : mutants) {
      List<String> caught =
          LongStream.rangeClosed(1, SEEDS)
              .parallel()
              .mapToObj(seed -> Simulation.run(seed, mutant.protocol()))
              .flatMap(report -> report.broken().stream())
              .map(SeedReport.Broken::invariant)
              .toList();
      Map<String, Long> by =
          caught.stream()
              .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
      System.out.printf(
          "| %s | %s | %s | %.1f %% |%n",
          mutant.rule(),
          mutant.what(),
          String.join(", ", by.keySet()),
          100.0 * caught.size() / SEEDS);
      assertThat(caught).as(mutant.toString()).isNotEmpty();
    }
  }
}
