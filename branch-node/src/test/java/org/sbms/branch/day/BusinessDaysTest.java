package org.sbms.branch.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.sbms.contract.BranchCode;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;

class BusinessDaysTest {
  @Test
  void who_comes_while_the_day_turns_books_on_the_new_day() throws Exception {
    try (TestDatabase test = TestDatabase.with("journal", "party")) {
      Journal journal = new Journal(new BranchCode("NW"));
      BusinessDays days = new BusinessDays(journal, ZoneOffset.UTC, Clock.systemUTC());
      days.rollOver(test.database());
      LocalDate today = days.today(test.database());
      Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
      BusinessDays later = new BusinessDays(journal, ZoneOffset.UTC, tomorrow);
      CompletableFuture<LocalDate> booked = new CompletableFuture<>();
      test.database()
          .inTransaction(tx -> {
            assertThat(days.open(tx)).isEqualTo(today);
            Thread.ofVirtual().start(() -> later.rollOver(test.database()));
            pause();
            booked.completeAsync(() -> test.database().inTransaction(days::open));
            pause();
            return tx;
          });
      assertThat(booked.get(5, TimeUnit.SECONDS)).isEqualTo(today.plusDays(1));
    }
  }

  @Test
  void the_day_turns_although_there_is_always_somebody_who_books() throws Exception {
    try (TestDatabase test = TestDatabase.with("journal", "party")) {
      Journal journal = new Journal(new BranchCode("NW"));
      BusinessDays days = new BusinessDays(journal, ZoneOffset.UTC, Clock.systemUTC());
      days.rollOver(test.database());
      LocalDate today = days.today(test.database());
      AtomicBoolean over = new AtomicBoolean();
      for (int i = 0; i < 3; i++) {
        Thread.ofVirtual().start(() -> bookUntil(over, test, days));
        Thread.sleep(150);
      }
      Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
      BusinessDays later = new BusinessDays(journal, ZoneOffset.UTC, tomorrow);
      CompletableFuture<Void> turned =
          CompletableFuture.runAsync(() -> later.rollOver(test.database()));
      try {
        turned.get(5, TimeUnit.SECONDS);
      } finally {
        over.set(true);
      }
      assertThat(days.today(test.database())).isEqualTo(today.plusDays(1));
    }
  }

  private static void bookUntil(AtomicBoolean over, TestDatabase test, BusinessDays days) {
    while (!over.get()) {
      test.database()
          .inTransaction(tx -> {
            days.open(tx);
            pause();
            return tx;
          });
    }
  }

  /** Long enough for the other to stand before the lock. */
  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(500));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
