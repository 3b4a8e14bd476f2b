package org.sbms.branch.cashdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.payment.TwoBranches.rub;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.payment.CancelPayment;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.TakePayment;
import org.sbms.branch.payment.TwoBranches;
import org.sbms.branch.refund.RefundSubscriber;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;

/** Shifts over a real database; the books balance after each. */
final class CashShiftTest {
  private static TwoBranches both;
  private static AccountNumber account;

  @BeforeAll
  static void open() {
    both = new TwoBranches();
    both.nw.publish(
        "reason-codes",
        """
        kind,code,text_en,text_ru,needs_comment
        refund,overpaid,Overpaid,Переплата,false
        """);
    account = both.nw.accounts.get(0);
  }

  @AfterAll
  static void close() {
    both.close();
  }

  @Test
  void whatIsCountedIsTheFloatAndAllCashInLessAllCashOut() {
    Caller anna = person("anna");
    long drawer = net("1010");
    long safe = net("1015");
    done(anna, new OpenShift("Desk 1", count("1000.00", 1, "500.00", 2)));
    Payment kept = pay(anna, "700.00", PaymentMethod.CASH);
    Payment wrong = pay(anna, "50.00", PaymentMethod.CASH);
    pay(anna, "999.00", PaymentMethod.CARD);
    done(anna, new CancelPayment(wrong.id(), "mistyped"));
    done(anna, new RefundSubscriber(account, rub("100.00"), "overpaid", ""));
    done(anna, new MoveCash(CashMove.Kind.FROM_SAFE, rub("30.00"), "coins"));
    done(anna, new MoveCash(CashMove.Kind.TO_SAFE, rub("1500.00"), ""));
    // 2000 + 700 + 50 - 50 - 100 + 30 - 1500 = 1130
    CashShift shift = done(anna, new CloseShift(count("1000.00", 1, "100.00", 1, "10.00", 3), ""));
    assertThat(shift.state()).isEqualTo(ShiftState.CLOSED);
    assertThat(shift.closing().variance()).isEqualTo(rub("0.00"));
    assertThat(shift.closing().figures())
        .isEqualTo(
            new ShiftFigures(
                sum(2, "750.00"),
                sum(1, "50.00"),
                sum(1, "100.00"),
                sum(1, "30.00"),
                sum(1, "1500.00"),
                List.of(new ShiftFigures.ByMethod(PaymentMethod.CARD, 1, rub("999.00")))));
    assertThat(net("1010")).as("the drawer is as before").isEqualTo(drawer);
    assertThat(net("1015")).as("what came in is in the safe").isEqualTo(safe + 600_00);
    assertThat(kept.receipt()).isNotEmpty();
  }

  @ParameterizedTest(name = "counted {0} where 500.00 should be: {1}, {2} booked as missing")
  @CsvSource({
    "500, CLOSED,  0",
    "499, CLOSED,  1",
    "600, CLOSED,  -100",
    "400, CLOSED,  100",
    "399, WAITING, 0",
    "601, WAITING, 0",
    "0,   WAITING, 0",
  })
  void aDifferenceUpToTheLimitIsBookedAtOnceAndALargerOneWaits(
      int counted, ShiftState state, long missing) {
    Caller boris = person("boris" + counted);
    long drawer = net("1010");
    long differences = net("5030");
    done(boris, new OpenShift("Desk 2", count("500.00", 1)));
    CashShift shift = done(boris, new CloseShift(count("1.00", counted), ""));
    assertThat(shift.state()).isEqualTo(state);
    assertThat(net("5030") - differences).isEqualTo(missing * 100);
    if (state == ShiftState.WAITING) {
      assertThat(code(boris, new AcceptShift(shift.id(), "mine"))).isEqualTo("own-shift");
      CashShift accepted = done(person("head"), new AcceptShift(shift.id(), "looked at it"));
      assertThat(accepted.state()).isEqualTo(ShiftState.CLOSED);
      assertThat(net("5030") - differences).isEqualTo((500 - counted) * 100L);
      assertThat(code(person("head"), new AcceptShift(shift.id(), "again")))
          .isEqualTo("shift-not-waiting");
    }
    assertThat(net("1010")).isEqualTo(drawer);
  }

  @Test
  void whoCancelsAnothersPaymentGivesTheMoneyOutOfTheirOwnDrawer() {
    Caller one = person("one");
    Caller two = person("two");
    done(one, new OpenShift("Desk 1", count()));
    done(two, new OpenShift("Desk 2", count("100.00", 1)));
    Payment payment = pay(one, "100.00", PaymentMethod.CASH);
    done(two, new CancelPayment(payment.id(), "mistyped"));
    CashShift first = done(one, new CloseShift(count("100.00", 1), ""));
    CashShift second = done(two, new CloseShift(count(), ""));
    assertThat(first.closing().variance()).isEqualTo(rub("0.00"));
    assertThat(second.closing().variance()).isEqualTo(rub("0.00"));
  }

  @Test
  void nobodyHasTwoShiftsOpenHoweverOftenTheyAskAtOnce() throws Exception {
    Caller clara = person("clara");
    long opened =
        together(20, () -> run(clara, new OpenShift("Desk", count()), key())).stream()
            .filter(Outcome.Done.class::isInstance)
            .count();
    assertThat(opened).isEqualTo(1);
    assertThat(code(clara, new OpenShift("Desk", count()))).isEqualTo("shift-already-open");
    done(clara, new CloseShift(count(), ""));
    assertThat(code(clara, new CloseShift(count(), ""))).isEqualTo("no-open-shift");
    assertThat(code(clara, new MoveCash(CashMove.Kind.TO_SAFE, rub("1.00"), "")))
        .isEqualTo("no-open-shift");
  }

  @Test
  void closingTwiceUnderOneKeyClosesOnce() {
    Caller dora = person("dora");
    done(dora, new OpenShift("Desk", count()));
    String key = key();
    CloseShift closing = new CloseShift(count("10.00", 1), "");
    CashShift once = ((Outcome.Done<CashShift>) run(dora, closing, key)).result();
    CashShift again = ((Outcome.Done<CashShift>) run(dora, closing, key)).result();
    assertThat(again).isEqualTo(once);
  }

  @Test
  void paymentsThatRaceWithClosingsAreInOneShiftEachOrInNone() throws Exception {
    Caller emil = person("emil");
    done(emil, new OpenShift("Desk", count()));
    List<CashShift> shifts = new ArrayList<>();
    long taken;
    try (ExecutorService desk = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> paying =
          desk.submit(() ->
              together(
                      120,
                      () -> {
                        Thread.sleep((long) (Math.random() * 400));
                        return pay(emil, "1.00", PaymentMethod.CASH);
                      })
                  .stream()
                  .count());
      while (!paying.isDone()) {
        shifts.add(done(emil, new CloseShift(count(), "")));
        done(emil, new OpenShift("Desk", count()));
      }
      taken = paying.get();
    }
    shifts.add(done(emil, new CloseShift(count(), "")));
    long inShifts =
        shifts.stream().mapToLong(shift -> shift.closing().figures().payments().count()).sum();
    long loose =
        ((Outcome.Done<ListLooseCash.Loose>)
                both.nw.executor.run(
                    emil,
                    Request.query(new ListLooseCash(LocalDate.now(ZoneId.of("Europe/Moscow"))))))
            .result().items().stream()
                .filter(of -> of.person().equals("emil"))
                .mapToLong(ListLooseCash.OfPerson::count)
                .sum();
    assertThat(shifts.size()).isGreaterThan(2);
    assertThat(inShifts + loose).isEqualTo(taken);
  }

  @Test
  void whoCountsIsNotToldWhatShouldComeOutButOthersAre() {
    Caller fred = person("fred");
    CashShift shift = done(fred, new OpenShift("Desk", count("50.00", 1)));
    pay(fred, "5.00", PaymentMethod.CASH);
    assertThat(report(fred, shift).figures()).isEmpty();
    assertThat(report(person("head"), shift).figures().orElseThrow().payments())
        .isEqualTo(sum(1, "5.00"));
    Caller stranger = new Caller(person("gina").actor(), fred.via(), Set.of(CashdeskFeature.WORK));
    assertThat(both.nw.executor.run(stranger, Request.query(new ShowShift(shift.id()))))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(listed(stranger)).isEmpty();
    done(fred, new CloseShift(count("50.00", 1, "5.00", 1), ""));
    assertThat(report(fred, shift).figures()).isPresent();
    assertThat(listed(person("head"))).contains(shift.id());
  }

  @Test
  void whatIsNoCashOfTheBranchIsRefused() {
    Caller hans = person("hans");
    assertThat(errors(hans, new OpenShift(" ", count()))).containsExactly("desk");
    assertThat(errors(hans, new OpenShift("4111111111111111", count()))).containsExactly("desk");
    assertThat(errors(hans, new OpenShift("Desk", count("3.00", 1))))
        .containsExactly("count[0].denomination");
    assertThat(errors(hans, new OpenShift("Desk", count("5.00", 1, "5.00", 1))))
        .containsExactly("count[1].denomination");
    assertThat(errors(hans, new OpenShift("Desk", count("5.00", -1))))
        .containsExactly("count[0].pieces");
    assertThat(
            errors(
                hans,
                new OpenShift(
                    "Desk",
                    new CashCount(List.of(new CashCount.Pieces(Money.parse("5.00", "EUR"), 1))))))
        .containsExactly("count[0].denomination");
    assertThat(errors(hans, new MoveCash(CashMove.Kind.TO_SAFE, rub("0.00"), "")))
        .containsExactly("amount");
    assertThat(errors(hans, new MoveCash(CashMove.Kind.TO_SAFE, Money.parse("1", "EUR"), "")))
        .containsExactly("amount");
  }

  private static Caller person(String login) {
    return both.nw.person(login, "cashier");
  }

  private static Payment pay(Caller who, String amount, PaymentMethod method) {
    return done(who, new TakePayment(account, rub(amount), method, ""));
  }

  private static CashCount count(Object... denominationsAndPieces) {
    List<CashCount.Pieces> pieces = new ArrayList<>();
    for (int i = 0; i < denominationsAndPieces.length; i += 2) {
      pieces.add(
          new CashCount.Pieces(
              rub((String) denominationsAndPieces[i]), (Integer) denominationsAndPieces[i + 1]));
    }
    return new CashCount(pieces);
  }

  private static ShiftFigures.Sum sum(long count, String total) {
    return new ShiftFigures.Sum(count, rub(total));
  }

  private static ShowShift.Report report(Caller who, CashShift shift) {
    return ((Outcome.Done<ShowShift.Report>)
            both.nw.executor.run(who, Request.query(new ShowShift(shift.id()))))
        .result();
  }

  private static List<UUID> listed(Caller who) {
    return ((Outcome.Done<ListShifts.Shifts>)
            both.nw.executor.run(
                who, Request.query(new ListShifts("", Optional.empty(), true, 0, 100))))
        .result().items().stream().map(CashShift::id).toList();
  }

  private static long net(String code) {
    return both.nw.ledgerNet(code);
  }

  private static <R> Outcome<R> run(Caller who, Operation<R> operation, String key) {
    return both.nw.run(who, operation, key);
  }

  private static <R> R done(Caller who, Operation<R> operation) {
    Outcome<R> outcome = run(who, operation, key());
    assertThat(outcome).as("%s", operation).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<R>) outcome).result();
  }

  private static String code(Caller who, Operation<?> operation) {
    return ((Outcome.Refused<?>) run(who, operation, key())).refusal().code().code();
  }

  private static List<String> errors(Caller who, Operation<?> operation) {
    return ((Outcome.Refused<?>) run(who, operation, key()))
        .refusal().errors().stream().map(error -> error.field()).toList();
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static <T> List<T> together(int count, Callable<T> work) throws Exception {
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        running.add(people.submit(work));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }
}
