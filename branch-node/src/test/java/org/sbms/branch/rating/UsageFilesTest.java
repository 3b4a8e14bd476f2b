package org.sbms.branch.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.ListUsage;

/** Usage that comes in files, from its line to what a bill takes. */
final class UsageFilesTest {
  private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);
  private static final LocalDate DECEMBER = LocalDate.of(2026, 12, 1);

  private final RatingDesk desk = new RatingDesk(RatingDesk.at("2026-11-25T09:00:00Z"), 3);

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aMonthOfCallsIsPricedByAllowanceAndZone() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    UsageFile file =
        desk.rate(
            "november.csv",
            call("a1", anna, "2026-11-02T10:00:00+03:00", 480, "local") // 8 of 10 free minutes
                + call("a2", anna, "2026-11-03T10:00:00+03:00", 301, "local") // 6: 2 free, 4 paid
                + call("a3", anna, "2026-11-04T10:00:00+03:00", 61, "abroad") // 2 at 3.00
                + film("a4", anna, "2026-11-05T20:00:00+03:00", "Solaris")
                + call("a5", anna, "2026-10-31T23:59:59+03:00", 600, "local")); // October: free

    assertThat(file.state()).isEqualTo(UsageFile.State.DONE);
    assertThat(file.rated()).isEqualTo(5);
    assertThat(file.setAside()).isZero();
    assertThat(file.amount().amount()).isEqualTo("109.00"); // 4 + 6 + 99
    assertThat(desk.usage(anna.account()).items())
        .extracting(ListUsage.Use::product, use -> use.amount().amount())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("VOD", "99.00"),
            org.assertj.core.groups.Tuple.tuple("CALLS", "6.00"),
            org.assertj.core.groups.Tuple.tuple("CALLS", "4.00"),
            org.assertj.core.groups.Tuple.tuple("CALLS", "0.00"),
            org.assertj.core.groups.Tuple.tuple("CALLS", "0.00"));
  }

  @Test
  void whatWasUsedBeforeANumberChangedHandsIsTheOldOnesAlsoWhenItComesLate() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    RatingDesk.Somebody boris = desk.register("QUIET", OCTOBER, "POSTPAID", 0);
    desk.database.run(
        "update identifier set account = $2 where value = $1",
        anna.phone(),
        boris.account().value());
    desk.test.asSuperuser(
        "update identifier_past set until = '2026-11-10T09:00:00Z'; "
            + "update identifier set since = '2026-11-10T09:00:00Z' where since is not null");
    desk.rate(
        "late.csv",
        call("h1", anna, "2026-11-10T11:59:59+03:00", 900, "local") // Anna: 15, of them 10 free
            + call("h2", anna, "2026-11-10T12:00:00+03:00", 60, "local") // Boris: 5.00
            + call("h3", boris, "2026-11-09T12:00:00+03:00", 60, "local")); // his own number
    assertThat(desk.unbilledMinor(anna.account())).isEqualTo(5_00);
    assertThat(desk.unbilledMinor(boris.account())).isEqualTo(10_00);
  }

  @Test
  void aFileThatFailsWaitsBehindThoseThatCameAfterItAndGoesOnLater() throws Exception {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    UsageFile broken =
        desk.take("broken.csv", call("f1", anna, "2026-11-02T10:00:00Z", 60, "local")).file();
    Path bytes;
    try (Stream<Path> files = Files.list(desk.folder.resolve("usage"))) {
      bytes = files.findFirst().orElseThrow();
    }
    String content = Files.readString(bytes);
    Files.delete(bytes);
    Files.createDirectory(bytes); // there, and cannot be read
    UsageFile next = desk.rate("next.csv", call("f2", anna, "2026-11-03T10:00:00Z", 60, "local"));
    assertThat(next.state()).isEqualTo(UsageFile.State.DONE);
    UsageFile waits = desk.done(new ShowUsageFile(broken.id()));
    assertThat(waits.state()).isEqualTo(UsageFile.State.WAITING);
    assertThat(waits.problem()).isNotEmpty();
    Files.delete(bytes);
    Files.writeString(bytes, content);
    desk.rating.rateNow();
    assertThat(desk.done(new ShowUsageFile(broken.id())).rated()).as("not at once").isZero();
    desk.database.run("update usage_file set retry_at = '2026-11-25T09:00:00Z'");
    desk.rating.rateNow();
    assertThat(desk.done(new ShowUsageFile(broken.id())).state()).isEqualTo(UsageFile.State.DONE);
  }

  @Test
  void theSameFileTwiceAddsNothing() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    String lines = call("b1", anna, "2026-11-02T10:00:00Z", 1200, "local");
    desk.rate("first.csv", lines);
    long before = desk.unbilledMinor(anna.account());
    TakeUsageFile.Taken again = desk.take("renamed.csv", lines);
    desk.rating.rateNow();

    assertThat(again.repeated()).isTrue();
    assertThat(desk.unbilledMinor(anna.account())).isEqualTo(before).isEqualTo(1000);
    assertThat(desk.number("select count(*) from usage_file")).isEqualTo(1);
  }

  @Test
  void aRecordThatComesAgainIsSetAsideAsADuplicateAndCountsOnce() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    String call = call("c1", anna, "2026-11-02T10:00:00Z", 1200, "local");
    desk.rate("first.csv", call);
    UsageFile second =
        desk.rate(
            "second.csv",
            call("c2", anna, "2026-11-02T11:00:00Z", 60, "local")
                + call
                + call("c2", anna, "2026-11-02T11:00:00Z", 60, "local"));

    assertThat(second.rated()).isEqualTo(1);
    assertThat(second.duplicates()).isEqualTo(2);
    assertThat(desk.aside(second))
        .extracting(AsideRecord::line, AsideRecord::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(4L, AsideReason.DUPLICATE),
            org.assertj.core.groups.Tuple.tuple(3L, AsideReason.DUPLICATE));
    assertThat(desk.unbilledMinor(anna.account())).isEqualTo(1100);
  }

  @Test
  void whatCannotBePricedIsSetAsideWithItsReasonAndRatedAfterTheFix() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    UsageFile file =
        desk.rate(
            "november.csv",
            call("d1", anna, "2026-11-02T10:00:00Z", 1200, "local").replace(anna.phone(), "79")
                + call("d2", anna, "2026-09-02T10:00:00Z", 60, "local")
                + call("d3", anna, "2024-11-02T10:00:00Z", 60, "local")
                + call("d4", anna, "2027-11-02T10:00:00Z", 60, "local")
                + "d5,DATA,%s,2026-11-02T10:00:00Z,60,,,,\n".formatted(anna.phone())
                + "d6,CALL,%s,2026-11-02T10:00:00Z,60,BYTE,,,\n".formatted(anna.phone())
                + "d7,CALL,%s,2026-11-02T10:00:00Z,many,,,,\n".formatted(anna.phone())
                + "d8,CALL\n");

    assertThat(desk.aside(file))
        .extracting(AsideRecord::line, AsideRecord::reason)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(2L, AsideReason.UNKNOWN_SUBSCRIBER),
            org.assertj.core.groups.Tuple.tuple(3L, AsideReason.NO_SUBSCRIPTION),
            org.assertj.core.groups.Tuple.tuple(4L, AsideReason.TOO_OLD),
            org.assertj.core.groups.Tuple.tuple(5L, AsideReason.IN_FUTURE),
            org.assertj.core.groups.Tuple.tuple(6L, AsideReason.NO_PRICE),
            org.assertj.core.groups.Tuple.tuple(7L, AsideReason.BAD_UNIT),
            org.assertj.core.groups.Tuple.tuple(8L, AsideReason.BAD_QUANTITY),
            org.assertj.core.groups.Tuple.tuple(9L, AsideReason.BAD_LINE));
    assertThat(desk.unbilledMinor(anna.account())).isZero();

    desk.database.run("insert into identifier values ('PHONE', '79', $1)", anna.account().value());
    assertThat(
            desk.done(
                    new RerateAside(
                        Optional.empty(),
                        Optional.of(AsideReason.UNKNOWN_SUBSCRIBER),
                        Optional.empty(),
                        ""))
                .records())
        .isEqualTo(1);
    desk.rating.rateNow();
    assertThat(desk.unbilledMinor(anna.account())).isEqualTo(1000);

    AsideRecord bad =
        desk.aside(file).stream()
            .filter(record -> record.reason() == AsideReason.BAD_QUANTITY)
            .findFirst()
            .orElseThrow();
    desk.done(new MendAside(bad.id(), bad.raw().replace("many", "60")));
    desk.rating.rateNow();
    assertThat(desk.unbilledMinor(anna.account())).isEqualTo(1100);
    assertThat(desk.refused(new DiscardAside(bad.id(), "too late")).code().code())
        .isEqualTo("state-conflict");

    desk.done(new RerateAside(Optional.empty(), Optional.empty(), Optional.empty(), ""));
    desk.rating.rateNow();
    assertThat(desk.unbilledMinor(anna.account())).isEqualTo(1100);
    assertThat(desk.number("select count(*) from usage_aside where state = 'OPEN'")).isEqualTo(6);
  }

  @Test
  void usageIsRatedByThePlanOfItsDayHoweverLateItComes() {
    RatingDesk.Somebody anna = desk.register("TALK", LocalDate.of(2026, 11, 10), "POSTPAID", 0);
    desk.had(anna.account(), "QUIET", OCTOBER, LocalDate.of(2026, 11, 10));
    desk.rate(
        "late.csv",
        call("e1", anna, "2026-11-09T23:59:00+03:00", 60, "local") // QUIET: 5.00
            + call("e2", anna, "2026-11-10T00:00:00+03:00", 60, "local")); // TALK: free
    assertThat(desk.unbilledMinor(anna.account())).isEqualTo(500);
  }

  @Test
  void ratingAgainChargesTheDifferenceOnlyAndKeepsWhatWasReplaced() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    desk.rate(
        "november.csv",
        call("f1", anna, "2026-11-02T10:00:00Z", 600, "local") // takes all 10 free minutes
            + call("f2", anna, "2026-11-20T10:00:00Z", 600, "local")); // 10.00
    List<AccountNumber> all = List.of(anna.account());
    assertThat(billed(all)).isEqualTo(1000);

    RerateUsage november = new RerateUsage(Optional.of(anna.account()), OCTOBER, DECEMBER);
    desk.done(november);
    desk.rating.rateNow();
    assertThat(desk.unbilledMinor(anna.account())).isZero();
    assertThat(desk.number("select count(*) from usage_record")).isEqualTo(2);

    // It turns out that she had QUIET until the 10th: f1 costs 50.00 there, and f2 is free in TALK.
    desk.database.run("delete from subscription_item");
    desk.had(anna.account(), "QUIET", OCTOBER, LocalDate.of(2026, 11, 10));
    desk.had(anna.account(), "TALK", LocalDate.of(2026, 11, 10), null);
    desk.done(november);
    desk.rating.rateNow();
    assertThat(billed(all)).isEqualTo(5000 - 1000);
    assertThat(
            desk.number("select sum(amount_minor)::bigint from usage_record where revision <= 0"))
        .isEqualTo(5000);
    assertThat(desk.number("select count(*) from usage_record where revision = 1")).isEqualTo(1);

    desk.done(november);
    desk.rating.rateNow();
    assertThat(desk.unbilledMinor(anna.account())).isZero();
  }

  @Test
  void aBillTakesUsageOnceAndLateUsageComesOnTheNext() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    List<AccountNumber> all = List.of(anna.account());
    desk.rate(
        "both.csv",
        call("g1", anna, "2026-10-20T10:00:00Z", 1200, "local")
            + call("g2", anna, "2026-11-20T10:00:00Z", 1800, "local"));
    List<UnbilledUsage.Line> october =
        desk.database.inTransaction(tx -> desk.unbilled.take(tx, all, LocalDate.of(2026, 11, 1)));
    assertThat(october).hasSize(1);
    assertThat(october.getFirst().cycle().from()).isEqualTo(OCTOBER);
    assertThat(october.getFirst().quantity()).isEqualTo(20);
    assertThat(october.getFirst().amount().amount()).isEqualTo("10.00");
    assertThat(october.getFirst().booked()).isFalse();

    desk.rate("late.csv", call("g3", anna, "2026-10-21T10:00:00Z", 60, "local"));
    assertThat(
            desk.database
                .inTransaction(tx -> desk.unbilled.take(tx, all, LocalDate.of(2026, 11, 1)))
                .getFirst()
                .amount()
                .amount())
        .isEqualTo("1.00");
    assertThat(billed(all)).isEqualTo(2000);
    assertThat(billed(all)).isZero();
  }

  @Test
  void aFileWhoseRatingBreaksOffGoesOnExactlyThere() {
    RatingDesk.Somebody anna = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      lines.append(call("h" + i, anna, "2026-11-02T10:00:00Z", 120, "local"));
    }
    desk.take("broken.csv", lines.toString());
    // The third part of three lines fails: its first record breaks a rule that is not for retries.
    desk.test.asSuperuser(
        "alter table usage_record add constraint no_h7 check (external_id <> 'h7')");
    desk.rating.rateNow();
    assertThat(desk.number("select line_done from usage_file")).isEqualTo(7);
    assertThat(desk.number("select count(*) from usage_record")).isEqualTo(6);

    desk.test.asSuperuser("alter table usage_record drop constraint no_h7");
    desk.database.run("update usage_file set retry_at = null");
    desk.rating.rateNow();
    assertThat(desk.number("select count(*) from usage_record")).isEqualTo(10);
    assertThat(desk.number("select rated from usage_file")).isEqualTo(10);
    assertThat(desk.unbilledMinor(anna.account())).isEqualTo(1000);
  }

  @Test
  void aFileWithAWrongHeaderIsRefusedAndMayComeAgainInAnotherDialect() {
    TakeUsageFile.Taken taken = desk.take("calls.csv", "");
    desk.database.run("update usage_file set dialect = 'calls'");
    desk.rating.rateNow();
    UsageFile failed = desk.done(new ShowUsageFile(taken.file().id()));
    assertThat(failed.state()).isEqualTo(UsageFile.State.FAILED);
    assertThat(failed.problem()).contains("line 1");
    assertThat(desk.take("calls.csv", "").repeated()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theSumOfACycleDoesNotDependOnTheOrderOfFilesAndRecords(long seed) {
    Random random = new Random(seed);
    RatingDesk.Somebody one = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    RatingDesk.Somebody other = desk.register("TALK", OCTOBER, "POSTPAID", 0);
    List<Integer> seconds = random.ints(20, 1, 400).boxed().toList();
    List<Integer> shuffled = new ArrayList<>(seconds);
    Collections.shuffle(shuffled, random);
    for (int file = 0; file < 2; file++) {
      StringBuilder lines = new StringBuilder();
      for (int i = file * 10; i < file * 10 + 10; i++) {
        lines.append(call("x" + i, one, "2026-11-02T10:00:00Z", seconds.get(i), "local"));
        lines.append(call("y" + i, other, "2026-11-02T10:00:00Z", shuffled.get(i), "local"));
      }
      desk.rate("file-" + file, lines.toString());
    }
    assertThat(desk.unbilledMinor(one.account()))
        .isEqualTo(desk.unbilledMinor(other.account()))
        .isPositive();
  }

  private long billed(List<AccountNumber> accounts) {
    return desk.database.inTransaction(tx -> desk.unbilled.take(tx, accounts, DECEMBER)).stream()
        .mapToLong(line -> line.amount().minor())
        .sum();
  }

  private static String call(
      String id, RatingDesk.Somebody who, String at, int seconds, String zone) {
    return "%s,CALL,%s,%s,%d,SECOND,74951112233,%s,\n"
        .formatted(id, who.phone(), at, seconds, zone);
  }

  private static String film(String id, RatingDesk.Somebody who, String at, String title) {
    return "%s,VOD,%s,%s,1,EVENT,,,%s\n".formatted(id, who.phone(), at, title);
  }
}
