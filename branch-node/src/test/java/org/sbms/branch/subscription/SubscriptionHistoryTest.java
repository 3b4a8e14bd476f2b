package org.sbms.branch.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sbms.branch.subscription.TwoDesks.rub;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.contract.subscriber.TerminateSubscriber;

/** What a subscriber had when, as bills will read it. */
final class SubscriptionHistoryTest {
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
  void eachChangeBeginsAndEndsAPeriodOnItsDay() {
    AccountNumber account = at.register("START", "SPORT");
    LocalDate first = at.today();
    at.passDays(3);
    desks.nw.done(new ChangePlan(account, "FAMILY", Optional.empty()));
    desks.nw.done(new RemoveService(account, "SPORT", Optional.empty()));
    desks.nw.done(new AddService(account, "KINO", Optional.empty()));
    LocalDate second = at.today();
    at.passDays(2);
    desks.nw.done(new TerminateSubscriber(account, "moved-away", "", Optional.empty()));
    LocalDate third = at.today();

    assertThat(at.items(account))
        .containsExactlyInAnyOrder(
            "PLAN START v1 " + first + " " + second + " CHANGED",
            "PLAN FAMILY v1 " + second + " " + third + " TERMINATED",
            "SERVICE SPORT v1 " + first + " " + second + " REMOVED",
            "SERVICE KINO v1 " + second + " " + third + " TERMINATED");
    assertThat(at.states(account))
        .containsExactly("ACTIVE " + first + " " + third, "TERMINATED " + third + " null");
  }

  @Test
  void whatBeganAndEndedOnOneDayWasNeverHad() {
    AccountNumber account = at.register("START");
    LocalDate first = at.today();
    at.passDays(1);
    desks.nw.done(new ChangePlan(account, "FAMILY", Optional.empty()));
    desks.nw.done(new ChangePlan(account, "START", Optional.empty()));
    desks.nw.done(new AddService(account, "KINO", Optional.empty()));
    desks.nw.done(new RemoveService(account, "KINO", Optional.empty()));
    desks.nw.done(new SuspendSubscriber(account, "no-payment", "", Optional.empty()));
    desks.nw.done(new ResumeSubscriber(account, "paid", "", Optional.empty()));

    assertThat(at.items(account))
        .containsExactly(
            "PLAN START v1 " + first + " " + at.today() + " CHANGED",
            "PLAN START v1 " + at.today() + " null null");
    assertThat(at.states(account)).containsExactly("ACTIVE " + first + " null");
  }

  @Test
  void aSuspensionIsAPeriodOfItsOwn() {
    AccountNumber account = at.register("START");
    LocalDate first = at.today();
    at.passDays(2);
    desks.nw.done(new SuspendSubscriber(account, "no-payment", "", Optional.empty()));
    LocalDate second = at.today();
    at.passDays(4);
    desks.nw.done(new ResumeSubscriber(account, "paid", "", Optional.empty()));

    assertThat(at.states(account))
        .containsExactly(
            "ACTIVE " + first + " " + second,
            "SUSPENDED " + second + " " + at.today(),
            "ACTIVE " + at.today() + " null");
  }

  @Test
  void nobodyHasTwoPlansOnOneDay() {
    AccountNumber account = at.register("START");
    assertThatThrownBy(() ->
            desks.nw.database.run(
                """
                insert into subscription_item (account, offer_kind, code, version, since, until)
                values ($1, 'PLAN', 'FAMILY', 1, $2, $3)
                """,
                account.value(),
                at.today(),
                at.today().plusDays(1)))
        .hasMessageContaining("subscription_item_one_plan_a_day");
  }

  @Test
  void aSubscriberKeepsTheVersionThatWasSoldOnTheDay() {
    AccountNumber older = at.register("START");
    at.passDays(1);
    desks.nw.database.run(
        """
        insert into offer_version (offer_kind, code, version, valid_from, state, existing,
          monthly_fee_minor, changed_by, changed_at)
        values ('PLAN', 'START', 2, $1, 'PUBLISHED', 'KEEP', 33000, 'test', now())
        """,
        at.today());
    desks.nw.database.run("update rate_plan set monthly_fee_minor = 33000 where code = 'START'");
    AccountNumber newer = at.register("START");

    assertThat(at.items(older)).allMatch(item -> item.contains(" v1 "));
    assertThat(at.items(newer)).allMatch(item -> item.contains(" v2 "));
    assertThat(at.fee(older)).isEqualTo(rub("300.00"));
    assertThat(at.fee(newer)).isEqualTo(rub("330.00"));
    desks.nw.database.run("delete from offer_version where code = 'START' and version = 2");
    desks.nw.database.run("update rate_plan set monthly_fee_minor = 30000 where code = 'START'");
  }

  @Test
  void anOfferThatWasPutOnSaleWithoutAVersionHasItsFirstOne() {
    OfferCatalog.Snapshot catalog = new OfferCatalog().snapshot(desks.nw.database);
    assertThat(catalog.inForce(OfferKind.SERVICE, "SPORT", at.today()))
        .hasValueSatisfying(version -> {
          assertThat(version.version()).isEqualTo(1);
          assertThat(version.monthlyFee()).isEqualTo(rub("299.00"));
          assertThat(version.lines()).hasSize(1);
        });
  }
}
