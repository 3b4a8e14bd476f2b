package org.sbms.deploy.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sbms.contract.BranchCode;
import org.sbms.deploy.federation.SampleBranch;

class SampleSubscribersTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final BranchCode NW = new BranchCode("NW");

  @Test
  void theSameSeedMakesTheSameSubscribers() {
    assertThat(SampleSubscribers.of(NW, TODAY, 50)).isEqualTo(SampleSubscribers.of(NW, TODAY, 50));
  }

  @ParameterizedTest
  @EnumSource(SampleBranch.class)
  void everyBranchHasOverAThousandWhomTheirOwnNumbersFind(SampleBranch branch) {
    List<SampleSubscriber> all =
        SampleSubscribers.of(branch.code(), TODAY, SampleSubscribers.A_BRANCH);
    Set<String> numbers = new HashSet<>();
    all.forEach(subscriber -> {
      assertThat(subscriber.account().home()).isEqualTo(branch.code());
      assertThat(subscriber.identifiers()).isNotEmpty();
      subscriber
          .identifiers()
          .forEach(identifier -> assertThat(numbers.add(identifier.value())).isTrue());
    });
    assertThat(all).hasSizeGreaterThanOrEqualTo(1_000);
    assertThat(all.stream().map(SampleSubscriber::account)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(SampleBranch.class)
  void everyNumberLiesInARangeThatTheBranchServes(SampleBranch branch) throws IOException {
    List<Range> ranges = ranges(branch.name());
    for (SampleSubscriber subscriber :
        SampleSubscribers.of(branch.code(), TODAY, SampleSubscribers.A_BRANCH)) {
      for (SampleSubscriber.Identifier identifier : subscriber.identifiers()) {
        if (!Set.of("LOGIN", "SIM").contains(identifier.kind())) {
          long number = Long.parseLong(identifier.value());
          assertThat(ranges)
              .as("%s of %s", identifier, branch)
              .anyMatch(range -> range.first() <= number && number <= range.last());
        }
      }
    }
  }

  private record Range(long first, long last) {}

  private static List<Range> ranges(String branch) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("../docs/samples/number-ranges.csv"))) {
      return lines
          .map(line -> line.split(",", -1))
          .filter(columns -> columns[3].equals(branch))
          .map(columns -> new Range(Long.parseLong(columns[1]), Long.parseLong(columns[2])))
          .toList();
    }
  }

  @Test
  void historiesLieInThePastTwelveMonthsAndMostBalancesAreSmall() {
    List<SampleSubscriber> all = SampleSubscribers.of(NW, TODAY, 1_000);
    for (SampleSubscriber subscriber : all) {
      assertThat(subscriber.charges())
          .allSatisfy(charge ->
              assertThat(charge.day()).isAfter(TODAY.minusMonths(13)).isBeforeOrEqualTo(TODAY));
      assertThat(subscriber.receipts())
          .allSatisfy(receipt -> assertThat(receipt.day()).isBefore(TODAY));
    }
    assertThat(all.stream().filter(one -> Math.abs(one.balanceMinor()) < 5_000_00).count())
        .isGreaterThan(950);
    assertThat(all.stream().filter(one -> one.receipts().size() > 5).count()).isGreaterThan(600);
  }
}
