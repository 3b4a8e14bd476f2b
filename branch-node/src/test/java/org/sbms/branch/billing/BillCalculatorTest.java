package org.sbms.branch.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.branch.billing.BilledAccount.Charged;
import org.sbms.branch.billing.BilledAccount.Item;
import org.sbms.branch.billing.BilledAccount.OpenCharge;
import org.sbms.branch.billing.BilledAccount.Terms;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.catalog.OfferVersion;
import org.sbms.branch.catalog.Product;
import org.sbms.branch.catalog.Promotion;
import org.sbms.branch.charge.ChargeKind;
import org.sbms.branch.pricing.Cycle;
import org.sbms.branch.pricing.Discount;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.Price;
import org.sbms.branch.pricing.PriceLine;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.branch.pricing.Timing;
import org.sbms.contract.Money;
import org.sbms.kit.text.Language;

/**
 * Bills by their rules, without a database; each row is worked out by hand.
 *
 * <p>P costs 310.00 a month, Q 620.00, R 31.00, S 62.00; ARR 310.00 a month when it is over; YEAR
 * 3660.00 a year; ONCE 500.00 with its first day and 310.00 a month. HALF halves, FREE takes all.
 * Items and days read {@code P 2026-01-01..2026-03-16}, the last day not in it; open-ended without.
 */
final class BillCalculatorTest {
  private static final Currency RUB = Currency.getInstance("RUB");
  private static final OfferCatalog.Snapshot CATALOG = catalog();
  private static final List<TaxLayer> VAT = List.of(layer(1, "vat", "22", true, false));

  @ParameterizedTest(name = "every {0} on the {1}., billed to {2}, on {3}: {4}")
  @CsvSource({
    // The 29th to 31st: a month without that day has its last, and the next the anchor again.
    "1, 31, 2026-01-31, 2026-01-31, P [2026-01-31 2026-02-28) 310.00",
    "1, 31, 2026-02-28, 2026-02-28, P [2026-02-28 2026-03-31) 310.00",
    "1, 31, 2026-03-31, 2026-03-31, P [2026-03-31 2026-04-30) 310.00",
    "1, 30, 2026-02-28, 2026-02-28, P [2026-02-28 2026-03-30) 310.00",
    "1, 29, 2026-02-28, 2026-02-28, P [2026-02-28 2026-03-29) 310.00",
    "1, 29, 2028-02-29, 2028-02-29, P [2028-02-29 2028-03-29) 310.00",
    "1, 31, 2028-02-29, 2028-02-29, P [2028-02-29 2028-03-31) 310.00",
    "1, 1, 2026-12-01, 2026-12-01, P [2026-12-01 2027-01-01) 310.00",
    // Its period has not begun.
    "1, 31, 2026-02-28, 2026-02-27, not due",
  })
  void a_month_begins_on_its_anchor(
      int months, int anchor, LocalDate billedUntil, LocalDate day, String expected) {
    Account account = new Account("2025-01-01").cycle(months, anchor, anchor(anchor));
    account.billed(billedUntil.toString()).has("P 2025-01-01");
    assertThat(said(account, day)).isEqualTo(expected);
  }

  /** The cycle counts from a month that has the anchor. */
  private static String anchor(int day) {
    return "2025-01-" + (day < 10 ? "0" : "") + day;
  }

  @ParameterizedTest(name = "from {0}: {1}")
  @CsvSource({
    // 16 of 31 days
    "2026-03-16, P [2026-03-16 2026-04-01) 160.00",
    // 1 of 31
    "2026-03-31, P [2026-03-31 2026-04-01) 10.00",
    // 14 of 28; 15 of 29: 160.3448
    "2026-02-15, P [2026-02-15 2026-03-01) 155.00",
    "2028-02-15, P [2028-02-15 2028-03-01) 160.34",
    // 2 of 30: 20.6667; 1 of 30: 10.3333
    "2026-04-29, P [2026-04-29 2026-05-01) 20.67",
    "2026-04-30, P [2026-04-30 2026-05-01) 10.33",
    "2026-03-01, P [2026-03-01 2026-04-01) 310.00",
  })
  void whoever_comes_in_the_middle_pays_the_days_left(String since, String expected) {
    Account account = new Account(since).cycle(1, 1, since).has("P " + since);
    assertThat(said(account, LocalDate.parse(since))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}, served {2}, charged {3} = {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # March is billed and changed since; April is billed now. 310 - 310 * 21/31 is due of March
          gone             | P 2026-01-01..2026-03-11                     | 2026-01-01 | P 310.00 | P [2026-03-01 2026-04-01) -210.00
          # another plan from the 16th that nobody charged: -160.00, 620 * 16/31, and April
          changed          | P 2026-01-01..2026-03-16, Q 2026-03-16       | 2026-01-01 | P 310.00 | P [2026-03-01 2026-04-01) -160.00, Q [2026-03-16 2026-04-01) 320.00, Q [2026-04-01 2026-05-01) 620.00
          # not served over the edge of the month: 11 of 31 days back, 20 of 30 due: 206.6667
          over the edge    | P 2026-01-01 | 2026-01-01..2026-03-21, 2026-04-11           | P 310.00 | P [2026-03-01 2026-04-01) -110.00, P [2026-04-11 2026-05-01) 206.67
          # not served at all in April
          all of a month   | P 2026-01-01 | 2026-01-01..2026-04-01, 2026-05-01           | P 310.00 | nothing
          # twice in the middle; what is left from the 1st, 6th, 11th, 21st, 26th: 310.00 258.33 206.67 103.33 51.67
          twice            | P 2026-01-01 | 2026-01-01..2026-04-06, 2026-04-11..2026-04-21, 2026-04-26 | P 310.00 | P [2026-04-01 2026-04-06) 51.67, P [2026-04-11 2026-04-21) 103.34, P [2026-04-26 2026-05-01) 51.67
          # it was never charged for March, since nobody had told of it
          told late        | P 2026-01-01, S 2026-03-16                   | 2026-01-01 | P 310.00 | P [2026-04-01 2026-05-01) 310.00, S [2026-03-16 2026-04-01) 32.00, S [2026-04-01 2026-05-01) 62.00
          nothing changed  | P 2026-01-01                                 | 2026-01-01 | P 310.00 | P [2026-04-01 2026-05-01) 310.00
          # its first day is charged once, and not again with another version of the offer
          once             | ONCE 2026-04-06                              | 2026-01-01 |          | ONCE [2026-04-06 2026-04-07) 500.00, ONCE [2026-04-06 2026-05-01) 258.33
          once, version 2  | ONCE 2026-01-01..2026-04-06, ONCE/2 2026-04-06 | 2026-01-01 | ONCE 310.00 | ONCE [2026-04-01 2026-04-06) 51.67, ONCE [2026-04-06 2026-05-01) 258.33
          # half to the 16th: 155 - 155 * 15/30 and 310 * 15/30
          promotion ends   | P*HALF*2026-04-16 2026-01-01                 | 2026-01-01 | P 310.00 | P [2026-03-01 2026-04-01) -155.00, P [2026-04-01 2026-04-16) 77.50, P [2026-04-16 2026-05-01) 155.00
          free             | P*FREE 2026-04-01                            | 2026-01-01 |          | nothing
          own price        | P=99.00 2026-04-01                           | 2026-01-01 |          | P [2026-04-01 2026-05-01) 99.00
          """)
  void what_was_charged_before_is_set_off_against_what_is_due(
      String name, String items, String served, @Nullable String charged, String expected) {
    Account account =
        new Account("2026-01-01").cycle(1, 1, "2026-01-01").billed("2026-04-01").has(items);
    account.served(served).recheck("2026-03-01");
    if (charged != null) {
      account.charged(charged, "2026-03-01", "2026-04-01");
    }
    assertThat(said(account, LocalDate.of(2026, 4, 1))).as(name).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    // when March is over
    "ARR, 2026-04-01, ARR [2026-03-01 2026-04-01) 310.00",
    // a year from the day on which the cycle began, with its 29 February or without
    "YEAR, 2026-04-01, nothing",
  })
  void a_fee_is_due_in_advance_or_once_its_days_are_over(
      String offer, LocalDate day, String expected) {
    Account account =
        new Account("2026-01-01")
            .cycle(1, 1, "2026-01-01")
            .billed("2026-04-01")
            .has(offer + " 2026-01-01");
    assertThat(said(account, day)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "a year from {0}")
  @CsvSource({
    "2028-01-01, 2029-01-01",
    "2028-02-29, 2029-02-28",
    "2026-01-31, 2027-01-31",
  })
  void a_year_is_charged_as_it_begins(String since, String until) {
    LocalDate first = LocalDate.parse(since);
    Account account =
        new Account(since).cycle(1, first.getDayOfMonth(), since).has("YEAR " + since);
    assertThat(said(account, first)).isEqualTo("YEAR [%s %s) 3660.00".formatted(since, until));
  }

  @ParameterizedTest(name = "{0}: net {1}, taxes {2}, total {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # 310 * 22/122 = 55.9016
          vat in 22                             | 254.10 | vat 55.90               | 310.00
          vat on 22                             | 310.00 | vat 68.20               | 378.20
          # tax on tax: 10 % of 310.00, then 5 % of 341.00
          a on 10; b on+ 5                      | 310.00 | a 31.00, b 17.05        | 358.05
          # the same, contained: shares 0.1 and 0.055 of 1.155: 26.8398 and 14.7619
          a in 10; b in+ 5                      | 268.40 | a 26.84, b 14.76        | 310.00
          # contained, and another on top of net and that: 310 * 20/120 = 51.6667; 5 % of 310.00
          a in 20; b on+ 5                      | 258.33 | a 51.67, b 15.50        | 325.50
          # on top of the net alone: 5 % of 258.33 = 12.9165
          a in 20; b on 5                       | 258.33 | a 51.67, b 12.92        | 322.92
          none in 0                             | 310.00 | none 0.00               | 310.00
          """)
  void taxes_are_worked_out_layer_by_layer(String layers, String net, String taxes, String total) {
    Account account =
        new Account("2026-01-01")
            .cycle(1, 1, "2026-01-01")
            .billed("2026-03-01")
            .has("P 2026-01-01");
    Bill bill = bill(account, LocalDate.of(2026, 3, 1), layers(layers));
    assertThat(bill.net().amount()).isEqualTo(net);
    assertThat(bill.gross().amount()).isEqualTo(total);
    assertThat(
            bill.taxes().stream()
                .map(tax -> tax.layer().code() + " " + tax.tax().amount())
                .collect(Collectors.joining(", ")))
        .isEqualTo(taxes);
  }

  @ParameterizedTest(name = "{0} = {1} {2}, {3} from the balance")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # 310.00 of April, and what waited: with tax in it, without, and booked already
          GOODS 122.00                         | INVOICE     |  432.00 | 77.90  |  432.00
          PENALTY 100.00                       | INVOICE     |  410.00 | 55.90  |  410.00
          !GOODS 122.00                        | INVOICE     |  432.00 | 77.90  |  310.00
          ADJUSTMENT -310.00                   | INVOICE     |    0.00 | 0.00   |    0.00
          ADJUSTMENT -432.00                   | CREDIT_NOTE | -122.00 | -22.00 | -122.00
          !ADJUSTMENT -432.00                  | CREDIT_NOTE | -122.00 | -22.00 |  310.00
          ADJUSTMENT -310.01                   | CREDIT_NOTE |   -0.01 | 0.00   |   -0.01
          """)
  void what_waited_is_on_the_bill_and_below_zero_it_is_a_credit_note(
      String charge, String kind, String total, String tax, String debit) {
    Account account =
        new Account("2026-01-01")
            .cycle(1, 1, "2026-01-01")
            .billed("2026-04-01")
            .has("P 2026-01-01");
    account.waits(charge);
    Bill bill = bill(account, LocalDate.of(2026, 4, 1), VAT);
    assertThat(bill.isCreditNote() ? "CREDIT_NOTE" : "INVOICE").isEqualTo(kind);
    assertThat(bill.gross().amount()).isEqualTo(total);
    assertThat(bill.tax().amount()).isEqualTo(tax);
    assertThat(bill.debit().amount()).isEqualTo(debit);
  }

  @ParameterizedTest(name = "balance {0}, limit {1}: {2}")
  @CsvSource({
    "310.00, 0.00, Billed",
    "309.99, 0.00, NotCovered",
    "300.00, 10.00, Billed",
    "0.00, 309.99, NotCovered",
    "-1.00, 311.00, Billed",
  })
  void a_prepaid_account_is_billed_if_its_balance_and_limit_cover_it(
      String balance, String limit, String expected) {
    Account account =
        new Account("2026-01-01")
            .cycle(1, 1, "2026-01-01")
            .billed("2026-04-01")
            .has("P 2026-01-01");
    account.prepaid(rub(balance).minor(), rub(limit).minor());
    assertThat(billing(account, LocalDate.of(2026, 4, 1), VAT).getClass().getSimpleName())
        .isEqualTo(expected);
  }

  /** P, then Q, then R in one day, each charged at once; all of it was of the same month. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void two_changes_of_plan_in_a_day_leave_the_last_one_and_what_was_booked(boolean rechecked) {
    Account account =
        new Account("2026-01-01")
            .cycle(1, 1, "2026-01-01")
            .billed("2026-04-01")
            .has("P 2026-01-01..2026-03-16, R 2026-03-16");
    account.charged("P 310.00", "2026-03-01", "2026-04-01");
    if (rechecked) {
      account.recheck("2026-03-16");
    }
    account.booked("P -160.00", "2026-03-16", "2026-04-01");
    account.booked("Q 320.00", "2026-03-16", "2026-04-01");
    account.booked("Q -320.00", "2026-03-16", "2026-04-01");
    account.booked("R 16.00", "2026-03-16", "2026-04-01");
    Bill bill = bill(account, LocalDate.of(2026, 4, 1), VAT);
    assertThat(lines(bill))
        .containsExactly(
            "P [2026-03-16 2026-04-01) -160.00",
            "Q [2026-03-16 2026-04-01) 320.00",
            "Q [2026-03-16 2026-04-01) -320.00",
            "R [2026-03-16 2026-04-01) 16.00",
            "R [2026-04-01 2026-05-01) 31.00");
    assertThat(bill.debit()).isEqualTo(rub("31.00"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void accounts_billed_in_any_order_get_the_same_bills(long seed) {
    Random random = new Random(seed);
    List<Account> accounts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      accounts.add(anybody(random));
    }
    LocalDate day = LocalDate.of(2026, 4, 1);
    Map<Account, String> first = billAll(accounts, day);
    Collections.shuffle(accounts, random);
    assertThat(billAll(accounts, day)).isEqualTo(first);
  }

  /** One who is forgotten for half a year pays what he would have paid month by month. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void half_a_year_at_once_costs_what_its_months_cost(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      Account account = anybody(random);
      long atOnce = total(account, LocalDate.of(2026, 8, 31));
      long sum = 0;
      LocalDate day = account.since;
      while (!day.isAfter(LocalDate.of(2026, 8, 31))) {
        if (billing(account, day, VAT) instanceof Billing.Billed(Bill bill)) {
          sum += bill.gross().minor();
        }
        day = account.end(day);
        account.billed(day.toString());
      }
      assertThat(sum).as("seed %d, account %d", seed, i).isEqualTo(atOnce);
    }
  }

  private static long total(Account account, LocalDate day) {
    return billing(account, day, VAT) instanceof Billing.Billed(Bill bill)
        ? bill.gross().minor()
        : 0;
  }

  /** A plan, perhaps a service, perhaps days without service; all known before the first bill. */
  private static Account anybody(Random random) {
    LocalDate since = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(90));
    Account account =
        new Account(since.toString()).cycle(1, 1 + random.nextInt(31), since.toString());
    LocalDate change = since.plusDays(1 + random.nextInt(60));
    account.has(
        random.nextBoolean() ? "P " + since : "P " + since + ".." + change + ", Q " + change);
    if (random.nextBoolean()) {
      account.has("S " + change);
    }
    if (random.nextBoolean()) {
      LocalDate off = since.plusDays(1 + random.nextInt(40));
      account.served(since + ".." + off + ", " + off.plusDays(1 + random.nextInt(40)));
    }
    return account;
  }

  private static Map<Account, String> billAll(List<Account> accounts, LocalDate day) {
    BillCalculator calculator = calculator(VAT);
    Map<Account, String> bills = new HashMap<>();
    accounts.forEach(account -> bills.put(account, said(calculator.bill(account.value(), day))));
    return bills;
  }

  private static String said(Account account, LocalDate day) {
    return said(billing(account, day, VAT));
  }

  private static String said(Billing billing) {
    return switch (billing) {
      case Billing.Billed(Bill bill) -> String.join(", ", lines(bill));
      case Billing.NotCovered(Bill bill, Money _) -> "not covered: " + bill.gross().amount();
      case Billing.Nothing _ -> "nothing";
      case Billing.NotDue _ -> "not due";
      case Billing.PaidByAnother(Bill bill) -> "paid by another: " + bill.gross().amount();
    };
  }

  private static List<String> lines(Bill bill) {
    return bill.lines().stream()
        .map(line ->
            "%s [%s %s) %s"
                .formatted(
                    line.text(), line.days().from(), line.days().until(), line.gross().amount()))
        .toList();
  }

  private static Bill bill(Account account, LocalDate day, List<TaxLayer> taxes) {
    return ((Billing.Billed) billing(account, day, taxes)).bill();
  }

  private static Billing billing(Account account, LocalDate day, List<TaxLayer> taxes) {
    return calculator(taxes).bill(account.value(), day);
  }

  private static BillCalculator calculator(List<TaxLayer> taxes) {
    return new BillCalculator(
        CATALOG, OfferKey::code, (_, name) -> name, new TaxBook((_, _) -> taxes));
  }

  private static OfferCatalog.Snapshot catalog() {
    return OfferCatalog.Snapshot.of(
        List.of(
            monthly("P", 1, "310.00"),
            monthly("Q", 1, "620.00"),
            monthly("R", 1, "31.00"),
            monthly("S", 1, "62.00"),
            version("ARR", 1, fee(1, "310.00", 1, Timing.ARREARS)),
            version("YEAR", 1, fee(1, "3660.00", 12, Timing.ADVANCE)),
            once(1),
            once(2)),
        List.<Product>of(),
        List.of(
            promotion("HALF", new Discount.Percent(new BigDecimal("50"))),
            promotion("FREE", new Discount.Percent(new BigDecimal("100")))));
  }

  private static OfferVersion once(int version) {
    return version(
        "ONCE",
        version,
        fee(1, "310.00", 1, Timing.ADVANCE),
        new PriceLine(2, "entry", new Price.OneTime(rub("500.00")), Map.of()));
  }

  private static OfferVersion monthly(String code, int version, String fee) {
    return version(code, version, fee(1, fee, 1, Timing.ADVANCE));
  }

  private static PriceLine fee(int line, String fee, int months, Timing timing) {
    return new PriceLine(line, "tv", new Price.Recurring(rub(fee), months, timing), Map.of());
  }

  private static OfferVersion version(String code, int version, PriceLine... lines) {
    return new OfferVersion(
        new OfferKey(OfferKind.PLAN, code),
        version,
        LocalDate.EPOCH,
        OfferVersion.Existing.KEEP,
        rub("0.00"),
        List.of(lines),
        Map.of());
  }

  private static Promotion promotion(String code, Discount discount) {
    return new Promotion(
        code,
        code,
        code,
        discount,
        OptionalInt.empty(),
        LocalDate.EPOCH,
        Optional.empty(),
        false,
        false,
        true,
        Set.of());
  }

  /** {@code a in 10; b on+ 5}: contained or on top, with a plus on the lower taxes too. */
  private static List<TaxLayer> layers(String text) {
    List<TaxLayer> layers = new ArrayList<>();
    for (String part : text.split(";")) {
      String[] words = part.strip().split(" ");
      layers.add(
          layer(
              layers.size() + 1,
              words[0],
              words[2],
              words[1].startsWith("in"),
              words[1].endsWith("+")));
    }
    return layers;
  }

  private static TaxLayer layer(
      int layer, String code, String percent, boolean inclusive, boolean compound) {
    return new TaxLayer(layer, code, new BigDecimal(percent), inclusive, compound);
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }

  /** An account as a row says it. */
  private static final class Account {
    private final LocalDate since;
    private final List<Item> items = new ArrayList<>();
    private final List<Charged> charged = new ArrayList<>();
    private final List<OpenCharge> open = new ArrayList<>();
    private List<Period> served;
    private Cycle cycle = new Cycle(1, 1);
    private LocalDate cycleSince = LocalDate.EPOCH;
    private Optional<LocalDate> billedUntil = Optional.empty();
    private Optional<LocalDate> recheckFrom = Optional.empty();
    private BillingMode mode = BillingMode.POSTPAID;
    private long balance;
    private long limit;

    Account(String since) {
      this.since = LocalDate.parse(since);
      this.served = List.of(new Period(this.since, BilledAccount.ENDLESS));
    }

    Account cycle(int months, int anchor, String from) {
      cycle = new Cycle(months, anchor);
      cycleSince = LocalDate.parse(from);
      return this;
    }

    Account billed(String until) {
      billedUntil = Optional.of(LocalDate.parse(until));
      return this;
    }

    Account recheck(String from) {
      recheckFrom = Optional.of(LocalDate.parse(from));
      return this;
    }

    Account prepaid(long balance, long limit) {
      this.mode = BillingMode.PREPAID;
      this.balance = balance;
      this.limit = limit;
      return this;
    }

    LocalDate end(LocalDate day) {
      return cycle.containing(day, cycleSince).until();
    }

    /** {@code P 2026-01-01..2026-03-16, Q/2 2026-03-16, P*HALF*2026-04-16 …, P=99.00 …}. */
    Account has(String text) {
      for (String part : text.split(",")) {
        String[] words = part.strip().split(" ");
        String[] promoted = words[0].split("[*]");
        String[] priced = promoted[0].split("=");
        String[] versioned = priced[0].split("/");
        items.add(
            new Item(
                new OfferKey(OfferKind.PLAN, versioned[0]),
                versioned.length > 1 ? Integer.parseInt(versioned[1]) : 1,
                days(words[1]),
                priced.length > 1 ? Optional.of(rub(priced[1])) : Optional.empty(),
                promoted.length > 1 ? Optional.of(promoted[1]) : Optional.empty(),
                promoted.length > 2
                    ? Optional.of(LocalDate.parse(promoted[2]))
                    : Optional.empty()));
      }
      return this;
    }

    Account served(String text) {
      served = Arrays.stream(text.split(",")).map(part -> days(part.strip())).toList();
      return this;
    }

    Account charged(String text, String from, String until) {
      String[] words = text.split(" ");
      charged.add(
          new Charged(
              new OfferKey(OfferKind.PLAN, words[0]),
              ChargeKind.RECURRING,
              "tv",
              new Period(LocalDate.parse(from), LocalDate.parse(until)),
              rub(words[1]).minor()));
      return this;
    }

    /** A fee that left the balance at once: it waits for a bill, and counts as charged. */
    void booked(String text, String from, String until) {
      charged(text, from, until);
      String[] words = text.split(" ");
      open.add(
          new OpenCharge(
              new UUID(0, open.size()),
              Optional.empty(),
              ChargeKind.RECURRING,
              Optional.of(new OfferKey(OfferKind.PLAN, words[0])),
              "tv",
              words[0],
              new Period(LocalDate.parse(from), LocalDate.parse(until)),
              LocalDate.parse(from),
              1,
              "",
              rub(words[1]),
              true));
    }

    /** {@code GOODS 122.00}; with a mark of exclamation it is booked. */
    void waits(String text) {
      boolean booked = text.startsWith("!");
      String[] words = (booked ? text.substring(1) : text).split(" ");
      open.add(
          new OpenCharge(
              new UUID(0, open.size()),
              Optional.empty(),
              ChargeKind.valueOf(words[0]),
              Optional.empty(),
              "other",
              words[0],
              new Period(LocalDate.of(2026, 3, 20), LocalDate.of(2026, 3, 21)),
              LocalDate.of(2026, 3, 20),
              1,
              "",
              rub(words[1]),
              booked));
    }

    BilledAccount value() {
      return new BilledAccount(
          "NW",
          new UUID(0, 0),
          since,
          RUB,
          balance,
          new Terms(
              mode,
              cycle,
              cycleSince,
              billedUntil,
              recheckFrom,
              limit,
              "RU",
              Language.EN,
              Optional.empty()),
          items,
          served,
          charged,
          open,
          Map.of(),
          "NW");
    }

    private static Period days(String text) {
      String[] ends = text.split("[.][.]");
      return new Period(
          LocalDate.parse(ends[0]),
          ends.length > 1 ? LocalDate.parse(ends[1]) : BilledAccount.ENDLESS);
    }
  }
}
