package org.sbms.branch.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sbms.branch.subscription.TwoDesks.NW;
import static org.sbms.branch.subscription.TwoDesks.rub;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.CustomerKind;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.contract.subscriber.RegisterSubscriber;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.contract.subscriber.TerminateSubscriber;

/** What a subscriber had when, as bills will read it. */
final class SubscriptionHistoryTest {
  private static TwoDesks desks;
  private static int people;

  @BeforeAll
  static void open() {
    desks = new TwoDesks();
  }

  @AfterAll
  static void close() {
    desks.close();
  }

  @Test
  void eachChangeBeginsAndEndsAPeriodOnItsDay() {
    AccountNumber account = register("START", "SPORT");
    LocalDate first = today();
    passDays(3);
    desks.nw.done(new ChangePlan(account, "FAMILY", Optional.empty()));
    desks.nw.done(new RemoveService(account, "SPORT", Optional.empty()));
    desks.nw.done(new AddService(account, "KINO", Optional.empty()));
    LocalDate second = today();
    passDays(2);
    desks.nw.done(new TerminateSubscriber(account, "moved-away", "", Optional.empty()));
    LocalDate third = today();

    assertThat(items(account))
        .containsExactlyInAnyOrder(
            "PLAN START v1 " + first + " " + second + " CHANGED",
            "PLAN FAMILY v1 " + second + " " + third + " TERMINATED",
            "SERVICE SPORT v1 " + first + " " + second + " REMOVED",
            "SERVICE KINO v1 " + second + " " + third + " TERMINATED");
    assertThat(states(account))
        .containsExactly("ACTIVE " + first + " " + third, "TERMINATED " + third + " null");
  }

  @Test
  void whatBeganAndEndedOnOneDayWasNeverHad() {
    AccountNumber account = register("START");
    LocalDate first = today();
    passDays(1);
    desks.nw.done(new ChangePlan(account, "FAMILY", Optional.empty()));
    desks.nw.done(new ChangePlan(account, "START", Optional.empty()));
    desks.nw.done(new AddService(account, "KINO", Optional.empty()));
    desks.nw.done(new RemoveService(account, "KINO", Optional.empty()));
    desks.nw.done(new SuspendSubscriber(account, "no-payment", "", Optional.empty()));
    desks.nw.done(new ResumeSubscriber(account, "paid", "", Optional.empty()));

    assertThat(items(account))
        .containsExactly(
            "PLAN START v1 " + first + " " + today() + " CHANGED",
            "PLAN START v1 " + today() + " null null");
    assertThat(states(account)).containsExactly("ACTIVE " + first + " null");
  }

  @Test
  void aSuspensionIsAPeriodOfItsOwn() {
    AccountNumber account = register("START");
    LocalDate first = today();
    passDays(2);
    desks.nw.done(new SuspendSubscriber(account, "no-payment", "", Optional.empty()));
    LocalDate second = today();
    passDays(4);
    desks.nw.done(new ResumeSubscriber(account, "paid", "", Optional.empty()));

    assertThat(states(account))
        .containsExactly(
            "ACTIVE " + first + " " + second,
            "SUSPENDED " + second + " " + today(),
            "ACTIVE " + today() + " null");
  }

  @Test
  void nobodyHasTwoPlansOnOneDay() {
    AccountNumber account = register("START");
    assertThatThrownBy(() ->
            desks.nw.database.run(
                """
                insert into subscription_item (account, offer_kind, code, version, since, until)
                values ($1, 'PLAN', 'FAMILY', 1, $2, $3)
                """,
                account.value(),
                today(),
                today().plusDays(1)))
        .hasMessageContaining("subscription_item_one_plan_a_day");
  }

  @Test
  void aSubscriberKeepsTheVersionThatWasSoldOnTheDay() {
    AccountNumber older = register("START");
    passDays(1);
    desks.nw.database.run(
        """
        insert into offer_version (offer_kind, code, version, valid_from, state, existing,
          monthly_fee_minor, changed_by, changed_at)
        values ('PLAN', 'START', 2, $1, 'PUBLISHED', 'KEEP', 33000, 'test', now())
        """,
        today());
    desks.nw.database.run("update rate_plan set monthly_fee_minor = 33000 where code = 'START'");
    AccountNumber newer = register("START");

    assertThat(items(older)).allMatch(item -> item.contains(" v1 "));
    assertThat(items(newer)).allMatch(item -> item.contains(" v2 "));
    assertThat(fee(older)).isEqualTo(rub("300.00"));
    assertThat(fee(newer)).isEqualTo(rub("330.00"));
    desks.nw.database.run("delete from offer_version where code = 'START' and version = 2");
    desks.nw.database.run("update rate_plan set monthly_fee_minor = 30000 where code = 'START'");
  }

  @Test
  void anOfferThatWasPutOnSaleWithoutAVersionHasItsFirstOne() {
    OfferCatalog.Snapshot catalog = new OfferCatalog().snapshot(desks.nw.database);
    assertThat(catalog.inForce(OfferKind.SERVICE, "SPORT", today()))
        .hasValueSatisfying(version -> {
          assertThat(version.version()).isEqualTo(1);
          assertThat(version.monthlyFee()).isEqualTo(rub("299.00"));
          assertThat(version.lines()).hasSize(1);
        });
  }

  private static org.sbms.contract.Money fee(AccountNumber account) {
    return desks.nw.done(new ShowCard(account)).plan().monthlyFee();
  }

  private static AccountNumber register(String plan, String... services) {
    return desks
        .nw
        .done(
            new RegisterSubscriber(
                NW,
                new PersonalData(
                    CustomerKind.PERSON,
                    "Person " + ++people,
                    "Street 1",
                    "+7 921 000 00 00",
                    "",
                    Optional.of(new IdentityDocument("passport-ru", "4010 123456"))),
                plan,
                List.of(services),
                List.of()))
        .account()
        .orElseThrow();
  }

  private static void passDays(int days) {
    desks.clock.passDays(days);
    desks.nw.days.rollOver(desks.nw.database);
  }

  private static LocalDate today() {
    return desks.nw.days.today(desks.nw.database);
  }

  private static List<String> items(AccountNumber account) {
    return desks.nw.database.list(
        row ->
            row.getString("offer_kind")
                + " "
                + row.getString("code")
                + " v"
                + row.getInteger("version")
                + " "
                + row.getLocalDate("since")
                + " "
                + row.getLocalDate("until")
                + " "
                + row.getString("ended_reason"),
        "select * from subscription_item where account = $1 order by since, id",
        account.value());
  }

  private static List<String> states(AccountNumber account) {
    return desks.nw.database.list(
        row ->
            row.getString("state")
                + " "
                + row.getLocalDate("since")
                + " "
                + row.getLocalDate("until"),
        "select * from account_state_period where account = $1 order by since",
        account.value());
  }
}
