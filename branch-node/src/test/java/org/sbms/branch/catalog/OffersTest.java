package org.sbms.branch.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.pricing.Tiers;
import org.sbms.branch.pricing.Timing;
import org.sbms.branch.pricing.Unit;
import org.sbms.branch.reference.LocalText;
import org.sbms.branch.reference.NationalPlans;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;

/** The life of offers, products and promotions, through operations and over a real database. */
final class OffersTest {
  private static final NodeId NW = NodeId.of(new BranchCode("NW"));
  private static final Currency RUB = Currency.getInstance("RUB");

  private static TestDatabase test;
  private static Executor executor;
  private static CatalogFeature catalog;
  private static BusinessDays days;
  private static volatile List<NationalPlans.Version> national = List.of();

  @BeforeAll
  static void open() {
    test = TestDatabase.with("operation", "journal", "party", "catalog", "subscription");
    Clock clock = Clock.systemUTC();
    days = new BusinessDays(new Journal(new BranchCode("NW")), ZoneId.of("UTC"), clock);
    days.rollOver(test.database());
    Operations operations = new Operations();
    catalog = new CatalogFeature(days, () -> national, RUB, clock);
    catalog.register(operations);
    executor = new Executor(NW, operations, test.database(), new Alone(), AuditLog.NONE, clock);
  }

  @AfterAll
  static void close() {
    executor.close();
    test.close();
  }

  private static final class Alone implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new AssertionError("the catalogue asks nobody");
    }
  }

  @Test
  void aNewOfferIsSoldFromItsFirstVersionsDay() {
    Offer draft = done(save("NEW", today(), fee(1, "BOUQUET", "250.00")));
    assertThat(draft.sold()).isFalse();
    assertThat(draft.draft()).isPresent();
    Offer sold = done(new PublishDraft(draft.key(), 1));
    assertThat(sold.sold()).isTrue();
    assertThat(sold.current().orElseThrow().monthlyFee()).isEqualTo(rub("250.00"));
    assertThat(columns("NEW")).isEqualTo("25000 true");
  }

  @Test
  void aVersionOfALaterDayWaitsForIt() {
    done(save("LATER", today(), fee(1, "BOUQUET", "100.00")));
    done(new PublishDraft(key("LATER"), 1));
    done(save("LATER", today().plusDays(5), fee(1, "BOUQUET", "200.00")));
    Offer offer = done(new PublishDraft(key("LATER"), 2));
    assertThat(offer.current().orElseThrow().version()).isEqualTo(1);
    assertThat(columns("LATER")).isEqualTo("10000 true");
    OfferCatalog.Snapshot snapshot = new OfferCatalog().snapshot(database());
    assertThat(snapshot.inForce(OfferKind.PLAN, "LATER", today().plusDays(4)).orElseThrow())
        .extracting(OfferVersion::version)
        .isEqualTo(1);
    assertThat(snapshot.inForce(OfferKind.PLAN, "LATER", today().plusDays(5)).orElseThrow())
        .extracting(OfferVersion::version)
        .isEqualTo(2);
    assertThat(snapshot.inForce(OfferKind.PLAN, "LATER", today().minusDays(1))).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    List<OfferLine> lines =
        List.of(
            fee(1, "TELEPHONY", "390.00"),
            calls(2, Tiers.Kind.VOLUME, Map.of("zone", "abroad")),
            calls(3, Tiers.Kind.GRADUATED, Map.of()),
            once(4, "CONNECTION", "500.00"),
            event(5, "VOD", "199.00"));
    SaveDraft save =
        new SaveDraft(
            key("WHOLE"),
            "Whole",
            today(),
            OfferVersion.Existing.MIGRATE,
            "a note",
            lines,
            Map.of("customerKind", List.of("COMPANY", "PERSON")));
    Offer.Version draft = done(save).draft().orElseThrow();
    assertThat(draft.lines()).isEqualTo(lines);
    assertThat(draft.eligibility()).isEqualTo(Map.of("customerKind", List.of("COMPANY", "PERSON")));
    assertThat(draft.note()).isEqualTo("a note");
    done(new PublishDraft(key("WHOLE"), 1));
    OfferVersion version =
        new OfferCatalog().snapshot(database()).version(OfferKind.PLAN, "WHOLE", 1).orElseThrow();
    assertThat(version.lines().stream().map(OfferLine::of)).isEqualTo(lines);
    assertThat(version.line("CALLS", Map.of("zone", "abroad")).orElseThrow().line()).isEqualTo(2);
    assertThat(version.line("CALLS", Map.of("zone", "home")).orElseThrow().line()).isEqualTo(3);
    assertThat(version.line("TELEPHONY", Map.of())).isEmpty();
    assertThat(version.fees(Map.of())).extracting(line -> line.line()).containsExactly(1, 4);
  }

  @Test
  void theCatalogueInMemoryIsLoadedAgainAfterAChangeOnly() {
    OfferCatalog memory = new OfferCatalog();
    OfferCatalog.Snapshot first = memory.snapshot(database());
    assertThat(memory.snapshot(database())).isSameAs(first);
    done(save("MEMORY", today(), fee(1, "BOUQUET", "1.00")));
    done(new PublishDraft(key("MEMORY"), 1));
    assertThat(memory.snapshot(database()).version(OfferKind.PLAN, "MEMORY", 1)).isPresent();
    assertThat(first.version(OfferKind.PLAN, "MEMORY", 1)).isEmpty();
  }

  @Test
  void whatCannotBePublishedSaysWhy() {
    done(save("DAYS", today().minusDays(1), fee(1, "BOUQUET", "1.00")));
    assertThat(refused(new PublishDraft(key("DAYS"), 1)).errors().getFirst().field())
        .isEqualTo("validFrom");
    done(save("DAYS", today(), fee(1, "BOUQUET", "1.00")));
    refused(new PublishDraft(key("DAYS"), 2));
    done(new PublishDraft(key("DAYS"), 1));
    done(save("DAYS", today(), fee(1, "BOUQUET", "2.00")));
    assertThat(refused(new PublishDraft(key("DAYS"), 2)).errors().getFirst().message())
        .contains("another version");
    done(new DiscardDraft(key("DAYS")));
    refused(new DiscardDraft(key("DAYS")));
    refused(new PublishDraft(key("NOBODY"), 1));
  }

  @Test
  void aDraftWithMistakesNamesThem() {
    Refusal refusal =
        refused(
            new SaveDraft(
                key("no code!"),
                " ",
                today(),
                OfferVersion.Existing.KEEP,
                "",
                List.of(
                    line(OfferLine.Kind.RECURRING, "BOUQUET", Optional.empty()),
                    line(
                        OfferLine.Kind.ONE_TIME,
                        "BOUQUET",
                        Optional.of(Money.parse("1.00", "USD"))),
                    line(OfferLine.Kind.PER_UNIT, "CALLS", Optional.empty())),
                Map.of("", List.of("x"))));
    assertThat(refusal.errors())
        .extracting(Refusal.FieldError::field)
        .containsExactly("code", "name", "lines[0]", "lines[1]", "lines[2]", "eligibility");
    assertThat(refused(save("UNIT", today(), event(1, "NO-SUCH", "1.00"))).errors().getFirst())
        .isEqualTo(new Refusal.FieldError("lines[0]", "must be for a product that is sold"));
    assertThat(
            refused(save("TWICE", today(), fee(1, "BOUQUET", "1.00"), fee(2, "BOUQUET", "2.00")))
                .errors())
        .extracting(Refusal.FieldError::field)
        .containsExactly("lines[1]");
  }

  @Test
  void anOfferIsWithdrawnAndSoldAgain() {
    done(save("COMING", today().plusDays(9), fee(1, "BOUQUET", "1.00")));
    refused(new WithdrawOffer(key("COMING")));
    refused(new SellOffer(key("COMING")));
    done(save("GOING", today(), fee(1, "BOUQUET", "1.00")));
    done(new PublishDraft(key("GOING"), 1));
    assertThat(done(new WithdrawOffer(key("GOING"))).sold()).isFalse();
    assertThat(done(new SellOffer(key("GOING"))).sold()).isTrue();
    refused(new SellOffer(key("GOING")));
  }

  @Test
  void centralsPlansAreSoldHereInTheirVersionsAndChangedByNobody() {
    national =
        List.of(
            plan("home-100", "550.00", today().minusDays(100), Optional.of(today().minusDays(10))),
            plan("home-100", "590.00", today().minusDays(10), Optional.empty()),
            plan("old", "100.00", today().minusDays(100), Optional.of(today())),
            plan("soon", "100.00", today().plusDays(3), Optional.empty()));
    catalog.bringIntoForce(database());
    catalog.bringIntoForce(database());
    Offer offer = done(new ShowOffer(key("home-100")));
    assertThat(offer.versions()).hasSize(2);
    assertThat(offer.national()).isTrue();
    assertThat(columns("home-100")).isEqualTo("59000 true");
    assertThat(columns("old")).isEqualTo("10000 false");
    assertThat(columns("soon")).isEqualTo("10000 false");
    refused(save("home-100", today(), fee(1, "BOUQUET", "1.00")));
    refused(new WithdrawOffer(key("home-100")));

    national = List.of(plan("home-100", "595.00", today().minusDays(10), Optional.empty()));
    catalog.bringIntoForce(database());
    assertThat(done(new ShowOffer(key("home-100"))).current().orElseThrow().monthlyFee())
        .isEqualTo(rub("595.00"));
  }

  /**
   * 300 a month, connection 500, calls after 100 free at 1.50, in November: half of it from the
   * 16th; 20 of 30 days for who is suspended from the 11th to the 21st.
   */
  @ParameterizedTest(name = "{0}: {1} becomes {2}")
  @CsvSource({
    // 300 + (1100 - 100) * 1.5; 360 + 1100 * 1.5 (nothing free any more, connection is not due)
    "FULL_MONTH, 1800.00, 2010.00",
    // 150 + 500 + 1500; 180 + 500 + 1650
    "STARTS_MID_MONTH, 2150.00, 2330.00",
    // 300 * 20 / 30 + 1500; 360 * 20 / 30 + 1650
    "SUSPENDED_MID_MONTH, 1700.00, 1890.00",
  })
  void aSampleBillShowsBothVersions(PreviewBill.Example example, String before, String after) {
    String code = "PREVIEW-" + example.ordinal();
    done(
        save(
            code,
            today(),
            fee(1, "TELEPHONY", "300.00"),
            sms(2, 100),
            once(3, "CONNECTION", "500.00")));
    done(new PublishDraft(key(code), 1));
    done(
        save(
            code,
            today(),
            fee(1, "TELEPHONY", "360.00"),
            sms(2, 0),
            once(3, "CONNECTION", "500.00")));
    PreviewBill.Preview preview =
        done(
            new PreviewBill(
                key(code), Optional.of(LocalDate.of(2026, 11, 25)), Map.of("SMS", 1100L)));
    assertThat(preview.oldVersion()).isEqualTo(1);
    assertThat(preview.newVersion()).isEqualTo(2);
    assertThat(preview.bills())
        .filteredOn(bill -> bill.example() == example)
        .singleElement()
        .satisfies(bill -> {
          assertThat(bill.before()).isEqualTo(rub(before));
          assertThat(bill.after()).isEqualTo(rub(after));
        });
  }

  @Test
  void aProductKeepsItsUnitOnceItHasPrices() {
    Product product =
        new Product(
            "ROAMING",
            Product.Kind.TELEPHONY,
            "Roaming",
            "Роуминг",
            Optional.of(Unit.SECOND),
            "4010",
            true,
            true);
    done(new SaveProduct(product));
    done(save("ROAM", today(), perUnit(1, "ROAMING", Unit.SECOND, 0, "0.05", Map.of())));
    assertThat(
            refused(
                    new SaveProduct(
                        new Product(
                            "ROAMING",
                            Product.Kind.TELEPHONY,
                            "Roaming",
                            "Роуминг",
                            Optional.of(Unit.MINUTE),
                            "4010",
                            true,
                            true)))
                .errors()
                .getFirst()
                .field())
        .isEqualTo("unit");
    assertThat(
            refused(
                    new SaveProduct(
                        new Product(
                            "CASH",
                            Product.Kind.ONE_TIME,
                            "x",
                            "x",
                            Optional.empty(),
                            "1010",
                            true,
                            true)))
                .errors()
                .getFirst()
                .field())
        .isEqualTo("revenueAccount");
  }

  @Test
  void listsNarrowAndSort() {
    done(save("LIST-A", today(), fee(1, "BOUQUET", "10.00")));
    done(save("LIST-B", today(), fee(1, "BOUQUET", "20.00")));
    done(new PublishDraft(key("LIST-B"), 1));
    List<BrowseOffers.Line> found =
        done(new BrowseOffers(
                "list-", Optional.of(OfferKind.PLAN), Optional.empty(), "code", true, 0, 10))
            .items();
    assertThat(found).extracting(BrowseOffers.Line::code).containsExactly("LIST-B", "LIST-A");
    assertThat(found.getFirst().version()).contains(1);
    assertThat(found.getLast().draft()).isTrue();
    assertThat(
            done(new BrowseOffers(
                    "list-", Optional.empty(), Optional.of(true), "name", false, 0, 10))
                .items())
        .hasSize(1);
    assertThat(
            refused(
                    new BrowseOffers(
                        "", Optional.empty(), Optional.empty(), "1; drop", false, 0, 10))
                .errors())
        .isNotEmpty();
  }

  private static NationalPlans.Version plan(
      String code, String fee, LocalDate from, Optional<LocalDate> until) {
    return new NationalPlans.Version(
        code, "internet", new LocalText(code, code), rub(fee), Optional.of(from), until);
  }

  private static SaveDraft save(String code, LocalDate from, OfferLine... lines) {
    return new SaveDraft(
        key(code), "Offer " + code, from, OfferVersion.Existing.KEEP, "", List.of(lines), Map.of());
  }

  private static OfferLine fee(int line, String product, String fee) {
    return OfferLine.recurring(line, product, rub(fee), 1, Timing.ADVANCE);
  }

  private static OfferLine once(int line, String product, String fee) {
    return feeLine(line, OfferLine.Kind.ONE_TIME, product, Optional.of(rub(fee)));
  }

  private static OfferLine event(int line, String product, String fee) {
    return feeLine(line, OfferLine.Kind.PER_EVENT, product, Optional.of(rub(fee)));
  }

  private static OfferLine line(OfferLine.Kind kind, String product, Optional<Money> fee) {
    return feeLine(1, kind, product, fee);
  }

  private static OfferLine feeLine(
      int line, OfferLine.Kind kind, String product, Optional<Money> fee) {
    return new OfferLine(
        line,
        product,
        kind,
        fee,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  private static OfferLine sms(int line, long allowance) {
    return perUnit(line, "SMS", Unit.EVENT, allowance, "1.5", Map.of());
  }

  private static OfferLine perUnit(
      int line, String product, Unit unit, long allowance, String price, Map<String, String> when) {
    return new OfferLine(
        line,
        product,
        OfferLine.Kind.PER_UNIT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(unit),
        Optional.of(1L),
        Optional.of(Tiers.Kind.GRADUATED),
        List.of(new OfferLine.Tier(Optional.empty(), price)),
        Optional.of(allowance),
        when);
  }

  private static OfferLine calls(int line, Tiers.Kind kind, Map<String, String> when) {
    return new OfferLine(
        line,
        "CALLS",
        OfferLine.Kind.PER_UNIT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Unit.SECOND),
        Optional.of(60L),
        Optional.of(kind),
        List.of(
            new OfferLine.Tier(Optional.of(60_000L), "0.035"),
            new OfferLine.Tier(Optional.empty(), "0.02")),
        Optional.of(18_000L),
        when);
  }

  private static OfferKey key(String code) {
    return new OfferKey(OfferKind.PLAN, code);
  }

  private static String columns(String plan) {
    return database()
        .one(
            row -> row.getLong(0) + " " + row.getBoolean(1),
            "select monthly_fee_minor, sold from rate_plan where code = $1",
            plan)
        .orElseThrow();
  }

  private static <R> Outcome<R> run(Operation<R> operation) {
    Set<Permission> all = Set.of(CatalogFeature.VIEW, CatalogFeature.EDIT, CatalogFeature.PUBLISH);
    return executor.run(
        new Caller(new Actor(NW, "anna", "manager"), NW, all),
        Request.command(operation, UUID.randomUUID().toString()));
  }

  private static <R> R done(Operation<R> operation) {
    Outcome<R> outcome = run(operation);
    if (outcome instanceof Outcome.Done<R>(R result)) {
      return result;
    }
    throw new AssertionError(outcome);
  }

  private static <R> Refusal refused(Operation<R> operation) {
    return ((Outcome.Refused<R>) run(operation)).refusal();
  }

  private static Database database() {
    return test.database();
  }

  private static LocalDate today() {
    return days.today(database());
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
