package org.sbms.reconciliation.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.reconciliation.sample.RegisterSample;
import org.sbms.reconciliation.sample.SamplePlan;

/** What is found depends on the registers alone: not on threads, memory or the order of files. */
class EnginePropertiesTest {
  private static final long PLENTY = 256L << 20;
  private static final long TINY = 64 << 10;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"1, 3000", "2, 3000", "3, 12000", "4, 1", "5, 40", "6, 3000", "7, 3000", "8, 3000"})
  void oddRegistersGiveWhatThePlainRulesGive(long seed, int transactions) throws Exception {
    WildRegister wild = new WildRegister(seed, transactions);
    List<Path> origins = new ArrayList<>();
    List<Path> homes = new ArrayList<>();
    for (int file = 0; file < 1 + seed % 2; file++) {
      origins.add(wild.write(directory.resolve("origin-" + file), RegisterSide.ORIGIN));
      homes.add(wild.write(directory.resolve("home-" + file), RegisterSide.HOME));
    }
    NaiveMatcher naive = new NaiveMatcher(origins, homes);

    Found calm = found(origins, homes, 1, PLENTY);
    assertThat(branchless(calm.lines)).isEqualTo(branchless(naive.mismatches()));
    assertThat(calm.pairs).isEqualTo(naive.pairs());
    assertThat(calm.spilled).isZero();

    Found pressed = found(origins.reversed(), homes.reversed(), 3, TINY);
    assertThat(pressed.lines).isEqualTo(calm.lines);
    assertThat(pressed.pairs).isEqualTo(calm.pairs);
    assertThat(pressed.spilled > 0).isEqualTo(transactions > 1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 100000, 1000, 1, 64",
    "2, 100000, 1000, 2, 64",
    "3, 100000, 1000, 4, 4096",
    "4, 100000, 1000, 2, 262144",
    "5, 30000, 30000, 2, 64",
    "6, 7, 7, 8, 64",
  })
  void allThatWasPlantedIsFoundAndNothingElse(
      long seed, long pairs, long planted, int threads, long memoryKib) throws Exception {
    RegisterSample sample = RegisterSample.in(directory);
    sample.write(new SamplePlan(pairs, planted, seed));
    Path out = directory.resolve("found.csv");
    MatchOptions options = new MatchOptions(threads, memoryKib << 10, directory);
    try (RegisterReport report =
        RegisterMatcher.match(List.of(sample.origin()), List.of(sample.home()), options)) {
      MismatchCsv.write(report, out);
      assertThat(report.pairs()).isEqualTo(pairs);
      assertThat(report.matched()).isEqualTo(pairs - planted);
      assertThat(report.spilledBytes() > 0).isEqualTo(memoryKib < 10_000 && pairs > 7);
    }
    assertThat(Files.mismatch(out, sample.truth())).isEqualTo(-1);
    assertThat(names())
        .containsExactlyInAnyOrder("origin.csv", "home.csv", "truth.csv", "found.csv");
  }

  @ParameterizedTest
  @CsvSource({"1, 40000", "2, 40000", "4, 40000", "4, 2", "2, 79999"})
  void theFirstBadRowIsNamedWhicheverThreadMeetsOneFirst(int threads, int badLine)
      throws Exception {
    RegisterSample sample = RegisterSample.in(directory);
    sample.write(new SamplePlan(80_000, 0, 1));
    List<String> lines = new ArrayList<>(Files.readAllLines(sample.home()));
    lines.replaceAll(line -> line.replace("EUR", "\"EUR\""));
    lines.set(1, lines.get(1) + "\n\n");
    for (int line = badLine; line < lines.size(); line += 5_000) {
      lines.set(
          line,
          lines
              .get(line)
              .replace(",NW,", ",,")
              .replace(",SO,", ",,")
              .replace(",UR,", ",,")
              .replace(",FE,", ",,")
              .replace(",CE,", ",,")
              .replace(",VO,", ",,")
              .replace(",SI,", ",,")
              .replace(",KA,", ",,"));
    }
    Files.write(sample.home(), lines);
    assertThatThrownBy(() -> found(List.of(sample.origin()), List.of(sample.home()), threads, TINY))
        .isInstanceOf(BadRegisterException.class)
        .hasMessage(
            sample.home()
                + ": line "
                + (badLine + (badLine > 1 ? 3 : 1))
                + ", column 2 (origin_branch): is empty");
    assertThat(names()).containsExactlyInAnyOrder("origin.csv", "home.csv", "truth.csv");
  }

  @Test
  void aRowThatNeverEndsIsRefusedWhereItStarts() throws Exception {
    RegisterSample sample = RegisterSample.in(directory);
    sample.write(new SamplePlan(30_000, 0, 1));
    List<String> lines = new ArrayList<>(Files.readAllLines(sample.origin()));
    lines.set(100, "\"" + lines.get(100));
    Files.write(sample.origin(), lines);
    assertThatThrownBy(() -> found(List.of(sample.origin()), List.of(sample.home()), 2, PLENTY))
        .hasMessage(sample.origin() + ": line 101, column 1: the row is longer than 1048576 bytes");
    lines.set(100, lines.get(100).substring(1).replaceFirst("-", "\""));
    Files.write(sample.origin(), lines);
    assertThatThrownBy(() -> found(List.of(sample.origin()), List.of(sample.home()), 2, PLENTY))
        .hasMessage(
            sample.origin()
                + ": line 101, column 1: a quote stands inside a field that is not quoted");
  }

  @Test
  void aFileThatIsNamedTwiceIsAllDuplicates() throws Exception {
    RegisterSample sample = RegisterSample.in(directory);
    sample.write(new SamplePlan(20_000, 0, 1));
    Found found = found(List.of(sample.origin(), sample.origin()), List.of(sample.home()), 2, TINY);
    assertThat(found.lines).hasSize(20_000).allMatch(line -> line.contains(",DUPLICATE,"));
  }

  @ParameterizedTest
  @CsvSource({
    "00000000-0000-0000-0000-000000000000, true",
    "01a1f777-4878-7ffa-8afd-4580a86e653b, true",
    "01a1f777-4878-7ffa-8afd-4580a86e653B, false",
    "01a1f777-4878-7ffa-8afd-4580a86e653g, false",
    "01a1f777-4878-7ffa-8afd-4580a86e653o, false",
    "01a1f777-4878-7ffa-8afd-4580a86e65:b, false",
    "01a1f777-4878-7ffa-8afd_4580a86e653b, false",
    "01a1f77/-4878-7ffa-8afd-4580a86e653b, false",
  })
  void uuidsArePackedOnlyIfTheyComeOutTheSame(String text, boolean packs) {
    byte[] bytes = (text + " ".repeat(16)).getBytes(StandardCharsets.US_ASCII);
    byte[] packed = new byte[32];
    assertThat(Uuids.pack(bytes, 0, packed, 4)).isEqualTo(packs);
    if (packs) {
      assertThat(new String(Uuids.unpack(packed, 4), StandardCharsets.US_ASCII)).isEqualTo(text);
    }
  }

  /** Which of several rows gives a duplicate its branches is for the engine to say. */
  private static List<String> branchless(List<String> lines) {
    return lines.stream()
        .map(line -> line.contains(",DUPLICATE,") ? line.replaceAll("DUPLICATE,.*,", "") : line)
        .toList();
  }

  private Found found(List<Path> origins, List<Path> homes, int threads, long memory)
      throws Exception {
    MatchOptions options = new MatchOptions(threads, memory, directory);
    try (RegisterReport report = RegisterMatcher.match(origins, homes, options)) {
      List<String> lines = new ArrayList<>();
      report.forEachMismatch(found ->
          lines.add(
              String.join(
                  ",",
                  found.transactionId(),
                  found.kind().toString(),
                  found.originBranch(),
                  found.homeBranch(),
                  found.originValue(),
                  found.homeValue())));
      return new Found(lines, report.pairs(), report.spilledBytes());
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private record Found(List<String> lines, long pairs, long spilled) {}
}
