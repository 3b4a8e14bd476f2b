package org.sbms.central.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.central.csv.CsvText;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;
import org.sbms.kit.text.Texts;

class SamplesTest {
  private static final Path SAMPLES = Path.of("../docs/samples");
  private static final Set<String> BRANCHES =
      Set.of("NW", "SO", "UR", "FE", "CE", "VO", "SI", "KA");

  /** In the standard since 2018, not yet known to the JDK. */
  private static final Set<String> UNKNOWN_TO_JDK = Set.of("UYW");

  private static TestDatabase db;

  @BeforeAll
  static void firstLoad() {
    db = TestDatabase.with("reference");
    ReferenceSeed.loadIfEmpty(db.database(), Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @Test
  void theFirstLoadIsVersionOneOfEveryDatasetAndHappensOnce() {
    ReferenceSeed.loadIfEmpty(db.database(), Clock.systemUTC(), SAMPLES);

    assertThat(PublishedRows.headVersion(db.database())).isEqualTo(1);
    for (DatasetSpec spec : Datasets.ALL) {
      assertThat(PublishedRows.at(db.database(), spec, 1)).as(spec.name()).isNotEmpty();
    }
  }

  @Test
  void currenciesAgreeWithTheJdk() {
    Map<String, Currency> jdk =
        Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toMap(Currency::getCurrencyCode, Function.identity()));
    for (DatasetRow row : rows(Datasets.CURRENCIES)) {
      if (UNKNOWN_TO_JDK.contains(row.key())) {
        continue;
      }
      Currency currency = jdk.get(row.key());
      assertThat(currency).as(row.key()).isNotNull();
      assertThat(row.get("numeric_code")).isEqualTo(currency.getNumericCodeAsString());
      int places = currency.getDefaultFractionDigits();
      assertThat(row.find("minor_units"))
          .as(row.key())
          .isEqualTo(places < 0 ? Optional.empty() : Optional.of(Integer.toString(places)));
    }
    assertThat(rows(Datasets.CURRENCIES)).hasSizeBetween(170, 185);
  }

  @Test
  void everyBranchHasNumbersOfEveryKind() {
    Map<String, Set<String>> branchesByKind =
        rows(Datasets.NUMBER_RANGES).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.get("kind"),
                    Collectors.mapping(row -> row.get("branch"), Collectors.toSet())));
    assertThat(branchesByKind)
        .isEqualTo(Map.of("phone", BRANCHES, "smart-card", BRANCHES, "box", BRANCHES));
  }

  @Test
  void aRangeBelongsToTheBranchOfItsArea() {
    Map<String, String> branchByArea =
        rows(Datasets.AREAS).stream()
            .collect(Collectors.toMap(DatasetRow::key, row -> row.get("branch")));
    assertThat(rows(Datasets.NUMBER_RANGES))
        .filteredOn(row -> row.find("area").isPresent())
        .allSatisfy(
            row -> assertThat(row.get("branch")).isEqualTo(branchByArea.get(row.get("area"))));
  }

  @ParameterizedTest
  @CsvSource({
    "currencies, currencies-with-mistakes.csv, 3 4 5 6 7 8 9 10 11",
    "taxes, taxes-with-mistakes.csv, 2 3 4 5 6 7 8",
    "taxes, taxes-without-a-column.csv, 1",
    "areas, areas-cut.csv, 10"
  })
  void aFileWithMistakesNamesTheirLines(String dataset, String file, String lines)
      throws IOException {
    DatasetSpec spec = Datasets.named(dataset).orElseThrow();
    Outcome<List<DatasetRow>> outcome =
        DatasetCsv.read(
            spec,
            file,
            Files.readString(SAMPLES.resolve(file)),
            PublishedRows.keysReferredTo(db.database(), spec));

    Refusal refusal = ((Outcome.Refused<?>) outcome).refusal();
    List<String> found =
        refusal.errors().stream().map(error -> error.field().split(":", -1)[1]).distinct().toList();
    assertThat(found).containsExactly(lines.split(" "));
    Texts russian = Messages.load(Set.of("kit", "reference")).in(Language.RU, ZoneOffset.UTC);
    assertThat(refusal.errors())
        .allSatisfy(
            error -> assertThat(ReasonTexts.of(russian, error.message())).containsPattern("[а-я]"));
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(SAMPLES.resolve("reason-codes-not-utf-8.csv"));
    assertThat(CsvText.decode("reason-codes-not-utf-8.csv", bytes))
        .isInstanceOf(Outcome.Refused.class);
  }

  private static List<DatasetRow> rows(DatasetSpec spec) {
    return PublishedRows.now(db.database(), spec);
  }
}
