package org.sbms.branch.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalKind;
import org.sbms.contract.JournalPage;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.PullJournal;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.journal.JournalDraft;

class JournalReadingTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final BranchCode SO = new BranchCode("SO");

  private final TestDatabase db = TestDatabase.with("journal");

  @BeforeEach
  void fiveEntries() {
    for (int i = 1; i <= 5; i++) {
      JournalDraft draft =
          new JournalDraft(
              JournalKind.PAYMENT_ACCEPTED,
              UUID.randomUUID(),
              NW,
              SO,
              0,
              "SO000010427",
              Money.ofMinor(i * 100, "RUB"),
              Instant.parse("2026-11-22T12:00:00Z"),
              null);
      db.database().inTransaction(tx -> new Journal(NW).append(tx, List.of(draft)));
    }
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void pagesGiveTheWholeJournalWithItsHead() {
    JournalPage first = page(0, 3);
    JournalPage second = page(3, 3);
    assertThat(first.entries()).extracting(JournalEntry::number).containsExactly(1L, 2L, 3L);
    assertThat(second.entries()).extracting(JournalEntry::number).containsExactly(4L, 5L);
    assertThat(first.entries()).allMatch(JournalHash::holds);
    assertThat(second.headNumber()).isEqualTo(5);
    assertThat(second.headHash()).isEqualTo(second.entries().getLast().hash());
  }

  @Test
  void afterTheLastEntryThereIsStillTheHead() {
    JournalPage page = page(5, 3);
    assertThat(page.entries()).isEmpty();
    assertThat(page.headNumber()).isEqualTo(5);
  }

  @Test
  void whatSomebodyMadeUnreadableIsNamedAndTheRestIsRead() {
    db.asSuperuser("update journal_entry set currency = 'ZZZ' where number = 2");
    db.asSuperuser("update journal_entry set kind = 'GIFT' where number = 4");
    JournalPage page = page(0, 10);
    assertThat(page.entries()).extracting(JournalEntry::number).containsExactly(1L, 3L, 5L);
    assertThat(page.unreadable())
        .extracting(JournalPage.Unreadable::number)
        .containsExactly(2L, 4L);
  }

  private JournalPage page(long after, int limit) {
    return switch (new JournalReading(NW).page(new PullJournal(NW, after, limit), db.database())) {
      case Outcome.Done<JournalPage>(JournalPage page) -> page;
      case Outcome.Refused<JournalPage> _, Outcome.Unknown<JournalPage> _ ->
          throw new AssertionError("reading is never refused");
    };
  }
}
