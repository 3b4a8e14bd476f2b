package org.sbms.central.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.central.settlement.tariff.Agent;
import org.sbms.central.settlement.tariff.Tariff;
import org.sbms.central.settlement.tariff.TariffTable;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.reconciliation.journal.ClearedLine;

class LinePricingTest {
  private static final UUID PAYMENT = UUID.fromString("0193a000-0000-7000-8000-000000000001");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final TariffTable TARIFFS =
      new TariffTable(
          7,
          List.of(
              base("payment", "*", "*", "1", "0", "1", "500", ""),
              base("payment", "FE", "*", "1.4", "0", "1", "700", "20"),
              base("payment", "*", "UR", "3", "0", "", "", ""),
              base("payment", "FE", "UR", "2", "5", "", "", "22"),
              base("refund", "*", "*", "0.5", "0", "", "", "20")),
          List.of(
              tier("*", "*", "10000", "0.8", "20", "500", ""),
              tier("*", "*", "50000", "0.5", "170", "700", ""),
              tier("FE", "*", "10000", "1.2", "20", "700", "20")),
          List.of(
              share("dealer", "*", "payment", "*", "*", "0.3", "100"),
              share("dealer", "svyaz-market", "payment", "*", "*", "0.5", ""),
              share("dealer", "svyaz-market", "payment", "*", "UR", "0.6", ""),
              share("dealer", "*", "refund", "FE", "*", "0.2", ""),
              share("corporate", "*", "payment", "*", "*", "0.1", "50"),
              share("corporate", "7812345678", "payment", "*", "*", "0", "")));

  /** What origin gets for the work, and the tax on it; empty for no line. */
  @ParameterizedTest(name = "{0} {1} for {2} of {3}: {4} and tax {5}")
  @CsvSource({
    "PRINCIPAL, NW, SO, 100.00,   1.00,   ",
    "PRINCIPAL, NW, SO, 12.00,    1.00,   ", // at least
    "PRINCIPAL, NW, SO, 0.50,     0.50,   ", // never more than the amount
    "PRINCIPAL, NW, SO, 100.49,   1.00,   ", // 1.0049
    "PRINCIPAL, NW, SO, 100.50,   1.01,   ", // 1.0050, half up
    "PRINCIPAL, NW, SO, 9999.99,  100.00, ", // just below the first tier
    "PRINCIPAL, NW, SO, 10000.00, 100.00, ", // 80 + 20
    "PRINCIPAL, NW, SO, 49999.99, 420.00, ",
    "PRINCIPAL, NW, SO, 50000.00, 420.00, ", // 250 + 170
    "PRINCIPAL, NW, SO, 999999.00, 700.00, ", // at most
    "PRINCIPAL, FE, SO, 100.00,   1.40,   0.28",
    "PRINCIPAL, FE, SO, 20000.00, 260.00, 52.00",
    "PRINCIPAL, FE, SO, 50000.00, 620.00, 124.00", // a pair's own row goes before any tier
    "PRINCIPAL, NW, UR, 100.00,   3.00,   ",
    "PRINCIPAL, NW, UR, 20000.00, 600.00, ",
    "PRINCIPAL, FE, UR, 100.00,   7.00,   1.54",
    "PRINCIPAL, FE, UR, 10.11,    5.20,   1.14", // 5.2022 and of 5.20 1.144
    "REFUND,    NW, SO, 100.00,   0.50,   0.10",
    "REFUND,    NW, SO, 0.99,     ,       ", // 0.00495 is nothing
    "GOODS,     NW, SO, 100.00,   ,       ", // what goods leave is in their amount
  })
  void originGetsACommission(
      ClearedLine.Kind kind,
      String origin,
      String home,
      String amount,
      String commission,
      String tax) {
    Map<LineKind, Money> lines = byKind(List.of(line(kind, origin, home, amount, 5, DAY)));
    assertThat(amount(lines, LineKind.COMMISSION)).isEqualTo(commission);
    assertThat(amount(lines, LineKind.COMMISSION_TAX)).isEqualTo(tax);
  }

  /** What origin gets for whoever brought the customer; empty for no line. */
  @ParameterizedTest(name = "{4} for {0} {3} from {1} to {2}: {5}")
  @CsvSource({
    "PRINCIPAL, NW, SO, 100.00,    dealer:svyaz-market,  0.50",
    "PRINCIPAL, NW, UR, 100.00,    dealer:svyaz-market,  0.60", // the row that names the home
    "PRINCIPAL, NW, SO, 100.00,    dealer:post-kiosk,    0.30", // any dealer
    "PRINCIPAL, NW, SO, 100.49,    dealer:post-kiosk,    0.30", // 0.30147
    "PRINCIPAL, NW, SO, 101.70,    dealer:post-kiosk,    0.31", // 0.3051, half up
    "PRINCIPAL, NW, SO, 99999.00,  dealer:post-kiosk,  100.00", // at most
    "PRINCIPAL, NW, SO, 0.01,      dealer:post-kiosk,        ", // 0.00003 is nothing
    "REFUND,    FE, SO, 100.00,    dealer:post-kiosk,    0.20",
    "REFUND,    NW, SO, 100.00,    dealer:post-kiosk,        ", // no row for NW
    "GOODS,     NW, SO, 100.00,    dealer:post-kiosk,        ",
    "PRINCIPAL, NW, SO, 100.00,    corporate:7701234567, 0.10",
    "PRINCIPAL, NW, SO, 90000.00,  corporate:7701234567, 50.00",
    "PRINCIPAL, NW, SO, 100.00,    corporate:7812345678,     ", // agreed on nothing
    "PRINCIPAL, NW, SO, 100.00,    partner:somebody,         ", // a kind of a later version
    "PRINCIPAL, NW, SO, 100.00,    dealer:,                  ",
  })
  void originGetsTheShareOfWhoeverBroughtTheCustomer(
      ClearedLine.Kind kind,
      String origin,
      String home,
      String amount,
      String agent,
      String share) {
    List<PricedLine> shares =
        LinePricing.price(
                List.of(line(kind, origin, home, amount, 5, DAY)),
                _ -> TARIFFS,
                _ -> Agent.parse(agent))
            .stream()
            .filter(line -> !line.agent().isEmpty())
            .toList();
    assertThat(shares)
        .extracting(line -> line.amount().negated().amount())
        .isEqualTo(share == null ? List.of() : List.of(share));
    assertThat(shares).extracting(PricedLine::agent).allMatch(agent::equals);
  }

  @Test
  void aReversalTakesTheShareBack() {
    List<PricedLine> shares =
        LinePricing.price(
                List.of(
                    line(ClearedLine.Kind.PRINCIPAL, "NW", "SO", "100.00", 5, DAY),
                    line(ClearedLine.Kind.REVERSAL, "NW", "SO", "100.00", 9, DAY.plusDays(1))),
                _ -> TARIFFS,
                _ -> Agent.parse("dealer:svyaz-market"))
            .stream()
            .filter(line -> line.kind() == LineKind.DEALER_COMMISSION)
            .toList();
    assertThat(shares).extracting(line -> line.amount().amount()).containsExactly("-0.50", "0.50");
  }

  @Test
  void whatIsTakenBackTakesBackTheCommissionOfTheDayItWasEarned() {
    List<PricedLine> lines =
        LinePricing.price(
            List.of(
                line(ClearedLine.Kind.PRINCIPAL, "FE", "SO", "100.00", 5, DAY),
                line(ClearedLine.Kind.REVERSAL, "FE", "SO", "100.00", 9, DAY.plusDays(1))),
            day -> day.equals(DAY) ? TARIFFS : new TariffTable(8, List.of(), List.of(), List.of()),
            _ -> Optional.empty());
    Map<LineKind, Long> sums =
        lines.stream()
            .collect(
                Collectors.groupingBy(
                    PricedLine::kind, Collectors.summingLong(line -> line.amount().minor())));
    assertThat(lines).hasSize(6);
    assertThat(sums.get(LineKind.COMMISSION)).isZero();
    assertThat(sums.get(LineKind.COMMISSION_TAX)).isZero();
    assertThat(lines)
        .filteredOn(line -> line.kind() == LineKind.COMMISSION)
        .extracting(PricedLine::homeNumber)
        .containsExactly(5L, 9L);
  }

  @Test
  void aCommissionStandsWithThePrincipalsEntryAndNamesTheVersionThatPricedIt() {
    List<PricedLine> lines =
        LinePricing.price(
            List.of(line(ClearedLine.Kind.PRINCIPAL, "FE", "SO", "100.00", 5, DAY)),
            _ -> TARIFFS,
            _ -> Optional.empty());
    assertThat(lines)
        .extracting(PricedLine::kind)
        .containsExactly(LineKind.PRINCIPAL, LineKind.COMMISSION, LineKind.COMMISSION_TAX);
    assertThat(lines).extracting(PricedLine::homeNumber).containsOnly(5L);
    assertThat(lines).extracting(PricedLine::referenceVersion).containsExactly(0L, 7L, 7L);
    assertThat(lines.get(1).amount()).isEqualTo(rub("-1.40"));
  }

  @Test
  void aRowHoldsOnlyWithinItsPeriod() {
    DatasetRow old =
        row(
            "operation",
            "payment",
            "origin",
            "*",
            "home",
            "*",
            "currency",
            "RUB",
            "percent",
            "9",
            "fixed",
            "0",
            "effective_from",
            "2025-01-01",
            "effective_to",
            "2025-12-31");
    TariffTable table = new TariffTable(1, List.of(old), List.of(), List.of());
    assertThat(
            table.find(
                TariffTable.Work.PAYMENT,
                new BranchCode("NW"),
                new BranchCode("SO"),
                rub("1.00"),
                DAY))
        .isEmpty();
    assertThat(
            table
                .find(
                    TariffTable.Work.PAYMENT,
                    new BranchCode("NW"),
                    new BranchCode("SO"),
                    rub("1.00"),
                    LocalDate.of(2025, 12, 31))
                .map(Tariff::percent))
        .contains(new BigDecimal("9"));
  }

  @Test
  void aTariffOfOneCurrencyIsNoneOfAnother() {
    ClearedLine euros =
        new ClearedLine(
            ClearedLine.Kind.PRINCIPAL,
            new BranchCode("NW"),
            new BranchCode("SO"),
            5,
            PAYMENT,
            "SO000010427",
            Money.parse("100.00", "EUR"),
            DAY);
    assertThat(LinePricing.price(List.of(euros), _ -> TARIFFS, _ -> Optional.empty())).hasSize(1);
  }

  private static Map<LineKind, Money> byKind(List<ClearedLine> matched) {
    Map<LineKind, Money> lines = new TreeMap<>();
    LinePricing.price(matched, _ -> TARIFFS, _ -> Optional.empty())
        .forEach(line -> lines.put(line.kind(), line.amount()));
    return lines;
  }

  private static String amount(Map<LineKind, Money> lines, LineKind kind) {
    return Optional.ofNullable(lines.get(kind)).map(money -> money.negated().amount()).orElse(null);
  }

  private static ClearedLine line(
      ClearedLine.Kind kind,
      String origin,
      String home,
      String amount,
      long number,
      LocalDate day) {
    Money money = rub(amount);
    return new ClearedLine(
        kind,
        new BranchCode(origin),
        new BranchCode(home),
        number,
        PAYMENT,
        "SO000010427",
        kind == ClearedLine.Kind.PRINCIPAL ? money : money.negated(),
        day);
  }

  private static DatasetRow base(
      String operation,
      String origin,
      String home,
      String percent,
      String fixed,
      String min,
      String max,
      String tax) {
    return row(
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
        fixed,
        "min",
        min,
        "max",
        max,
        "tax_percent",
        tax,
        "effective_from",
        "2026-01-01");
  }

  private static DatasetRow tier(
      String origin,
      String home,
      String from,
      String percent,
      String fixed,
      String max,
      String tax) {
    return row(
        "operation",
        "payment",
        "origin",
        origin,
        "home",
        home,
        "currency",
        "RUB",
        "amount_from",
        from,
        "percent",
        percent,
        "fixed",
        fixed,
        "max",
        max,
        "tax_percent",
        tax,
        "effective_from",
        "2026-01-01");
  }

  private static DatasetRow share(
      String kind,
      String agent,
      String operation,
      String origin,
      String home,
      String percent,
      String max) {
    return row(
        "kind",
        kind,
        "agent",
        agent,
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
        "max",
        max,
        "effective_from",
        "2026-01-01");
  }

  private static DatasetRow row(String... columns) {
    Map<String, String> values = new TreeMap<>();
    List<String> key = new ArrayList<>();
    for (int i = 0; i < columns.length; i += 2) {
      if (!columns[i + 1].isEmpty()) {
        values.put(columns[i], columns[i + 1]);
        key.add(columns[i + 1]);
      }
    }
    return new DatasetRow(String.join("|", key), values);
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
