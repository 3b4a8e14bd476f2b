package org.sbms.branch.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.reference.FakeCentral.row;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.reference.InterBranchTariffs.Work;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.SupplyPurpose;
import org.sbms.contract.reference.Datasets;
import org.sbms.contract.reference.RowChange;
import org.sbms.kit.db.TestDatabase;

class GoodsTariffsTest {
  private static final Currency RUB = Currency.getInstance("RUB");
  private static TestDatabase db;
  private static GoodsPrices prices;
  private static InterBranchTariffs tariffs;

  @BeforeAll
  static void loadReferenceData() {
    db = TestDatabase.with("reference-copy");
    FakeCentral central =
        new FakeCentral()
            .publish(
                price("set-top-box", "*", "sale", "2990", "2026-01-01"),
                price("set-top-box", "UHD-4K", "sale", "4990", "2026-01-01"),
                price("set-top-box", "UHD-4K", "sale", "3990", "2025-01-01"),
                price("set-top-box", "*", "replacement", "2400", "2026-01-01"),
                tariff("goods", "*", "*", "5"),
                tariff("goods", "*", "SO", "4"),
                tariff("goods", "NW", "*", "3"),
                tariff("goods", "NW", "UR", "2"),
                tariff("payment", "NW", "UR", "1"));
    new ReferencePuller(
            new NodeId("NW"),
            new CopyInDatabase(db.database(), Clock.systemUTC()),
            central,
            Duration.ofMinutes(1),
            _ -> {})
        .catchUp();
    ReferenceCache cache = new ReferenceCache(db.database());
    prices = new GoodsPrices(cache);
    tariffs = new InterBranchTariffs(cache);
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @ParameterizedTest(name = "{0} {1} for a {2} on {3} costs {4}")
  @CsvSource({
    "set-top-box, UHD-4K,  sale,        2026-05-01, 4990.00",
    "set-top-box, HD-2000, sale,        2026-05-01, 2990.00",
    "set-top-box, UHD-4K,  replacement, 2026-05-01, 2400.00",
    "set-top-box, UHD-4K,  sale,        2025-05-01, 3990.00",
    "set-top-box, HD-2000, sale,        2025-05-01, ",
    "modem,       AX-3000, sale,        2026-05-01, ",
  })
  void aModelsOwnPriceGoesFirst(
      String kind, String model, String purpose, LocalDate day, String expected) {
    assertThat(
            prices
                .find(EquipmentKind.parse(kind), model, SupplyPurpose.parse(purpose), RUB, day)
                .map(price -> price.goods().amount())
                .orElse(null))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} from {1} for {2}: {3} %")
  @CsvSource({
    "GOODS,   NW, UR, 2",
    "GOODS,   NW, SO, 3",
    "GOODS,   FE, SO, 4",
    "GOODS,   FE, UR, 5",
    "PAYMENT, NW, UR, 1",
    "PAYMENT, FE, UR, ",
    "SERVICE, NW, UR, ",
  })
  void theTariffThatSaysMostIsTheOne(Work work, String origin, String home, String percent) {
    assertThat(
            tariffs
                .find(
                    work,
                    new BranchCode(origin),
                    new BranchCode(home),
                    RUB,
                    LocalDate.of(2026, 5, 1))
                .map(tariff -> tariff.percent().toPlainString())
                .orElse(null))
        .isEqualTo(percent);
  }

  /** Amount, per cent, fixed, at least, at most, and what the tariff takes of it. */
  @ParameterizedTest(name = "{1} % and {2} of {0}, from {3} to {4}: {5}")
  @CsvSource({
    "2400.00, 5,    0.00,  '',   '',     120.00",
    "2400.00, 5,    10.00, '',   '',     130.00",
    "300.00,  0,    15.00, '',   '',     15.00",
    "0.00,    5,    10.00, '',   '',     0.00",
    "8.00,    0,    15.00, '',   '',     8.00",
    "0.10,    5,    0.00,  '',   '',     0.01",
    "0.09,    5,    0.00,  '',   '',     0.00",
    "10.00,   1,    0.00,  1.00, '',     1.00",
    "9000.00, 10,   0.00,  1.00, 500.00, 500.00",
    "0.50,    1,    0.00,  1.00, '',     0.50",
    "33.33,   33.3333, 0.00, '', '',     11.11",
  })
  void theTariffsPart(
      String amount, String percent, String fixed, String min, String max, String part) {
    InterBranchTariffs.Tariff tariff =
        new InterBranchTariffs.Tariff(
            new BigDecimal(percent), rub(fixed), optional(min), optional(max));
    assertThat(tariff.of(rub(amount))).isEqualTo(rub(part));
  }

  private static RowChange price(
      String kind, String model, String purpose, String price, String from) {
    String to = from.startsWith("2025") ? "2025-12-31" : "2099-12-31";
    return row(
        Datasets.GOODS_PRICES,
        "kind",
        kind,
        "model",
        model,
        "purpose",
        purpose,
        "currency",
        "RUB",
        "price",
        price,
        "handling",
        "0",
        "effective_from",
        from,
        "effective_to",
        to);
  }

  private static RowChange tariff(String operation, String origin, String home, String percent) {
    return row(
        Datasets.INTER_BRANCH_TARIFFS,
        "operation",
        operation,
        "origin",
        origin,
        "home",
        home,
        "currency",
        "RUB",
        "percent",
        percent,
        "fixed",
        "0",
        "effective_from",
        "2026-01-01");
  }

  private static Optional<Money> optional(String amount) {
    return amount.isEmpty() ? Optional.empty() : Optional.of(rub(amount));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
