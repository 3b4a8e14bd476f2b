package org.sbms.reconciliation.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.MismatchKind;

/** Registers with discrepancies planted by seed: all are found, none is invented. */
class PlantedRegistersTest {
  private static final List<MismatchKind> KINDS =
      List.copyOf(
          EnumSet.complementOf(EnumSet.of(MismatchKind.DAY_DIFFERS, MismatchKind.CHAIN_BROKEN)));
  private static final String[] BRANCHES = {"NW", "SO", "UR", "FE"};

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"1, 50000, 1000, 2", "2, 20000, 500, 1", "3, 2000, 2000, 4", "4, 1, 1, 1"})
  void allPlantedDiscrepanciesAreFoundAndNoneInvented(
      long seed, int pairs, int planted, int threads) throws Exception {
    Random random = new Random(seed);
    List<String> origins = new ArrayList<>();
    List<String> homes = new ArrayList<>();
    Map<String, MismatchKind> truth = new HashMap<>();
    for (int i = 0; i < pairs; i++) {
      Payment payment = Payment.random(random);
      if (i < planted) {
        MismatchKind kind = KINDS.get(random.nextInt(KINDS.size()));
        truth.put(payment.id, kind);
        plant(kind, payment, random, origins, homes);
      } else {
        boolean reversed = random.nextInt(20) == 0;
        origins.add(payment.row(reversed ? "REVERSED" : "ACCEPTED"));
        homes.add(payment.row(reversed ? "REVERSED" : "POSTED"));
      }
    }
    Collections.shuffle(origins, random);
    Collections.shuffle(homes, random);

    int half = origins.size() / 2;
    RegisterReport report =
        RegisterMatcher.match(
            List.of(
                register("origin-1.csv", "accepted_at", origins.subList(0, half)),
                register("origin-2.csv", "accepted_at", origins.subList(half, origins.size()))),
            List.of(register("home.csv", "posted_at", homes)),
            threads);

    Map<String, MismatchKind> found =
        report.mismatches().stream()
            .collect(Collectors.toMap(RegisterMismatch::transactionId, RegisterMismatch::kind));
    assertThat(found).isEqualTo(truth);
    assertThat(report.pairs()).isEqualTo(pairs);
    assertThat(report.matched()).isEqualTo(pairs - planted);
    if (planted >= 500) {
      assertThat(Set.copyOf(truth.values())).containsExactlyInAnyOrderElementsOf(KINDS);
    }
  }

  private static void plant(
      MismatchKind kind, Payment payment, Random random, List<String> origins, List<String> homes) {
    String accepted = payment.row("ACCEPTED");
    String posted = payment.row("POSTED");
    switch (kind) {
      case MISSING_AT_HOME -> origins.add(accepted);
      case MISSING_AT_ORIGIN -> homes.add(posted);
      case AMOUNT_DIFFERS -> {
        origins.add(accepted);
        homes.add(payment.withMinor(payment.minor + 1 + random.nextInt(100)).row("POSTED"));
      }
      case CURRENCY_DIFFERS -> {
        origins.add(accepted);
        homes.add(payment.withCurrency("EUR").row("POSTED"));
      }
      case ACCOUNT_DIFFERS -> {
        origins.add(accepted);
        homes.add(payment.withAccount(payment.account + "7").row("POSTED"));
      }
      case STATUS_DIFFERS -> {
        origins.add(accepted);
        homes.add(payment.row(random.nextBoolean() ? "REVERSED" : "REJECTED"));
      }
      case DUPLICATE -> {
        List<String> twice = random.nextBoolean() ? origins : homes;
        origins.add(accepted);
        homes.add(posted);
        twice.add(twice == origins ? accepted : posted);
      }
      case BRANCH_DIFFERS -> {
        origins.add(accepted);
        homes.add(payment.withOrigin("KA").row("POSTED"));
      }
      case DAY_DIFFERS, CHAIN_BROKEN -> throw new IllegalStateException("no register shows it");
    }
  }

  private Path register(String name, String timeColumn, List<String> rows) throws IOException {
    String header =
        "transaction_id,origin_branch,home_branch,account,amount,currency,%s,status"
            .formatted(timeColumn);
    Path file = dir.resolve(name);
    List<String> lines = new ArrayList<>(List.of(header));
    lines.addAll(rows);
    return Files.write(file, lines, StandardCharsets.UTF_8);
  }

  private record Payment(
      String id, String origin, String home, String account, long minor, String currency) {

    static Payment random(Random random) {
      String home = BRANCHES[random.nextInt(BRANCHES.length)];
      return new Payment(
          new java.util.UUID(random.nextLong(), random.nextLong()).toString(),
          BRANCHES[random.nextInt(BRANCHES.length)],
          home,
          home + random.nextInt(1_000_000),
          random.nextInt(10_000_000),
          "RUB");
    }

    Payment withMinor(long other) {
      return new Payment(id, origin, home, account, other, currency);
    }

    Payment withCurrency(String other) {
      return new Payment(id, origin, home, account, minor, other);
    }

    Payment withAccount(String other) {
      return new Payment(id, origin, home, other, minor, currency);
    }

    Payment withOrigin(String other) {
      return new Payment(id, other, home, account, minor, currency);
    }

    String row(String status) {
      return "%s,%s,%s,%s,%d.%02d,%s,2026-11-22T10:00:00Z,%s"
          .formatted(id, origin, home, account, minor / 100, minor % 100, currency, status);
    }
  }
}
