package org.sbms.central.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.central.settlement.ShowExposure.Exposure;
import org.sbms.central.settlement.ShowExposure.Level;
import org.sbms.central.settlement.ShowInOneCurrency.Rate;
import org.sbms.central.settlement.ShowInOneCurrency.View;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.reference.DatasetRow;

class OneCurrencyTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

  /** Worked out by hand; half a minor unit goes away from zero. */
  @ParameterizedTest
  @CsvSource({
    // amount, currency, nominal, rate, common currency, comes to
    "10.00, USD, 1, 81.6100, RUB, 816.10",
    "-10.00, USD, 1, 81.6100, RUB, -816.10",
    "0.01, USD, 1, 0.5, RUB, 0.01",
    "-0.01, USD, 1, 0.5, RUB, -0.01",
    "1000, JPY, 100, 52.345, RUB, 523.45",
    "1, JPY, 100, 52.345, RUB, 0.52",
    "5.00, KZT, 100, 15.5, RUB, 0.78",
    "100.00, RUB, 1, 1.9, JPY, 190"
  })
  void anAmountIsConvertedByItself(
      String amount, String currency, long nominal, BigDecimal rate, String common, String sum) {
    Money converted =
        OneCurrency.convert(
            Money.parse(amount, currency), new Rate(currency, TODAY, nominal, rate), common);
    assertThat(converted).isEqualTo(Money.parse(sum, common));
  }

  @Test
  void theLastRateUpToTodayCountsAndWhatHasNoneIsInNoTotal() {
    View view =
        OneCurrency.of(
            "RUB",
            List.of(
                exposure("NW", "-100.00", "RUB"),
                exposure("NW", "2.00", "USD"),
                exposure("SO", "100.00", "RUB"),
                exposure("SO", "-7.00", "EUR")),
            List.of(
                row("USD", "2026-11-24", "80"),
                row("USD", "2026-11-20", "70"),
                row("USD", "2026-11-26", "90")),
            TODAY);

    assertThat(view.rates())
        .containsExactly(new Rate("USD", LocalDate.of(2026, 11, 24), 1, new BigDecimal("80")));
    assertThat(view.totals())
        .extracting(total -> total.branch() + " " + total.net())
        .containsExactly("NW 60.00 RUB", "SO 100.00 RUB");
    assertThat(view.missing()).containsExactly("EUR");
    assertThat(view.items().getLast().common()).isEmpty();
  }

  private static Exposure exposure(String branch, String net, String currency) {
    Money money = Money.parse(net, currency);
    return new Exposure(
        new BranchCode(branch), money, money, Optional.empty(), Optional.empty(), Level.UNCAPPED);
  }

  private static DatasetRow row(String currency, String day, String rate) {
    return new DatasetRow(
        currency + day,
        Map.of("currency", currency, "base", "RUB", "day", day, "nominal", "1", "rate", rate));
  }
}
