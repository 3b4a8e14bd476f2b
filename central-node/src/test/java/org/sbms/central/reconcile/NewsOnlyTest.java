package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run through the day passes over what is settled, and reports what a whole run reports. */
class NewsOnlyTest {
  private static final int ROUNDS = 6;
  private static final int STEPS_A_ROUND = 12;

  private final FakeFederation federation = new FakeFederation();
  private final List<FakeBranch> branches = List.of(federation.nw, federation.so, federation.ur);

  @AfterEach
  void close() {
    federation.close();
  }

  private record Taken(FakeBranch origin, FakeBranch home, UUID id, long minor) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void itsReportIsThatOfAWholeRunByteForByte(long seed) {
    Random random = new Random(seed);
    List<Taken> taken = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      boolean tampered = false;
      for (int step = 0; step < STEPS_A_ROUND; step++) {
        tampered |= step(random, taken);
      }
      String news = tampered ? "" : federation.reportOf(federation.lookAtNews());
      RunView whole = federation.reconcile();
      String report = federation.reportOf(whole);
      if (!tampered) {
        assertThat(news).as("seed %d, round %d, before", seed, round).isEqualTo(report);
      }
      RunView again = federation.lookAtNews();
      assertThat(federation.reportOf(again))
          .as("seed %d, round %d, after", seed, round)
          .isEqualTo(report);
      assertThat(again.expected())
          .as("only what is open is looked at")
          .isLessThanOrEqualTo(whole.pending() + mismatched(whole));
    }
    assertThat(taken).hasSizeGreaterThan(20);
  }

  @Test
  void anEntryThatComesLaterOpensATransactionAgain() {
    UUID id = federation.nw.take(federation.so, 100_00);
    assertThat(federation.lookAtNews().matched()).isEqualTo(1);
    assertThat(federation.lookAtNews().expected()).isZero();

    federation.nw.reverse(federation.so, id, 100_00);
    RunView run = federation.lookAtNews();
    assertThat(run.expected()).isEqualTo(1);
    assertThat(run.matched()).isEqualTo(1);
    assertThat(federation.lookAtNews().matched()).isEqualTo(1);
  }

  @Test
  void whatASettledTransactionBecomesByTamperingIsLookedAtUntilItIsMended() {
    UUID id = federation.nw.take(federation.so, 100_00);
    federation.lookAtNews();
    federation.so.tamper(
        "update journal_entry set transaction_id = gen_random_uuid() where transaction_id = '%s'",
        id);
    RunView whole = federation.reconcile();
    assertThat(whole.mismatches()).isNotEmpty();
    assertThat(federation.reportOf(federation.lookAtNews())).isEqualTo(federation.reportOf(whole));

    federation.so.tamper(
        "update journal_entry set transaction_id = '%s' where kind = 'CREDIT_POSTED'", id);
    RunView mended = federation.reconcile();
    assertThat(mended.mismatches()).isEqualTo(Map.of());
    assertThat(federation.reportOf(federation.lookAtNews())).isEqualTo(federation.reportOf(mended));
  }

  /** Says whether a journal was tampered with, which only a whole run goes looking for. */
  private boolean step(Random random, List<Taken> taken) {
    FakeBranch origin = branches.get(random.nextInt(branches.size()));
    FakeBranch home =
        branches.get((branches.indexOf(origin) + 1 + random.nextInt(2)) % branches.size());
    long minor = 1 + random.nextInt(100_000);
    switch (random.nextInt(12)) {
      case 0 -> origin.takeWithoutAnswer(home, minor);
      case 1 -> origin.takeCreditedAs(home, minor, minor + 1);
      case 2 -> origin.supply(home, minor);
      case 3 -> {
        if (!taken.isEmpty()) {
          Taken reversed = taken.remove(random.nextInt(taken.size()));
          reversed.origin.reverse(reversed.home, reversed.id, reversed.minor);
        }
      }
      case 4 -> {
        if (!taken.isEmpty()) {
          Taken changed = taken.remove(random.nextInt(taken.size()));
          changed.home.tamper(
              "update journal_entry set amount_minor = amount_minor + 1 where transaction_id = '%s'",
              changed.id);
          return true;
        }
      }
      default -> taken.add(new Taken(origin, home, origin.take(home, minor), minor));
    }
    return false;
  }

  private static long mismatched(RunView run) {
    return run.mismatches().values().stream().mapToLong(Long::longValue).sum();
  }
}
