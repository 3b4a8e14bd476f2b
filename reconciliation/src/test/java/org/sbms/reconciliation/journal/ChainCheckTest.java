package org.sbms.reconciliation.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalHash;
import org.sbms.contract.JournalKind;
import org.sbms.contract.JournalPage;
import org.sbms.contract.Money;

/** A journal of ten entries, tampered with before or after it was proven. */
class ChainCheckTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final BranchCode SO = new BranchCode("SO");

  private final TestJournal journal = new TestJournal("NW");
  private List<JournalEntry> original = List.of();
  private ChainCheck.Head head = new ChainCheck.Head(0, JournalEntry.NO_HASH);

  @BeforeEach
  void tenEntries() {
    for (int i = 1; i <= 10; i++) {
      append(journal, i);
    }
    original = List.copyOf(journal.entries);
    head = new ChainCheck.Head(10, original.get(9).hash());
  }

  @Test
  void aWholeJournalIsProven() {
    ChainCheck.Result result = firstReading();
    assertThat(result.findings()).isEmpty();
    assertThat(result.newlyProven()).isEqualTo(original);
    assertThat(result.lastHash()).contains(head.hash());
    assertThat(laterReading(original).newlyProven()).isEmpty();
  }

  @Test
  void anAmountChangedBeforeCollectionIsNotProvenAndTheRestIs() {
    change(4);
    ChainCheck.Result result = firstReading();
    assertThat(said(result)).containsExactly("4 UNPROVEN its contents do not give its hash");
    assertThat(result.newlyProven()).hasSize(9);
  }

  @Test
  void anEntryRehashedBeforeCollectionIsNotProvenSinceTheNextDoesNotFollowIt() {
    rehash(4);
    assertThat(said(firstReading()))
        .containsExactly("4 UNPROVEN the entry after it does not follow it");
  }

  @Test
  void theLastEntryRehashedIsNotTheHead() {
    rehash(10);
    assertThat(said(firstReading()))
        .containsExactly("10 UNPROVEN its hash is not that of the journal's head");
  }

  @Test
  void anEntryDeletedBeforeCollectionLeavesAGap() {
    journal.entries.remove(3);
    ChainCheck.Result result = firstReading();
    assertThat(said(result)).containsExactly("4 GAP number 4 is missing");
    assertThat(result.newlyProven()).hasSize(9);
  }

  @Test
  void aCutTailIsAGapUpToTheHead() {
    journal.entries.subList(7, 10).clear();
    assertThat(said(firstReading())).containsExactly("8 GAP numbers 8 to 10 are missing");
  }

  @Test
  void anEntryAddedBeyondTheHeadIsNotProven() {
    append(journal, 11);
    ChainCheck.Result result = firstReading();
    assertThat(said(result)).containsExactly("11 UNPROVEN the journal ends at number 10");
    assertThat(result.newlyProven()).isEqualTo(original);
  }

  @Test
  void anAmountChangedAfterCollectionIsFoundWithBothValues() {
    change(4);
    assertThat(said(laterReading(original)))
        .containsExactly(
            "4 CHANGED amount was 4.00 RUB and is 4.01 RUB;"
                + " its contents no longer give its hash");
  }

  @Test
  void aWholeTailRehashedAfterCollectionIsFound() {
    TestJournal other = new TestJournal("NW");
    for (int i = 1; i <= 10; i++) {
      append(other, i == 4 ? 400 : i);
    }
    journal.entries.clear();
    journal.entries.addAll(other.entries);
    head = new ChainCheck.Head(10, other.entries.getLast().hash());
    List<String> said = said(laterReading(original));
    assertThat(said).hasSize(7).first().asString().startsWith("4 CHANGED amount was 4.00 RUB");
    assertThat(said).last().asString().startsWith("10 CHANGED");
  }

  @Test
  void anEntryDeletedAfterCollectionHasVanished() {
    journal.entries.remove(9);
    assertThat(said(laterReading(original)))
        .containsExactly("10 VANISHED the entry is shown no more");
  }

  @Test
  void aHeadThatWentBackIsFound() {
    head = new ChainCheck.Head(8, original.get(7).hash());
    assertThat(said(laterReading(original)))
        .containsExactly(
            "9 UNPROVEN the journal ends at number 8", "10 UNPROVEN the journal ends at number 8");
  }

  @Test
  void aRepairedEntryIsProvenInTheEnd() {
    change(4);
    List<JournalEntry> proven = firstReading().newlyProven();
    journal.entries.set(3, original.get(3));
    ChainCheck.Result repaired = laterReading(proven);
    assertThat(repaired.findings()).isEmpty();
    assertThat(repaired.newlyProven()).containsExactly(original.get(3));
  }

  @Test
  void stretchesJoinWithoutASeam() {
    ChainCheck.Result first =
        ChainCheck.of(
            new ChainCheck.Stretch(
                Optional.of(JournalEntry.NO_HASH),
                0,
                5,
                original.subList(0, 5),
                List.of(),
                List.of(),
                Optional.of(original.get(5)),
                head));
    ChainCheck.Result second =
        ChainCheck.of(
            new ChainCheck.Stretch(
                first.lastHash(),
                5,
                10,
                original.subList(5, 10),
                List.of(),
                List.of(),
                Optional.empty(),
                head));
    assertThat(first.findings()).isEmpty();
    assertThat(second.findings()).isEmpty();
    assertThat(first.newlyProven().size() + second.newlyProven().size()).isEqualTo(10);
  }

  @Test
  void whatIsNoEntryIsNamed() {
    journal.entries.remove(3);
    ChainCheck.Result result =
        check(List.of(), List.of(new JournalPage.Unreadable(4, "no such currency: ZZZ")));
    assertThat(said(result)).containsExactly("4 UNREADABLE no such currency: ZZZ");
  }

  private ChainCheck.Result firstReading() {
    return check(List.of(), List.of());
  }

  private ChainCheck.Result laterReading(List<JournalEntry> proven) {
    return check(proven, List.of());
  }

  private ChainCheck.Result check(
      List<JournalEntry> proven, List<JournalPage.Unreadable> unreadable) {
    return ChainCheck.of(
        new ChainCheck.Stretch(
            Optional.of(JournalEntry.NO_HASH),
            0,
            Math.max(head.number(), journal.entries.getLast().number()),
            journal.entries,
            unreadable,
            proven,
            Optional.empty(),
            head));
  }

  private void change(int number) {
    JournalEntry entry = journal.entries.get(number - 1);
    Money more = entry.amount().plus(Money.ofMinor(1, "RUB"));
    journal.entries.set(number - 1, TestJournal.withAmount(entry, more));
  }

  private void rehash(int number) {
    change(number);
    JournalEntry entry = journal.entries.get(number - 1);
    journal.entries.set(number - 1, TestJournal.withHash(entry, JournalHash.of(entry)));
  }

  private static void append(TestJournal journal, int roubles) {
    UUID id = new UUID(7, roubles);
    Money amount = Money.ofMinor(roubles * 100L, "RUB");
    journal.write(JournalKind.PAYMENT_ACCEPTED, id, NW, SO, 0, amount);
  }

  private static List<String> said(ChainCheck.Result result) {
    List<String> said = new ArrayList<>();
    result
        .findings()
        .forEach(finding ->
            said.add(finding.number() + " " + finding.problem() + " " + finding.detail()));
    return said;
  }
}
