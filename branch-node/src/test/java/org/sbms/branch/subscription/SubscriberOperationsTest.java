package org.sbms.branch.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.subscription.TwoDesks.NW;
import static org.sbms.branch.subscription.TwoDesks.SO;
import static org.sbms.branch.subscription.TwoDesks.rub;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sbms.branch.party.FindAnywhere;
import org.sbms.branch.payment.PaymentState;
import org.sbms.branch.payment.ShowPayment;
import org.sbms.branch.payment.TakePayment;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.ChangePersonalData;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.PersonalData.CustomerKind;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.contract.subscriber.QuoteRegistration;
import org.sbms.contract.subscriber.QuoteServiceChange;
import org.sbms.contract.subscriber.QuoteTermination;
import org.sbms.contract.subscriber.RegisterSubscriber;
import org.sbms.contract.subscriber.Registration;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.ServiceChange;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.ShowHistory;
import org.sbms.contract.subscriber.ShowPersonalData;
import org.sbms.contract.subscriber.StateChange;
import org.sbms.contract.subscriber.SubscriberCard.Identifier;
import org.sbms.contract.subscriber.SubscriberHistory;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.contract.subscriber.TerminateSubscriber;
import org.sbms.contract.subscriber.WithdrawPlannedChange;
import org.sbms.kit.operation.Request;

/** What a desk of North-West does with subscribers of the South, and each branch with its own. */
class SubscriberOperationsTest {
  private static TwoDesks both;
  private static int made;

  @BeforeAll
  static void open() {
    both = new TwoDesks();
  }

  @AfterAll
  static void close() {
    both.close();
  }

  @Test
  void aCustomerIsRegisteredIntoAnotherBranchWhichMakesTheNumber() {
    RegisterSubscriber order = order(SO, "SPORT", "KINO");
    Registration quote = both.nw.done(new QuoteRegistration(order));
    Registration registration = both.nw.done(order);

    AccountNumber account = registration.account().orElseThrow();
    assertThat(account.home()).isEqualTo(SO);
    assertThat(quote.account()).isEmpty();
    assertThat(quote.cost()).isEqualTo(registration.cost());
    assertThat(registration.cost())
        .isEqualTo(rest("300.00").plus(rest("299.00")).plus(rest("249.00")));
    var card = both.nw.done(new ShowCard(account));
    assertThat(card.name()).isEqualTo("Vera Petrova");
    assertThat(card.state()).isEqualTo(SubscriberState.ACTIVE);
    assertThat(card.balance()).isEqualTo(registration.cost().negated());
    assertThat(card.services()).extracting("code").containsExactly("KINO", "SPORT");
    assertThat(card.identifiers()).hasSize(2).containsAll(order.identifiers());
    String phone = order.identifiers().getFirst().value();
    assertThat(both.nw.done(new FindAnywhere(phone)).items())
        .singleElement()
        .satisfies(found -> assertThat(found.account()).isEqualTo(account));
    await().until(() -> both.nw.audited("register-subscriber").contains("NW anna done"));
    assertThat(both.so.audited("register-subscriber")).contains("NW anna done");
    assertThat(changes(account)).extracting("kind").containsExactly(Kind.REGISTERED);
    assertThat(changes(account).getFirst().from()).contains(new NodeId("NW"));
  }

  @Test
  void aRepeatedRegistrationGivesTheSameNumberAndAnotherBodyAConflict() {
    RegisterSubscriber order = order(SO);
    String key = UUID.randomUUID().toString();
    var first = both.nw.executor.run(both.nw.clerk(), Request.command(order, key));
    assertThat(both.nw.executor.run(both.nw.clerk(), Request.command(order, key))).isEqualTo(first);
    assertThat(both.nw.executor.run(both.nw.clerk(), Request.command(order(SO), key)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.refusal().code()).isEqualTo(RefusalCode.IDEMPOTENCY_CONFLICT));
  }

  @Test
  void aPhoneOrLoginOfSomebodyElseIsRefusedWithItsField() {
    RegisterSubscriber first = order(NW);
    both.nw.done(first);
    Refusal refusal =
        both.so.refused(
            new RegisterSubscriber(NW, first.customer(), "START", List.of(), first.identifiers()));
    assertThat(refusal.code().code()).isEqualTo("identifier-taken");
    assertThat(refusal.code().category()).isEqualTo(RefusalCode.Category.CONFLICT);
    assertThat(refusal.errors())
        .extracting("field")
        .containsExactly("identifiers[0].value", "identifiers[1].value");
    long before = count("customer");
    both.nw.refused(
        new RegisterSubscriber(NW, first.customer(), "START", List.of(), first.identifiers()));
    assertThat(count("customer")).as("a refusal leaves nobody behind").isEqualTo(before);
  }

  @Test
  void badDataIsSaidByFieldAndNothingIsRepeated() {
    PersonalData bad =
        new PersonalData(
            CustomerKind.PERSON,
            "7",
            " ",
            "12",
            "nobody",
            Optional.of(new IdentityDocument("passport-ru", "12")));
    Refusal refusal =
        both.nw.refused(
            new RegisterSubscriber(
                SO,
                bad,
                "",
                List.of(),
                List.of(new Identifier("PHONE", "1"), new Identifier("SMART_CARD", "2"))));
    assertThat(refusal.errors())
        .extracting("field")
        .containsExactly(
            "customer.name",
            "customer.address",
            "customer.phone",
            "customer.email",
            "customer.document.number",
            "plan",
            "identifiers[0].value",
            "identifiers[1].kind");
    assertThat(both.nw.refused(withPlan("NO-SUCH")).errors())
        .extracting("field")
        .containsExactly("plan");
  }

  @Test
  void personalDataChangesFromAnotherBranchWithWhatWasBeforeAndNoneOfItInLogsAndAudit() {
    AccountNumber account = registered(SO);
    var held = both.nw.done(new ShowPersonalData(account));
    ChangePersonalData change =
        new ChangePersonalData(
            account,
            Optional.of("Vera Ivanova"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("vera.ivanova@mail.example"),
            Optional.of(new IdentityDocument("passport-ru", "4010 654321")),
            Optional.of(held.version()));
    var changed = both.nw.done(change);

    assertThat(changed.fields()).containsExactly("name", "email", "document");
    assertThat(both.so.done(new ShowCard(account)).name()).isEqualTo("Vera Ivanova");
    var history = changes(account).getFirst();
    assertThat(history.kind()).isEqualTo(Kind.PERSONAL_DATA);
    assertThat(history.by()).isEqualTo("anna");
    assertThat(history.from()).contains(new NodeId("NW"));
    assertThat(history.fields())
        .contains(
            new SubscriberHistory.Field(
                "name", Optional.of("Vera Petrova"), Optional.of("Vera Ivanova")));
    assertThat(both.nw.refused(change).detail()).contains("meanwhile");
    for (TwoDesks.Desk desk : List.of(both.nw, both.so)) {
      await().until(() -> desk.audited("change-personal-data").contains("NW anna done"));
      assertThat(everything(desk, "audit_record"))
          .doesNotContain("Ivanova")
          .doesNotContain("654321");
      assertThat(everything(desk, "operation_execution"))
          .doesNotContain("Ivanova")
          .doesNotContain("654321");
    }
    assertThat(change.toString() + order(SO) + held).doesNotContain("Vera").doesNotContain("401");
  }

  @Test
  void whoMayNotSeePersonalDataGetsTheCardWithoutIt() {
    AccountNumber account = registered(SO);
    var dealer = both.nw.caller("dealer", TwoDesks.CLERK);
    var card = TwoDesks.done(both.nw.executor.run(dealer, Request.query(new ShowCard(account))));
    assertThat(card.customer().address()).isEqualTo("•••");
    assertThat(card.customer().phone()).startsWith("•••");
    assertThat(card.customer().email()).isEqualTo("•••");
    assertForbidden(both.nw.executor.run(dealer, Request.query(new ShowPersonalData(account))));
    both.nw.done(
        new ChangePersonalData(
            account,
            Optional.empty(),
            Optional.of("Sochi, Another Street 2"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    var fields =
        TwoDesks.done(both.nw.executor.run(dealer, Request.query(new ShowHistory(account))))
            .changes()
            .getFirst()
            .fields();
    assertThat(fields)
        .containsExactly(
            new SubscriberHistory.Field("address", Optional.empty(), Optional.empty()));
  }

  @Test
  void theHomeDecidesWhatAnotherBranchsClerkMay() {
    AccountNumber account = registered(SO);
    var guest = both.nw.caller("guest", TwoDesks.CLERK);
    assertForbidden(command(guest, order(SO)));
    assertForbidden(command(guest, new AddService(account, "SPORT", Optional.empty())));
    assertForbidden(command(guest, suspend(account)));
    assertForbidden(command(guest, terminate(account)));
    await().until(() -> both.so.audited("suspend-subscriber").contains("NW anna forbidden"));
  }

  @Test
  void aServiceIsQuotedAddedAndRemovedForTheRestOfTheMonth() {
    AccountNumber account = registered(SO);
    Money before = both.so.balance(account);
    Money revenue = both.so.booked("4010");
    var question =
        new QuoteServiceChange(account, "SPORT", ServiceChange.Direction.ADD, Optional.empty());
    assertThat(both.nw.done(question).cost()).isEqualTo(rest("299.00"));
    assertThat(both.so.balance(account)).as("a quote changes nothing").isEqualTo(before);

    ServiceChange added = both.nw.done(new AddService(account, "SPORT", Optional.empty()));
    assertThat(added.state()).isEqualTo(ServiceChange.State.CHANGED);
    assertThat(both.so.balance(account)).isEqualTo(before.minus(rest("299.00")));
    assertThat(both.so.booked("4010")).isEqualTo(revenue.minus(rest("299.00")));
    assertThat(both.nw.refused(new AddService(account, "SPORT", Optional.empty())).code())
        .isEqualTo(RefusalCode.STATE_CONFLICT);

    both.nw.done(new RemoveService(account, "SPORT", Optional.empty()));
    assertThat(both.so.balance(account)).isEqualTo(before);
    assertThat(both.so.booked("4010")).isEqualTo(revenue);
    assertThat(both.nw.refused(new RemoveService(account, "SPORT", Optional.empty())).code())
        .isEqualTo(RefusalCode.STATE_CONFLICT);
    assertThat(both.nw.refused(new AddService(account, "NONE", Optional.empty())).errors())
        .extracting("field")
        .containsExactly("service");
    assertThat(changes(account))
        .extracting("kind")
        .containsExactly(Kind.SERVICE_REMOVED, Kind.SERVICE_ADDED, Kind.REGISTERED);
  }

  @Test
  void suspendedResumedAndClosedWhilePaymentsAgree() {
    AccountNumber account = registered(SO);
    StateChange suspended = both.nw.done(suspend(account));
    assertThat(suspended.to()).isEqualTo(SubscriberState.SUSPENDED);
    assertThat(paid(account, "100.00"))
        .as("who is suspended is paid for")
        .isEqualTo(PaymentState.POSTED);
    both.nw.done(new ResumeSubscriber(account, "paid", "", Optional.empty()));

    Money balance = both.so.balance(account);
    StateChange quote = both.nw.done(new QuoteTermination(account, Optional.empty()));
    StateChange closed = both.nw.done(terminate(account));
    assertThat(quote.cost()).isEqualTo(rest("300.00").negated()).isEqualTo(closed.cost());
    assertThat(closed.balance()).isEqualTo(balance.plus(rest("300.00")));
    assertThat(both.so.balance(account)).isEqualTo(closed.balance()).isEqualTo(rub("100.00"));
    assertThat(paid(account, "50.00")).as("who is closed is not").isEqualTo(PaymentState.REJECTED);
    for (var refused :
        List.of(
            both.nw.refused(suspend(account)),
            both.nw.refused(new ResumeSubscriber(account, "paid", "", Optional.empty())),
            both.nw.refused(terminate(account)),
            both.nw.refused(new AddService(account, "SPORT", Optional.empty())),
            both.nw.refused(new ChangePlan(account, "FAMILY", Optional.empty())))) {
      assertThat(refused.code()).isEqualTo(RefusalCode.STATE_CONFLICT);
      assertThat(refused.detail()).isEqualTo("The account is closed.");
    }
    assertThat(changes(account))
        .extracting("kind", "reason")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.TERMINATED, "moved-away"),
            org.assertj.core.groups.Tuple.tuple(Kind.RESUMED, "paid"),
            org.assertj.core.groups.Tuple.tuple(Kind.SUSPENDED, "no-payment"),
            org.assertj.core.groups.Tuple.tuple(Kind.REGISTERED, ""));
  }

  @Test
  void aReasonIsOneOfTheReferenceDataAndSomeNeedAComment() {
    AccountNumber account = registered(SO);
    assertThat(
            both.nw.refused(new SuspendSubscriber(account, "whim", "", Optional.empty())).errors())
        .extracting("field")
        .containsExactly("reason");
    assertThat(
            both.nw
                .refused(new SuspendSubscriber(account, "fraud", " ", Optional.empty()))
                .errors())
        .extracting("field")
        .containsExactly("comment");
    both.nw.done(new SuspendSubscriber(account, "fraud", "case 12", Optional.empty()));
    assertThat(changes(account).getFirst().comment()).isEqualTo("case 12");
  }

  @Test
  void whatIsPlannedCanBeTakenBackFromAnotherBranchUntilItHasHappened() {
    AccountNumber account = registered(SO);
    Optional<LocalDate> tomorrow = Optional.of(both.so.days.calendar().plusDays(1));
    both.nw.done(new AddService(account, "KINO", tomorrow));
    both.nw.done(new ChangePlan(account, "FAMILY", tomorrow));
    both.nw.done(new SuspendSubscriber(account, "no-payment", "", tomorrow));

    WithdrawPlannedChange service = new WithdrawPlannedChange(account, Kind.SERVICE_ADDED, "KINO");
    assertThat(both.nw.done(service).subject()).isEqualTo("KINO");
    both.nw.done(new WithdrawPlannedChange(account, Kind.PLAN, "FAMILY"));
    both.nw.done(new WithdrawPlannedChange(account, Kind.SUSPENDED, ""));

    assertThat(both.nw.done(new ShowHistory(account)).planned()).isEmpty();
    assertThat(both.nw.refused(service).code()).isEqualTo(RefusalCode.STATE_CONFLICT);
  }

  @Test
  void whatIsPlannedHappensOnItsDayAndNotBefore() {
    AccountNumber account = registered(SO);
    LocalDate today = both.so.days.calendar();
    Optional<LocalDate> tomorrow = Optional.of(today.plusDays(1));
    Optional<LocalDate> later = Optional.of(today.plusDays(2));
    assertThat(both.nw.done(new AddService(account, "KINO", tomorrow)).state())
        .isEqualTo(ServiceChange.State.SCHEDULED);
    both.nw.done(new SuspendSubscriber(account, "no-payment", "", tomorrow));
    both.nw.done(new ResumeSubscriber(account, "paid", "", later));
    both.nw.done(new ChangePlan(account, "FAMILY", later));
    assertThat(both.nw.done(new ShowHistory(account)).planned())
        .extracting("kind")
        .containsExactlyInAnyOrder(Kind.SERVICE_ADDED, Kind.SUSPENDED, Kind.RESUMED, Kind.PLAN);
    Money before = both.so.balance(account);
    due();
    assertThat(both.so.done(new ShowCard(account)).services()).isEmpty();

    both.clock.passDays(1);
    due();
    var card = both.so.done(new ShowCard(account));
    assertThat(card.services()).extracting("code").containsExactly("KINO");
    assertThat(card.state()).isEqualTo(SubscriberState.SUSPENDED);
    assertThat(both.so.balance(account))
        .isEqualTo(before.minus(PlanPrice.restOfMonth(rub("249.00"), today.plusDays(1))));

    both.clock.passDays(1);
    due();
    due();
    card = both.so.done(new ShowCard(account));
    assertThat(card.state()).isEqualTo(SubscriberState.ACTIVE);
    assertThat(card.plan().code()).isEqualTo("FAMILY");
    assertThat(both.nw.done(new ShowHistory(account)).planned()).isEmpty();
    assertThat(changes(account)).extracting("by").as("the one who ordered it").containsOnly("anna");
    assertThat(
            both.nw
                .refused(new AddService(account, "SPORT", Optional.of(today.minusDays(1))))
                .errors())
        .extracting("field")
        .containsExactly("effective");
  }

  @Test
  void closingAnAccountForgetsWhatWasPlannedForIt() {
    AccountNumber account = registered(SO);
    Optional<LocalDate> later = Optional.of(both.so.days.calendar().plusDays(20));
    both.nw.done(new AddService(account, "KINO", later));
    both.nw.done(new ChangePlan(account, "FAMILY", later));
    both.nw.done(terminate(account));
    assertThat(both.nw.done(new ShowHistory(account)).planned()).isEmpty();
  }

  @Test
  void theOwnBranchDoesTheSameWithoutTheWire() {
    AccountNumber account = registered(NW);
    both.nw.done(new AddService(account, "SPORT", Optional.empty()));
    both.nw.done(suspend(account));
    both.nw.done(new ResumeSubscriber(account, "paid", "", Optional.empty()));
    both.nw.done(terminate(account));
    assertThat(both.nw.balance(account)).isEqualTo(rub("0.00"));
  }

  private static void due() {
    both.so.days.rollOver(both.so.database);
    both.so.subscriptions.applyDue(both.so.database);
  }

  private static PaymentState paid(AccountNumber account, String amount) {
    UUID id = both.nw.done(new TakePayment(account, rub(amount), PaymentMethod.CASH, "")).id();
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> both.nw.done(new ShowPayment(id)).state() != PaymentState.ACCEPTED);
    return both.nw.done(new ShowPayment(id)).state();
  }

  private static <R> Outcome<R> command(
      org.sbms.kit.operation.Caller caller, org.sbms.contract.Operation<R> operation) {
    return both.nw.executor.run(caller, Request.command(operation, UUID.randomUUID().toString()));
  }

  private static void assertForbidden(Outcome<?> outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.FORBIDDEN));
  }

  private static SuspendSubscriber suspend(AccountNumber account) {
    return new SuspendSubscriber(account, "no-payment", "", Optional.empty());
  }

  private static TerminateSubscriber terminate(AccountNumber account) {
    return new TerminateSubscriber(account, "moved-away", "", Optional.empty());
  }

  private static List<SubscriberHistory.Change> changes(AccountNumber account) {
    return both.nw.done(new ShowHistory(account)).changes();
  }

  private static Money rest(String fee) {
    return PlanPrice.restOfMonth(rub(fee), both.so.days.calendar());
  }

  private static AccountNumber registered(BranchCode branch) {
    return both.nw.done(order(branch)).account().orElseThrow();
  }

  private static RegisterSubscriber withPlan(String plan) {
    RegisterSubscriber order = order(SO);
    return new RegisterSubscriber(
        SO, order.customer(), plan, order.services(), order.identifiers());
  }

  private static RegisterSubscriber order(BranchCode branch, String... services) {
    made++;
    return new RegisterSubscriber(
        branch,
        new PersonalData(
            CustomerKind.PERSON,
            "Vera Petrova",
            "Sochi, Long Street 1",
            "+7 918 000-00-17",
            "vera@mail.example",
            Optional.of(new IdentityDocument("passport-ru", "4010 123456"))),
        "START",
        List.of(services),
        List.of(
            new Identifier("PHONE", "7918%07d".formatted(made)),
            new Identifier("LOGIN", "vera%05d".formatted(made))));
  }

  private static long count(String table) {
    return both.nw
        .database
        .one(row -> row.getLong(0), "select count(*) from " + table)
        .orElseThrow();
  }

  private static String everything(TwoDesks.Desk desk, String table) {
    return String.join(
        "\n", desk.database.list(row -> row.getString(0), "select t::text from " + table + " t"));
  }
}
