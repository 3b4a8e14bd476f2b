package org.sbms.branch.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.pricing.Tiers;
import org.sbms.branch.pricing.Timing;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.Money;
import org.sbms.kit.web.form.Form;

final class PriceCsvTest {
  private static final Currency RUB = Currency.getInstance("RUB");
  private static final OfferKey OFFER = new OfferKey(OfferKind.PLAN, "X");

  @Test
  void whatIsWrittenReadsAsTheSameLines() {
    List<OfferLine> lines =
        List.of(
            OfferLine.recurring(1, "TELEPHONY", rub("390.50"), 3, Timing.ARREARS),
            new OfferLine(
                2,
                "CALLS",
                OfferLine.Kind.PER_UNIT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Unit.SECOND),
                Optional.of(60L),
                Optional.of(Tiers.Kind.VOLUME),
                List.of(
                    new OfferLine.Tier(Optional.of(6_000L), "0.035"),
                    new OfferLine.Tier(Optional.empty(), "0.02")),
                Optional.of(600L),
                Map.of("zone", "abroad, far", "plan", "X")));
    Form form = blank();
    PriceCsv.read(PriceCsv.write(lines), form);
    Product calls =
        new Product(
            "CALLS",
            Product.Kind.TELEPHONY,
            "Calls",
            "Calls",
            Optional.of(Unit.SECOND),
            "4010",
            true,
            true);
    assertThat(new DraftForm(form, RUB).read(OFFER, Map.of("CALLS", calls)))
        .hasValueSatisfying(draft -> assertThat(draft.lines()).isEqualTo(lines));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is empty",
        "kind,product | is empty",
        "product,fee%nBOUQUET,1 | must have a header with at least kind and product",
        "kind,product%nRECURRING | has a line with more or fewer values than its header",
        "kind,product%n\"RECURRING,BOUQUET | is cut or has quotes that do not match",
      })
  void aFileThatIsNoneIsRefusedAndChangesNoLine(String csv, String problem) {
    Form form = blank();
    PriceCsv.read(csv.replace("%n", "\n").getBytes(StandardCharsets.UTF_8), form);
    assertThat(form.error("file")).isEqualTo(problem);
    assertThat(DraftForm.lines(form)).isZero();
  }

  @Test
  void aMistakeStandsAtItsLine() {
    Form form = blank();
    PriceCsv.read(
        "kind,product,fee\nRECURRING,BOUQUET,ten\n".getBytes(StandardCharsets.UTF_8), form);
    assertThat(new DraftForm(form, RUB).read(OFFER, Map.of())).isEmpty();
    assertThat(form.fieldsInError()).containsExactly("line.0.fee");
  }

  private static Form blank() {
    return DraftForm.of(
        "X", LocalDate.of(2026, 12, 1), OfferVersion.Existing.KEEP, "", List.of(), Map.of());
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
