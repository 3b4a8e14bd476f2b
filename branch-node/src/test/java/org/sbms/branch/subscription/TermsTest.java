package org.sbms.branch.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.subscription.TwoDesks.rub;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.branch.catalog.AddPromotionCode;
import org.sbms.branch.catalog.Offer;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.catalog.OfferLine;
import org.sbms.branch.catalog.OfferVersion.Existing;
import org.sbms.branch.catalog.PromotionTerms;
import org.sbms.branch.catalog.PublishDraft;
import org.sbms.branch.catalog.SaveDraft;
import org.sbms.branch.catalog.SavePromotion;
import org.sbms.branch.pricing.Timing;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.CorrectPast;
import org.sbms.contract.subscriber.CorrectPast.What;
import org.sbms.contract.subscriber.GivePromotion;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.SetOwnPrice;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.Subscribed;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.kit.operation.Request;

/** Own prices, promotions, moves to new versions, and corrections of what is past. */
final class TermsTest {
  private static TwoDesks desks;
  private static History at;

  @BeforeAll
  static void open() {
    desks = new TwoDesks();
    at = new History(desks);
  }

  @AfterAll
  static void close() {
    desks.close();
  }

  @Test
  void anOwnPriceHoldsFromItsDayAndIsWhatACardShows() {
    AccountNumber account = at.register("START", "SPORT");
    LocalDate first = at.today();
    at.passDays(2);
    desks.nw.done(price(account, Optional.of("99.00"), Optional.empty()));

    assertThat(at.items(account))
        .contains(
            "SERVICE SPORT v1 " + first + " " + at.today() + " NEW_PRICE",
            "SERVICE SPORT v1 " + at.today() + " null null");
    assertThat(desks.nw.done(new ShowCard(account)).services())
        .allMatch(service -> service.monthlyFee().equals(rub("99.00")));
    desks.nw.done(price(account, Optional.empty(), Optional.empty()));
    assertThat(desks.nw.done(new ShowCard(account)).services())
        .allMatch(service -> service.monthlyFee().equals(rub("299.00")));
  }

  @Test
  void aPriceForPastDaysNeedsTheRightToCorrect() {
    AccountNumber account = at.register("START", "SPORT");
    at.passDays(2);
    var order = price(account, Optional.of("99.00"), Optional.of(at.today().minusDays(1)));
    assertThat(
            desks.nw.executor.run(
                desks.nw.caller("clerk", Set.of(ItemFeature.SET_PRICE)),
                Request.command(order, UUID.randomUUID().toString())))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.FORBIDDEN));
    assertThat(desks.nw.done(order).items()).anyMatch(Subscribed.Item::ownPrice);
    assertThat(desks.nw.refused(price(account, Optional.of("-1.00"), Optional.empty())).errors())
        .hasSize(1);
  }

  @Test
  void aPromotionIsHadForItsMonthsTheFirstIncluded() {
    AccountNumber account = at.register("START");
    promotion("HALF", false, false, Optional.of(3), new OfferKey(OfferKind.PLAN, "START"));
    Subscribed given = desks.nw.done(new GivePromotion(account, "HALF"));
    assertThat(given.items())
        .singleElement()
        .satisfies(item -> {
          assertThat(item.promotion()).contains("HALF");
          assertThat(item.promotionUntil()).contains(at.today().withDayOfMonth(1).plusMonths(3));
        });
    // Once it is had it is not given again.
    assertThat(desks.nw.refused(new GivePromotion(account, "HALF")).errors().getFirst().field())
        .isEqualTo("promotion");
  }

  @Test
  void aBundleIsForWhoHasAllOfItAndEndsWithItsFirstPart() {
    AccountNumber account = at.register("START", "SPORT");
    promotion(
        "BOTH",
        true,
        false,
        Optional.empty(),
        new OfferKey(OfferKind.SERVICE, "SPORT"),
        new OfferKey(OfferKind.SERVICE, "KINO"));
    desks.nw.refused(new GivePromotion(account, "BOTH"));
    desks.nw.done(new AddService(account, "KINO", Optional.empty()));
    desks.nw.done(new GivePromotion(account, "BOTH"));
    assertThat(promoted(account)).containsExactlyInAnyOrder("SPORT", "KINO");

    at.passDays(1);
    desks.nw.done(new RemoveService(account, "KINO", Optional.empty()));
    assertThat(promoted(account)).isEmpty();
    assertThat(at.items(account)).contains("SERVICE SPORT v1 " + at.today() + " null null");
  }

  @Test
  void aCodeIsGoodForItsNumberOfUses() {
    promotion("FRIENDS", false, true, Optional.of(1), new OfferKey(OfferKind.PLAN, "FAMILY"));
    desks.nw.done(new AddPromotionCode("FRIENDS", "anna-2026", 1));
    AccountNumber one = at.register("FAMILY");
    AccountNumber two = at.register("FAMILY");
    desks.nw.refused(new GivePromotion(one, "FRIENDS"));
    desks.nw.done(new GivePromotion(one, " Anna-2026 "));
    assertThat(desks.nw.refused(new GivePromotion(two, "ANNA-2026")).errors().getFirst().message())
        .contains("used");
  }

  @Test
  void existingSubscribersMoveOnTheDayIfTheVersionSaysSo() {
    publish("MOVING", "100.00", at.today(), Existing.KEEP, Map.of());
    AccountNumber account = at.register("MOVING");
    LocalDate first = at.today();
    LocalDate third = first.plusDays(3);
    publish("MOVING", "120.00", first.plusDays(2), Existing.KEEP, Map.of());
    publish("MOVING", "150.00", third, Existing.MIGRATE, Map.of());
    at.passDays(2);
    turnTheDay();
    assertThat(at.fee(account)).isEqualTo(rub("100.00"));
    AccountNumber newer = at.register("MOVING");
    assertThat(at.fee(newer)).isEqualTo(rub("120.00"));

    at.passDays(2);
    turnTheDay();
    assertThat(at.items(account))
        .containsExactly(
            "PLAN MOVING v1 " + first + " " + third + " NEW_VERSION",
            "PLAN MOVING v3 " + third + " null null");
    assertThat(at.fee(account)).isEqualTo(rub("150.00"));
    assertThat(at.fee(newer)).isEqualTo(rub("150.00"));
    turnTheDay();
    assertThat(at.items(account)).hasSize(2);
  }

  @Test
  void anOfferIsForThoseWhomItsVersionNames() {
    publish(
        "BUSINESS",
        "900.00",
        at.today(),
        Existing.KEEP,
        Map.of("customerKind", List.of("COMPANY")));
    AccountNumber account = at.register("START");
    assertThat(
            desks
                .nw
                .refused(new ChangePlan(account, "BUSINESS", Optional.empty()))
                .errors()
                .getFirst()
                .message())
        .isEqualTo("is not offered to this kind of customer");
  }

  @Test
  void anotherPlanFromAPastDayLeavesLaterChangesAlone() {
    AccountNumber account = at.register("START");
    LocalDate first = at.today();
    at.passDays(4);
    desks.nw.done(new ChangePlan(account, "FAMILY", Optional.empty()));
    LocalDate fifth = at.today();
    at.passDays(2);
    publish("OTHER", "10.00", at.today(), Existing.KEEP, Map.of());
    desks.nw.done(correct(account, What.PLAN, "OTHER", first.plusDays(2)));
    assertThat(at.items(account))
        .containsExactly(
            "PLAN START v1 " + first + " " + first.plusDays(2) + " CORRECTED",
            "PLAN OTHER v1 " + first.plusDays(2) + " " + fifth + " CHANGED",
            "PLAN FAMILY v1 " + fifth + " null null");
    assertThat(desks.nw.done(new ShowCard(account)).plan().code()).isEqualTo("FAMILY");

    desks.nw.done(correct(account, What.PLAN, "START", fifth.plusDays(1)));
    assertThat(desks.nw.done(new ShowCard(account)).plan().code()).isEqualTo("START");
  }

  @Test
  void servicesOfPastDaysAreAddedAndRemoved() {
    AccountNumber account = at.register("START");
    LocalDate first = at.today();
    at.passDays(5);
    desks.nw.done(correct(account, What.SERVICE_ADDED, "KINO", first.plusDays(1)));
    assertThat(desks.nw.done(new ShowCard(account)).services()).hasSize(1);
    desks.nw.done(correct(account, What.SERVICE_REMOVED, "KINO", first.plusDays(3)));
    assertThat(desks.nw.done(new ShowCard(account)).services()).isEmpty();
    assertThat(at.items(account))
        .contains("SERVICE KINO v1 " + first.plusDays(1) + " " + first.plusDays(3) + " CORRECTED");
    desks.nw.refused(correct(account, What.SERVICE_REMOVED, "KINO", first.plusDays(4)));
    desks.nw.refused(correct(account, What.SERVICE_ADDED, "KINO", first.plusDays(2)));
    // Up to where it began again.
    desks.nw.done(correct(account, What.SERVICE_ADDED, "KINO", first));
    assertThat(at.items(account))
        .contains("SERVICE KINO v1 " + first + " " + first.plusDays(1) + " CORRECTED");
  }

  @Test
  void statesOfPastDaysStayWithoutGap() {
    AccountNumber account = at.register("START");
    LocalDate first = at.today();
    at.passDays(4);
    desks.nw.done(new SuspendSubscriber(account, "no-payment", "", Optional.empty()));
    LocalDate fifth = at.today();
    at.passDays(2);
    desks.nw.done(new ResumeSubscriber(account, "paid", "", Optional.empty()));
    LocalDate seventh = at.today();
    at.passDays(1);

    desks.nw.done(correct(account, What.SUSPENDED, "", first.plusDays(2)));
    assertThat(at.states(account))
        .containsExactly(
            "ACTIVE " + first + " " + first.plusDays(2),
            "SUSPENDED " + first.plusDays(2) + " " + seventh,
            "ACTIVE " + seventh + " null");
    desks.nw.done(correct(account, What.RESUMED, "", fifth));
    assertThat(at.states(account))
        .containsExactly(
            "ACTIVE " + first + " " + first.plusDays(2),
            "SUSPENDED " + first.plusDays(2) + " " + fifth,
            "ACTIVE " + fifth + " null");
    desks.nw.done(correct(account, What.SUSPENDED, "", fifth));
    assertThat(at.states(account))
        .containsExactly(
            "ACTIVE " + first + " " + first.plusDays(2),
            "SUSPENDED " + first.plusDays(2) + " null");
    assertThat(desks.nw.done(new ShowCard(account)).state().name()).isEqualTo("SUSPENDED");
  }

  @Test
  void aCorrectionIsOfThePastOfThisSubscriber() {
    AccountNumber account = at.register("START");
    assertThat(field(correct(account, What.PLAN, "FAMILY", at.today()))).isEqualTo("from");
    at.passDays(1);
    assertThat(field(correct(account, What.PLAN, "FAMILY", at.today().minusDays(2))))
        .isEqualTo("from");
    assertThat(field(correct(account, What.SERVICE_ADDED, "KINO", at.today().minusDays(2))))
        .isEqualTo("from");
    assertThat(field(correct(account, What.PLAN, "NO-SUCH", at.today().minusDays(1))))
        .isEqualTo("subject");
    assertThat(field(new CorrectPast(account, What.PLAN, "FAMILY", at.today().minusDays(1), " ")))
        .isEqualTo("reason");
  }

  @Test
  void whatASubscriberOfAnotherBranchHasIsSeenFromHere() {
    AccountNumber account = at.register("START", "SPORT");
    Subscribed seen =
        TwoDesks.done(desks.so.run(new org.sbms.contract.subscriber.ShowSubscribed(account)));
    assertThat(seen.items()).hasSize(2);
    assertThat(seen.states()).hasSize(1);
  }

  private static String field(CorrectPast order) {
    return desks.nw.refused(order).errors().getFirst().field();
  }

  private static CorrectPast correct(
      AccountNumber account, What what, String subject, LocalDate from) {
    return new CorrectPast(account, what, subject, from, "noted late");
  }

  private static SetOwnPrice price(
      AccountNumber account, Optional<String> amount, Optional<LocalDate> from) {
    return new SetOwnPrice(
        account, Subscribed.OfferKind.SERVICE, "SPORT", amount.map(TwoDesks::rub), from, "agreed");
  }

  private static void promotion(
      String code, boolean bundle, boolean byCode, Optional<Integer> cycles, OfferKey... offers) {
    desks.nw.done(
        new SavePromotion(
            new PromotionTerms(
                code,
                code,
                code,
                PromotionTerms.Kind.PERCENT,
                Optional.of("50"),
                Optional.empty(),
                cycles,
                at.today(),
                Optional.empty(),
                bundle,
                byCode,
                true,
                List.of(offers))));
  }

  private static void publish(
      String code,
      String fee,
      LocalDate from,
      Existing existing,
      Map<String, List<String>> eligibility) {
    OfferKey key = new OfferKey(OfferKind.PLAN, code);
    Offer offer =
        desks.nw.done(
            new SaveDraft(
                key,
                code,
                from,
                existing,
                "",
                List.of(
                    new OfferLine(
                        1,
                        "BOUQUET",
                        OfferLine.Kind.RECURRING,
                        Optional.of(rub(fee)),
                        Optional.of(1),
                        Optional.of(Timing.ADVANCE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Map.of())),
                eligibility));
    desks.nw.done(new PublishDraft(key, offer.draft().orElseThrow().version()));
  }

  private static void turnTheDay() {
    desks.nw.catalog.bringIntoForce(desks.nw.database);
    desks.nw.items.moveToNewVersions(desks.nw.database);
  }

  private static List<String> promoted(AccountNumber account) {
    return desks.nw.database.list(
        row -> row.getString("code"),
        "select code from subscription_item where account = $1 and until is null"
            + " and promotion is not null",
        account.value());
  }
}
