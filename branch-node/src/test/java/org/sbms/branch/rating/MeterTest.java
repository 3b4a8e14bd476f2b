package org.sbms.branch.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.Price;
import org.sbms.branch.pricing.Tiers;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.Money;

/** What usage costs, by hand; and that its order never matters to the sum. */
final class MeterTest {
  private static final Currency RUB = Currency.getInstance("RUB");

  /** Per started minute, 100 of them free in a cycle, then 1.50, from the 301st paid one 1.00. */
  private static final Meter CALLS = perUnit(Unit.MINUTE, 1, 100, Tiers.Kind.GRADUATED);

  /** In steps of 10 megabytes, 20 free; all of them at 1.00 as soon as 301 are paid. */
  private static final Meter VOLUME = perUnit(Unit.MEGABYTE, 10, 20, Tiers.Kind.VOLUME);

  private static Meter perUnit(Unit unit, long step, long allowance, Tiers.Kind kind) {
    return new Meter(
        new Price.PerUnit(
            unit,
            step,
            new Tiers(
                kind,
                List.of(
                    new Tiers.Tier(300, new BigDecimal("1.50")),
                    new Tiers.Tier(Long.MAX_VALUE, new BigDecimal("1.00")))),
            allowance),
        RUB);
  }

  @ParameterizedTest
  @CsvSource({
    // seconds, counted minutes
    "0, 0",
    "1, 1",
    "60, 1",
    "61, 2",
    "3600, 60",
    "3601, 61"
  })
  void aStartedMinuteCountsWhole(long seconds, long minutes) {
    assertThat(CALLS.counted(seconds, Unit.SECOND)).contains(minutes);
  }

  @ParameterizedTest
  @CsvSource({
    // quantity, unit, counted megabytes: 1 MB = 1024 KB = 1,048,576 bytes
    "1, BYTE, 10",
    "10485760, BYTE, 10",
    "10485761, BYTE, 20",
    "10240, KILOBYTE, 10",
    "10241, KILOBYTE, 20",
    "95, MEGABYTE, 100"
  })
  void dataIsCountedInStepsOfWholeMegabytes(long quantity, Unit unit, long counted) {
    assertThat(VOLUME.counted(quantity, unit)).contains(counted);
  }

  @Test
  void whatDoesNotGoIntoTheUnitOfThePriceIsNotCounted() {
    assertThat(CALLS.counted(5, Unit.MEGABYTE)).isEqualTo(Optional.empty());
    assertThat(new Meter(new Price.PerEvent(rub("1.00")), RUB).counted(5, Unit.SECOND)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // used, total: 100 free; 300 at 1.50 = 450; the rest at 1.00
    "0, 0.00",
    "100, 0.00",
    "101, 1.50",
    "400, 450.00",
    "401, 451.00",
    "1000, 1050.00"
  })
  void tiersCountFromTheFirstUnitBeyondTheAllowance(long used, String total) {
    assertThat(CALLS.totalMinor(used)).isEqualTo(rub(total).minor());
  }

  @ParameterizedTest
  @CsvSource({
    // used, claimed, most that those can cost
    "0, 100, 0.00", // all free
    "50, 100, 75.00", // 50 free, 50 at 1.50
    "380, 40, 50.00", // 20 at 1.50, 20 at 1.00
    "0, 0, 0.00"
  })
  void aClaimReservesTheMostItCanCost(long used, long claimed, String most) {
    assertThat(CALLS.mostMinor(used, claimed)).isEqualTo(rub(most).minor());
  }

  @Test
  void whereAVolumePriceFallsTheMostIsJustBeforeIt() {
    // 300 paid units cost 450.00; 310 would cost 310.00 only.
    assertThat(VOLUME.totalMinor(320)).isEqualTo(rub("450.00").minor());
    assertThat(VOLUME.totalMinor(330)).isEqualTo(rub("310.00").minor());
    assertThat(VOLUME.mostMinor(0, 330)).isEqualTo(rub("450.00").minor());
    assertThat(VOLUME.mostMinor(320, 10)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void recordsSumToThePriceOfAllOfThemInWhateverOrderTheyCome(long seed) {
    Random random = new Random(seed);
    for (Meter meter : List.of(CALLS, VOLUME, fractions(random))) {
      List<Long> records = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        records.add(meter.counted(random.nextInt(300), meter.unit()).orElseThrow());
      }
      long inOrder = sum(meter, records);
      Collections.shuffle(records, random);
      assertThat(sum(meter, records)).isEqualTo(inOrder);
      assertThat(inOrder)
          .isEqualTo(meter.totalMinor(records.stream().mapToLong(Long::longValue).sum()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void whatClaimsCanCostNeverExceedsWhatIsReservedForThem(long seed) {
    Random random = new Random(seed);
    for (Meter meter : List.of(CALLS, VOLUME, fractions(random))) {
      for (int i = 0; i < 300; i++) {
        long used = random.nextInt(60) * meter.step() * 10;
        long claimed = random.nextInt(60) * meter.step();
        long reserved = meter.mostMinor(used, claimed);
        for (long part = 0; part <= claimed; part += meter.step()) {
          assertThat(meter.totalMinor(used + part) - meter.totalMinor(used))
              .isLessThanOrEqualTo(reserved);
        }
      }
    }
  }

  /** Prices of a fraction of a kopeck, where rounding each record would go astray. */
  private static Meter fractions(Random random) {
    return new Meter(
        new Price.PerUnit(
            Unit.SECOND,
            1,
            new Tiers(
                Tiers.Kind.GRADUATED,
                List.of(
                    new Tiers.Tier(
                        1 + random.nextInt(500), BigDecimal.valueOf(random.nextInt(1_000_000), 8)),
                    new Tiers.Tier(
                        Long.MAX_VALUE, BigDecimal.valueOf(random.nextInt(1_000_000), 8)))),
            random.nextInt(50)),
        RUB);
  }

  private static long sum(Meter meter, List<Long> records) {
    Counter counter =
        new Counter(
            new CounterKey(
                "A",
                new Period(
                    java.time.LocalDate.of(2026, 11, 1), java.time.LocalDate.of(2026, 12, 1)),
                new OfferKey(OfferKind.PLAN, "P"),
                1,
                1),
            "CALLS",
            meter,
            Optional.empty(),
            Counter.Stored.NOTHING);
    return records.stream().mapToLong(counter::add).sum();
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
