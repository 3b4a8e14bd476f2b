package org.sbms.branch.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.partner.ShareTerm.Basis;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.Money;
import org.sbms.kit.text.Language;

/** Shares by their rule, each row worked out by hand. */
final class ShareTermTest {
  private static final Currency RUB = Currency.getInstance("RUB");

  @ParameterizedTest(name = "{0} of {1} at {2} is {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          COLLECTED   |  100000 | 10                 |   100.00
          COLLECTED   |       0 | 10                 |     0.00
          # 333.33 at 7.5 %: 24.99975
          BILLED      |   33333 | 7.5                |    25.00
          # 0.05 at 10 %: half a kopeck, away from zero
          COLLECTED   |       5 | 10                 |     0.01
          COLLECTED   |      -5 | 10                 |    -0.01
          COLLECTED   |       4 | 10                 |     0.00
          # 1000.00 at 10, 500.00 at 12
          COLLECTED   |  150000 | 1000: 10; 12       |   160.00
          # exactly the bound: the tier above gets nothing
          COLLECTED   |  100000 | 1000: 10; 12       |   100.00
          COLLECTED   |  100001 | 1000: 10; 12       |   100.00
          # more was given back than taken: the opposite, tier by tier
          COLLECTED   | -150000 | 1000: 10; 12       |  -160.00
          # parts are exact, the sum is rounded once: 0.033 + 0.033 = 0.066
          BILLED      |      66 | 0.33: 10; 10       |     0.07
          BILLED      | 1000000 | 33.3333            |  3333.33
          SUBSCRIBERS |       3 | 45.50              |   136.50
          # 100 at 30, 50 at 25, 1 at 0
          SUBSCRIBERS |     151 | 100: 30; 150: 25; 0|  4250.00
          """)
  void a_share_is_worked_out_tier_by_tier_and_rounded_once(
      Basis basis, long base, String tiers, String expected) {
    assertThat(term(basis, tiers).amount(base, Money.zero(RUB)).amount()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          COLLECTED   | 100.0001          | must not be above 100 per cent
          COLLECTED   | 10.00001          | must have rates of zero or more with at most 4 places
          COLLECTED   | -1                | must have rates of zero or more with at most 4 places
          SUBSCRIBERS | 1.005             | must have rates of zero or more with at most 2 places
          BILLED      | 100: 10           | must each have a bound, save the last
          BILLED      | 10; 12            | must each have a bound, save the last
          BILLED      | 100: 10; 100: 12;5| must each reach further than the one before
          BILLED      | 0: 10; 12         | must each reach further than the one before
          BILLED      | 1:1;2:1;3:1;4:1;5:1;6:1;7:1;8:1;9:1;10:1;1 | must be 1 to 10 tiers
          """)
  void tiers_that_cannot_be_are_refused(Basis basis, String tiers, String problem) {
    assertThat(ShareTerm.problem(basis, TierText.read(tiers, basis, RUB), 2)).contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"ten", "10 %", "1e3", "100.005: 10; 12", "''", "1: 2: 3"})
  void tiers_that_are_no_numbers_are_refused(String tiers) {
    assertThatThrownBy(() -> TierText.read(tiers == null ? "" : tiers, Basis.BILLED, RUB))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "day {0} after {1}: {2}")
  @CsvSource({
    "1, 2026-04-01, 2026-05-01",
    "1, 2026-04-30, 2026-05-01",
    "15, 2026-04-14, 2026-04-15",
    "15, 2026-04-15, 2026-05-15",
    "31, 2026-01-31, 2026-02-28",
    "31, 2026-02-28, 2026-03-31",
    "30, 2028-01-30, 2028-02-29",
    "29, 2026-02-28, 2026-03-29",
    "31, 2026-12-31, 2027-01-31",
  })
  void a_bill_is_made_on_its_day_or_on_the_last_of_a_shorter_month(
      int billDay, LocalDate after, LocalDate expected) {
    assertThat(partner(billDay).nextBillDay(after)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "[{0} {1}) in April: {2}")
  @CsvSource({
    "2026-03-01, , 2026-04-01/2026-05-01",
    "2026-04-10, 2026-04-20, 2026-04-10/2026-04-20",
    "2026-04-10, 2026-05-20, 2026-04-10/2026-05-01",
    "2026-04-10, 2026-04-10, none",
    "2026-05-01, , none",
    "2026-03-01, 2026-04-01, none",
  })
  void a_term_holds_on_its_days_of_a_period(LocalDate since, LocalDate until, String expected) {
    Period april = new Period(LocalDate.of(2026, 4, 1), LocalDate.of(2026, 5, 1));
    ShareTerm term =
        new ShareTerm(
            UUID.randomUUID(),
            ShareTerm.Direction.EARNS,
            Basis.BILLED,
            "",
            TierText.read("10", Basis.BILLED, RUB),
            since,
            Optional.ofNullable(until));
    assertThat(term.within(april).map(days -> days.from() + "/" + days.until()).orElse("none"))
        .isEqualTo(expected);
  }

  private static ShareTerm term(Basis basis, String tiers) {
    return new ShareTerm(
        UUID.randomUUID(),
        ShareTerm.Direction.EARNS,
        basis,
        "",
        TierText.read(tiers, basis, RUB),
        LocalDate.EPOCH,
        Optional.empty());
  }

  private static Partner partner(int billDay) {
    return new Partner(
        "P",
        "P",
        Partner.Kind.DEALER,
        "",
        "",
        "1",
        LocalDate.EPOCH,
        Optional.empty(),
        new Partner.Bank("", "", ""),
        false,
        "RU",
        Language.EN,
        billDay,
        15);
  }
}
