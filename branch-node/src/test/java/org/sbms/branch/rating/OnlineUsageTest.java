package org.sbms.branch.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.Outcome;

/** Usage while it happens: granted as far as the balance goes, and never beyond it. */
final class OnlineUsageTest {
  private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);

  private final Moving clock = new Moving();
  private final RatingDesk desk = new RatingDesk(clock, 1000);

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void asMuchIsGrantedAsTheBalanceCoversAfterWhatIsFree() {
    // 10 free minutes and 5.00: 15 minutes of the hour that was asked for.
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "PREPAID", 500);
    Reservation grant = desk.done(call("a", anna, 3600));
    assertThat(grant.granted()).isEqualTo(900);
    assertThat(desk.balanceMinor(anna.account())).isEqualTo(500);
    assertThat(desk.refused(call("b", anna, 60)).code().code()).isEqualTo("not-covered");

    Reservation reported = desk.done(new ReportUsage(grant.id(), 660, 0, Duration.ofMinutes(5)));
    assertThat(reported.amount().amount()).isEqualTo("1.00");
    assertThat(desk.balanceMinor(anna.account())).isEqualTo(400);

    Reservation closed = desk.done(new CloseUsage(grant.id(), 700));
    assertThat(closed.amount().amount()).isEqualTo("2.00");
    assertThat(desk.balanceMinor(anna.account())).isEqualTo(300);
    assertThat(desk.done(new CloseUsage(grant.id(), 700))).isEqualTo(closed);
    assertThat(desk.refused(new CloseUsage(grant.id(), 800)).code().code()).isEqualTo("grant-over");
    assertThat(desk.done(call("c", anna, 3600)).granted()).isEqualTo(180);
    assertThat(desk.usage(anna.account()).items()).hasSize(1);
    booksAgree(anna);
  }

  @Test
  void whatFreesBesideADearerGrantIsNotSpentTwice() {
    // A holds the free minutes, B paid ones. B uses its own first, which are then the free ones.
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "PREPAID", 1000);
    Reservation a = desk.done(call("a", anna, 600));
    Reservation b = desk.done(call("b", anna, 600));
    desk.done(new CloseUsage(b.id(), 600));
    assertThat(desk.balanceMinor(anna.account())).isEqualTo(1000);
    assertThat(desk.refused(call("c", anna, 60)).code().code()).isEqualTo("not-covered");
    desk.done(new CloseUsage(a.id(), 600));
    assertThat(desk.balanceMinor(anna.account())).isZero();
    booksAgree(anna);
  }

  @Test
  void moreIsGrantedOnTheWayAndUsedCountsFromTheStart() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "PREPAID", 300);
    Reservation grant = desk.done(call("a", anna, 600));
    Reservation more = desk.done(new ReportUsage(grant.id(), 600, 600, Duration.ofMinutes(5)));
    assertThat(more.granted()).isEqualTo(780); // 3 paid minutes more, and no further
    assertThat(desk.refused(new ReportUsage(grant.id(), 781, 0, Duration.ofMinutes(5))).code())
        .isEqualTo(OnlineRefusals.BEYOND_GRANT);
    assertThat(
            desk.refused(new ReportUsage(grant.id(), 599, 0, Duration.ofMinutes(5))).code().code())
        .isEqualTo("invalid");
    desk.done(new CloseUsage(grant.id(), 780));
    assertThat(desk.balanceMinor(anna.account())).isZero();
    booksAgree(anna);
  }

  @Test
  void whatNobodyReportsInTimeIsFreeAgain() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "PREPAID", 500);
    Reservation grant = desk.done(call("a", anna, 900));
    desk.done(new ReportUsage(grant.id(), 660, 0, Duration.ofMinutes(5)));
    desk.rating.expire();
    assertThat(desk.done(new ShowReservation(grant.id())).state())
        .isEqualTo(Reservation.State.OPEN);
    clock.now = clock.now.plus(Duration.ofMinutes(6));
    desk.rating.expire();
    assertThat(desk.done(new ShowReservation(grant.id())).state())
        .isEqualTo(Reservation.State.EXPIRED);
    assertThat(desk.balanceMinor(anna.account())).isEqualTo(400);
    assertThat(desk.done(call("b", anna, 900)).granted()).isEqualTo(240);
    assertThat(desk.refused(new CloseUsage(grant.id(), 700)).code().code()).isEqualTo("grant-over");
  }

  @Test
  void aHundredAtOnceNeverGetMoreThanThereIs() throws Exception {
    // 250.00 pays two films of 99.00, and 10 free minutes with 52 paid ones beside them.
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "PREPAID", 25_000);
    List<Callable<Long>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String id = "p" + i;
      all.add(
          i % 2 == 0
              ? () -> charged(desk.run(film(id, anna, id)))
              : () -> used(desk.run(call(id, anna, 300))));
    }
    long spent = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      for (Future<Long> each : threads.invokeAll(all)) {
        spent += each.get();
      }
    }
    assertThat(desk.balanceMinor(anna.account())).isEqualTo(25_000 - spent).isNotNegative();
    assertThat(desk.balanceMinor(anna.account())).isLessThan(500);
    assertThat(desk.number("select sum(claimed)::bigint from usage_counter")).isZero();
    booksAgree(anna);
  }

  @Test
  void postpaidUsageCountsAgainstTheCreditLimitUntilItIsBilled() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    desk.test.asSuperuser("update account_billing set credit_limit_minor = 20000");
    assertThat(desk.done(film("f1", anna, "Solaris")).amount().amount()).isEqualTo("99.00");
    assertThat(desk.done(film("f2", anna, "Stalker")).amount().amount()).isEqualTo("99.00");
    assertThat(desk.refused(film("f3", anna, "Mirror")).code().code()).isEqualTo("not-covered");
    assertThat(desk.balanceMinor(anna.account())).isZero();
    assertThat(desk.unbilledMinor(anna.account())).isEqualTo(19_800);
  }

  @Test
  void oneOrderIsChargedOnceAndTheSameFilmNotTwiceADay() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "PREPAID", 50_000);
    ChargeEvent order = film("o1", anna, "Solaris");
    Outcome<ChargeEvent.Charged> first = desk.run(order, "key-1");
    assertThat(desk.run(order, "key-1")).isEqualTo(first);
    assertThat(desk.refused(order).code().code()).isEqualTo("duplicate-usage");
    assertThat(desk.refused(film("o2", anna, "Solaris")).code().code())
        .isEqualTo("already-ordered");
    assertThat(desk.done(film("o3", anna, "Stalker")).amount().amount()).isEqualTo("99.00");
    assertThat(desk.balanceMinor(anna.account())).isEqualTo(50_000 - 2 * 9_900);
    assertThat(desk.unbilled.look(desk.database, List.of(anna.account()), LocalDate.of(2027, 1, 1)))
        .singleElement()
        .matches(UnbilledUsage.Line::booked);
  }

  @Test
  void whoIsNotKnownNotServedOrHasNoPriceIsRefusedByName() {
    RatingDesk.Somebody anna = desk.register("QUIET", OCTOBER, "PREPAID", 50_000);
    assertThat(desk.refused(film("r1", anna, "Solaris")).code().code()).isEqualTo("no-price");
    assertThat(
            desk.refused(call("r2", new RatingDesk.Somebody(anna.account(), "70000000000"), 60))
                .code()
                .code())
        .isEqualTo("unknown-subscriber");
    desk.database.run("update account set state = 'SUSPENDED'");
    assertThat(desk.refused(call("r3", anna, 60)).code().code()).isEqualTo("not-served");
    assertThat(desk.refused(call("r4", anna, 0)).errors().getFirst().field()).isEqualTo("quantity");
  }

  /** The balance is what the ledger says: what began there less what was used. */
  private void booksAgree(RatingDesk.Somebody who) {
    long used =
        desk.number(
            "select coalesce(sum(amount_minor), 0)::bigint from ledger_posting where kind = 'usage'");
    assertThat(desk.number("select coalesce(sum(taken_minor), 0)::bigint from usage_counter"))
        .isEqualTo(used);
    assertThat(
            desk.number(
                "select coalesce(sum(amount_minor), 0)::bigint from usage_record where account = '"
                    + who.account()
                    + "'"))
        .isEqualTo(used);
  }

  private static long charged(Outcome<ChargeEvent.Charged> outcome) {
    return outcome instanceof Outcome.Done<ChargeEvent.Charged>(ChargeEvent.Charged charged)
        ? charged.amount().minor()
        : 0;
  }

  private long used(Outcome<Reservation> outcome) {
    return outcome instanceof Outcome.Done<Reservation>(Reservation grant)
        ? desk.done(new CloseUsage(grant.id(), grant.granted())).amount().minor()
        : 0;
  }

  private static AuthorizeUsage call(String id, RatingDesk.Somebody who, long seconds) {
    return new AuthorizeUsage(
        id,
        "CALL",
        who.phone(),
        seconds,
        Optional.empty(),
        Map.of("zone", "local"),
        false,
        Duration.ofMinutes(5));
  }

  private static ChargeEvent film(String id, RatingDesk.Somebody who, String title) {
    return new ChargeEvent(
        id, "VOD", who.phone(), 1, Optional.empty(), Map.of("content", title), false);
  }

  private static final class Moving extends Clock {
    private volatile Instant now = Instant.parse("2026-11-25T09:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return RatingDesk.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
