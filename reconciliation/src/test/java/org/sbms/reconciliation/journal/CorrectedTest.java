package org.sbms.reconciliation.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.Money;

/** A correction is one more entry; whoever judges reads what stands before it as it says. */
class CorrectedTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final BranchCode SO = new BranchCode("SO");
  private static final UUID ID = UUID.fromString("0193a000-0000-7000-8000-000000000001");
  private static final Money HUNDRED = Money.parse("100.00", "RUB");
  private static final Money NINETY = Money.parse("90.00", "RUB");

  private final TestJournal nw = new TestJournal("NW");
  private final TestJournal so = new TestJournal("SO");

  @Test
  void aCreditBookedAnewMatchesAndClearsWhatIsRight() {
    nw.write(JournalKind.PAYMENT_ACCEPTED, ID, NW, SO, 0, HUNDRED);
    so.write(JournalKind.CREDIT_POSTED, ID, NW, SO, 1, NINETY);
    nw.write(JournalKind.PAYMENT_CONFIRMED, ID, NW, SO, 1, HUNDRED);
    assertThat(judged())
        .isInstanceOfSatisfying(
            Verdict.Mismatched.class,
            mismatch -> assertThat(mismatch.kind()).isEqualTo(MismatchKind.AMOUNT_DIFFERS));

    so.write(JournalKind.CREDIT_CORRECTED, ID, NW, SO, 1, HUNDRED);

    assertThat(judged())
        .isInstanceOfSatisfying(
            Verdict.Matched.class,
            matched ->
                assertThat(matched.lines())
                    .singleElement()
                    .satisfies(line -> {
                      assertThat(line.amount()).isEqualTo(HUNDRED);
                      assertThat(line.homeNumber()).isEqualTo(1);
                      assertThat(line.day()).isEqualTo(TestJournal.DAY);
                    }));
  }

  @Test
  void aCorrectionThatIsWrongItselfIsAMismatch() {
    nw.write(JournalKind.PAYMENT_ACCEPTED, ID, NW, SO, 0, HUNDRED);
    so.write(JournalKind.CREDIT_POSTED, ID, NW, SO, 1, HUNDRED);
    nw.write(JournalKind.PAYMENT_CONFIRMED, ID, NW, SO, 1, HUNDRED);
    so.write(JournalKind.CREDIT_CORRECTED, ID, NW, SO, 1, NINETY);

    assertThat(judged())
        .isInstanceOfSatisfying(
            Verdict.Mismatched.class,
            mismatch -> {
              assertThat(mismatch.kind()).isEqualTo(MismatchKind.AMOUNT_DIFFERS);
              assertThat(mismatch.homeValue()).isEqualTo("90.00");
            });
  }

  @Test
  void aDayTakenOverFromHomeIsTheOriginsDay() {
    nw.write(JournalKind.PAYMENT_ACCEPTED, ID, NW, SO, 0, HUNDRED);
    so.write(JournalKind.CREDIT_POSTED, ID, NW, SO, 1, HUNDRED);
    nw.write(JournalKind.PAYMENT_CONFIRMED, ID, NW, SO, 1, HUNDRED);
    JournalEntry confirmed = nw.entries.get(1);
    nw.entries.set(1, TestJournal.withDay(confirmed, TestJournal.DAY.minusDays(1)));
    assertThat(judged())
        .isInstanceOfSatisfying(
            Verdict.Mismatched.class,
            mismatch -> assertThat(mismatch.kind()).isEqualTo(MismatchKind.DAY_DIFFERS));

    nw.write(JournalKind.PAYMENT_CORRECTED, ID, NW, SO, 1, HUNDRED);
    JournalEntry correction = nw.entries.get(2);
    nw.entries.set(2, TestJournal.withDay(correction, TestJournal.DAY));

    assertThat(judged()).isInstanceOf(Verdict.Matched.class);
  }

  @Test
  void whatWasWithdrawnAndNeverClaimedClearsNothing() {
    so.write(JournalKind.CREDIT_POSTED, ID, NW, SO, 1, HUNDRED);
    so.write(JournalKind.CREDIT_WITHDRAWN, ID, NW, SO, 1, HUNDRED);

    assertThat(judged())
        .isInstanceOfSatisfying(
            Verdict.Matched.class,
            matched ->
                assertThat(matched.lines().stream().mapToLong(line -> line.amount().minor()).sum())
                    .isZero());
  }

  private Verdict judged() {
    List<JournalEntry> all = new ArrayList<>(nw.entries);
    all.addAll(so.entries);
    HeldJournals held = new HeldJournals(Map.of(NW, 9L, SO, 9L), Map.of(), Set.of());
    return new JournalJudge(held, _ -> false).judge(all, List.of()).getFirst().verdict();
  }
}
