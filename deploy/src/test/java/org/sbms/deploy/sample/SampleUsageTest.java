package org.sbms.deploy.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.contract.BranchCode;
import org.sbms.contract.subscriber.SubscriberState;

final class SampleUsageTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
  private static final BranchCode NW = new BranchCode("NW");

  @Test
  void everyRecordIsOfSomebodyWhoIsServedAndWhosePlanPricesIt() {
    Set<String> phones = numbers("PHONE");
    Set<String> cards = numbers("SMART_CARD");
    Set<String> ids = new HashSet<>();
    List<String> lines = SampleUsage.lines(NW, TODAY, ZONE);
    assertThat(lines).hasSizeBetween(1_000, 20_000);
    for (String line : lines) {
      String[] words = line.strip().split(",", -1);
      assertThat(ids.add(words[0])).as(line).isTrue();
      assertThat(Set.of("VOD", "PPV").contains(words[1]) ? cards : phones).contains(words[2]);
      LocalDate day = OffsetDateTime.parse(words[3]).atZoneSameInstant(ZONE).toLocalDate();
      assertThat(day).isBetween(TODAY.minusDays(20), TODAY.minusDays(1));
    }
  }

  @Test
  void bothFilesAreWrittenAndTheOneWithMistakesHasOneOfEachSort(@TempDir Path folder)
      throws IOException {
    SampleUsage.write(folder, NW, TODAY, ZONE);
    assertThat(Files.readAllLines(folder.resolve("usage-NW.csv")).getFirst() + "\n")
        .isEqualTo(SampleUsage.HEADER);
    assertThat(Files.readAllLines(folder.resolve("usage-NW-with-mistakes.csv"))).hasSize(12);
  }

  private static Set<String> numbers(String kind) {
    return SampleSubscribers.of(NW, TODAY, SampleSubscribers.A_BRANCH).stream()
        .filter(subscriber -> subscriber.state() == SubscriberState.ACTIVE)
        .flatMap(subscriber -> subscriber.identifiers().stream())
        .filter(identifier -> identifier.kind().equals(kind))
        .map(SampleSubscriber.Identifier::value)
        .collect(Collectors.toSet());
  }
}
