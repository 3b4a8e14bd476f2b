package org.sbms.reconciliation.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.Money;

class JournalJudgeTest {
  private static final BranchCode NW = new BranchCode("NW");
  private static final BranchCode SO = new BranchCode("SO");
  private static final Money HUNDRED = Money.ofMinor(100_00, "RUB");
  private static final UUID ID = UUID.fromString("0193a000-0000-7000-8000-000000000001");

  private final TestJournal nw = new TestJournal("NW");
  private final TestJournal so = new TestJournal("SO");

  /**
   * What NW's journal says, what SO's says (each entry with the number in the other journal that it
   * refers to), through which number each journal is held, the verdict.
   */
  @ParameterizedTest
  @CsvSource({
    "ACCEPTED,                               '',                     1, 0, IN_FLIGHT",
    "ACCEPTED,                               '',                     1, 9, IN_FLIGHT",
    "ACCEPTED,                               POSTED:1,               1, 1, MATCHED",
    "ACCEPTED CONFIRMED:1,                   POSTED:1,               2, 1, MATCHED",
    "ACCEPTED CONFIRMED:1,                   '',                     2, 0, HOME_JOURNAL_AWAITED",
    "ACCEPTED CONFIRMED:1,                   '',                     2, 1, MISSING_AT_HOME",
    "'',                                     POSTED:1,               0, 1, ORIGIN_JOURNAL_AWAITED",
    "'',                                     POSTED:1,               1, 1, MISSING_AT_ORIGIN",
    "CONFIRMED:1,                            POSTED:1,               1, 1, MISSING_AT_ORIGIN",
    "ACCEPTED REJECTED:1,                    REJECTED:1,             2, 1, MATCHED",
    "ACCEPTED,                               REJECTED:1,             1, 1, IN_FLIGHT",
    "ACCEPTED REJECTED:1,                    POSTED:1,               2, 1, STATUS_DIFFERS",
    "ACCEPTED CONFIRMED:1,                   REJECTED:1,             2, 1, STATUS_DIFFERS",
    "ACCEPTED CANCEL_REQUESTED,              POSTED:1,               2, 1, IN_FLIGHT",
    "ACCEPTED,                               VOIDED:2,               1, 1, ORIGIN_JOURNAL_AWAITED",
    "ACCEPTED,                               VOIDED:2,               2, 1, STATUS_DIFFERS",
    "ACCEPTED CANCEL_REQUESTED,              VOIDED:2,               2, 1, IN_FLIGHT",
    "ACCEPTED CANCEL_REQUESTED REVERSED:1,   VOIDED:2,               3, 1, MATCHED",
    "ACCEPTED CANCEL_REQUESTED REVERSED:2,   POSTED:1,               3, 1, HOME_JOURNAL_AWAITED",
    "ACCEPTED CANCEL_REQUESTED REVERSED:2,   POSTED:1,               3, 2, STATUS_DIFFERS",
    "ACCEPTED CANCEL_REQUESTED REVERSED:2,   POSTED:1 REVERSED:2,    3, 2, MATCHED",
    "ACCEPTED CANCEL_REQUESTED REFUSED:1,    POSTED:1,               3, 1, MATCHED",
    "ACCEPTED CONFIRMED:1,                   POSTED:1 REVERSED:2,    2, 2, STATUS_DIFFERS",
    "ACCEPTED CONFIRMED:2,                   REVERSED:1,             2, 2, MISSING_AT_HOME",
    "ACCEPTED CONFIRMED:1,                   POSTED:1 POSTED:1,      2, 2, DUPLICATE",
    "ACCEPTED ACCEPTED,                      POSTED:1,               2, 1, DUPLICATE",
    "ACCEPTED CONFIRMED:1,                   POSTED:1 CORRECTED:1,   2, 2, MATCHED",
    "'',                                     POSTED:1 WITHDRAWN:1,   1, 2, MATCHED",
    "ACCEPTED CONFIRMED:1,                   POSTED:1 WITHDRAWN:1,   2, 2, STATUS_DIFFERS",
    "ACCEPTED CANCEL_REQUESTED REVERSED:2,   POSTED:1 WITHDRAWN:2,   3, 2, MATCHED",
  })
  void statesOfBothSidesGiveTheVerdict(
      String atOrigin, String atHome, long nwThrough, long soThrough, String verdict) {
    write(nw, atOrigin, "PAYMENT_");
    write(so, atHome, "CREDIT_");
    HeldJournals held = new HeldJournals(Map.of(NW, nwThrough, SO, soThrough), Map.of(), Set.of());
    assertThat(name(only(held, all(), List.of()).verdict())).isEqualTo(verdict);
  }

  /** The same judgement for goods: what NW handed out and SO charged. */
  @ParameterizedTest
  @CsvSource({
    "ISSUED,                                  '',                          1, 9, IN_FLIGHT",
    "ISSUED,                                  CHARGED:1,                   1, 1, MATCHED",
    "ISSUED CONFIRMED:1,                      CHARGED:1,                   2, 1, MATCHED",
    "ISSUED CONFIRMED:1,                      '',                          2, 1, MISSING_AT_HOME",
    "'',                                      CHARGED:1,                   0, 1, ORIGIN_JOURNAL_AWAITED",
    "'',                                      CHARGED:1,                   1, 1, MISSING_AT_ORIGIN",
    "ISSUED REJECTED:1,                       REFUSED:1,                   2, 1, MATCHED",
    "ISSUED,                                  REFUSED:1,                   1, 1, IN_FLIGHT",
    "ISSUED REJECTED:1,                       CHARGED:1,                   2, 1, STATUS_DIFFERS",
    "ISSUED CONFIRMED:1,                      REFUSED:1,                   2, 1, STATUS_DIFFERS",
    "ISSUED CANCEL_REQUESTED,                 CHARGED:1,                   2, 1, IN_FLIGHT",
    "ISSUED CANCEL_REQUESTED REVERSED:1,      VOIDED:2,                    3, 1, MATCHED",
    "ISSUED CANCEL_REQUESTED REVERSED:2,      CHARGED:1,                   3, 2, STATUS_DIFFERS",
    "ISSUED CANCEL_REQUESTED REVERSED:2,      CHARGED:1 CHARGE_REVERSED:2, 3, 2, MATCHED",
    "ISSUED CANCEL_REQUESTED CANCEL_REFUSED:1, CHARGED:1,                  3, 1, MATCHED",
    "ISSUED CONFIRMED:1,                      CHARGED:1 CHARGED:1,         2, 2, DUPLICATE",
  })
  void goodsAreJudgedLikeMoney(
      String atOrigin, String atHome, long nwThrough, long soThrough, String verdict) {
    writeGoods(nw, atOrigin);
    writeGoods(so, atHome);
    HeldJournals held = new HeldJournals(Map.of(NW, nwThrough, SO, soThrough), Map.of(), Set.of());
    assertThat(name(only(held, all(), List.of()).verdict())).isEqualTo(verdict);
  }

  @Test
  void goodsAtOneSideAndMoneyAtTheOtherAreTwoThings() {
    writeGoods(nw, "ISSUED CONFIRMED:1");
    write(so, "POSTED:1", "CREDIT_");
    assertThat(only(everything(), all(), List.of()).verdict())
        .isEqualTo(
            new Verdict.Mismatched(
                MismatchKind.STATUS_DIFFERS, "GOODS CONFIRMED", "PAYMENT POSTED"));
  }

  @Test
  void forGoodsItIsTheHomeThatOwes() {
    writeGoods(nw, "ISSUED CANCEL_REQUESTED REVERSED:2");
    writeGoods(so, "CHARGED:1 CHARGE_REVERSED:2");
    Verdict.Matched matched = (Verdict.Matched) only(everything(), all(), List.of()).verdict();
    assertThat(matched.lines())
        .extracting(ClearedLine::kind, ClearedLine::homeNumber, line -> line.amount().minor())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ClearedLine.Kind.GOODS, 1L, -100_00L),
            org.assertj.core.groups.Tuple.tuple(ClearedLine.Kind.GOODS_REVERSAL, 2L, 100_00L));
  }

  @ParameterizedTest
  @CsvSource({
    "NW, 1, AMOUNT,   AMOUNT_DIFFERS",
    "SO, 1, AMOUNT,   AMOUNT_DIFFERS",
    "SO, 1, SUBJECT,  ACCOUNT_DIFFERS",
    "SO, 1, DAY,      DAY_DIFFERS",
    "NW, 2, DAY,      DAY_DIFFERS",
  })
  void aChangedEntryOfGoodsIsReportedByWhatWasChanged(
      String branch, int number, String what, String kind) {
    writeGoods(nw, "ISSUED CONFIRMED:1");
    writeGoods(so, "CHARGED:1");
    change(branch, number, what);
    assertThat(name(only(everything(), all(), List.of()).verdict())).isEqualTo(kind);
  }

  /** The same for money that the origin gives back for home. */
  @ParameterizedTest
  @CsvSource({
    "REQUESTED,                              '',                     1, 9, IN_FLIGHT",
    "REQUESTED,                              GRANTED:1,              1, 1, IN_FLIGHT",
    "REQUESTED,                              DECLINED:1,             1, 1, IN_FLIGHT",
    "REQUESTED PAID:1,                       GRANTED:1,              2, 1, MATCHED",
    "REQUESTED PAID:1,                       '',                     2, 1, MISSING_AT_HOME",
    "REQUESTED PAID:1,                       DECLINED:1,             2, 1, STATUS_DIFFERS",
    "REQUESTED PAID:1,                       GRANTED:1 RETURNED:2,   2, 2, STATUS_DIFFERS",
    "REQUESTED REFUSED:1,                    DECLINED:1,             2, 1, MATCHED",
    "REQUESTED REFUSED:1,                    GRANTED:1,              2, 1, STATUS_DIFFERS",
    "REQUESTED CANCEL_REQUESTED,             GRANTED:1,              2, 1, IN_FLIGHT",
    "REQUESTED CANCEL_REQUESTED CANCELLED:2, GRANTED:1 RETURNED:2,   3, 2, MATCHED",
    "REQUESTED CANCEL_REQUESTED CANCELLED:1, VOIDED:2,               3, 1, MATCHED",
    "REQUESTED CANCEL_REQUESTED CANCELLED:1, GRANTED:1,              3, 1, STATUS_DIFFERS",
    "'',                                     GRANTED:1,              1, 1, MISSING_AT_ORIGIN",
  })
  void refundsAreJudgedInTheSameWay(
      String atOrigin, String atHome, long nwThrough, long soThrough, String verdict) {
    write(nw, atOrigin, "REFUND_");
    write(so, atHome, "REFUND_");
    HeldJournals held = new HeldJournals(Map.of(NW, nwThrough, SO, soThrough), Map.of(), Set.of());
    assertThat(name(only(held, all(), List.of()).verdict())).isEqualTo(verdict);
  }

  @Test
  void aPaymentAtOneSideAndARefundAtTheOtherNeverMatch() {
    write(nw, "ACCEPTED CONFIRMED:1", "PAYMENT_");
    write(so, "GRANTED:1", "REFUND_");
    assertThat(name(only(everything(), all(), List.of()).verdict())).isEqualTo("STATUS_DIFFERS");
  }

  @Test
  void homeOwesTheOriginWhatWasPaidOutAndNothingWhenItWasReturned() {
    write(nw, "REQUESTED PAID:1", "REFUND_");
    write(so, "GRANTED:1", "REFUND_");
    assertThat(owed()).containsExactly(-100_00L);
    nw.entries.clear();
    so.entries.clear();
    write(nw, "REQUESTED CANCEL_REQUESTED CANCELLED:2", "REFUND_");
    write(so, "GRANTED:1 RETURNED:2", "REFUND_");
    assertThat(owed()).containsExactly(-100_00L, 100_00L);
  }

  private List<Long> owed() {
    Verdict.Matched matched = (Verdict.Matched) only(everything(), all(), List.of()).verdict();
    return matched.lines().stream().map(line -> line.amount().minor()).toList();
  }

  /** Which entry is changed, in what, and the kind that it is reported under. */
  @ParameterizedTest
  @CsvSource({
    "NW, 1, AMOUNT,   AMOUNT_DIFFERS",
    "NW, 2, AMOUNT,   AMOUNT_DIFFERS",
    "SO, 1, AMOUNT,   AMOUNT_DIFFERS",
    "SO, 1, CURRENCY, CURRENCY_DIFFERS",
    "NW, 1, SUBJECT,  ACCOUNT_DIFFERS",
    "SO, 1, DAY,      DAY_DIFFERS",
    "NW, 2, DAY,      DAY_DIFFERS",
    "SO, 1, HOME,     BRANCH_DIFFERS",
  })
  void aChangedEntryIsReportedByWhatWasChanged(
      String branch, int number, String what, String kind) {
    write(nw, "ACCEPTED CONFIRMED:1", "PAYMENT_");
    write(so, "POSTED:1", "CREDIT_");
    change(branch, number, what);
    assertThat(name(only(everything(), all(), List.of()).verdict())).isEqualTo(kind);
  }

  private void change(String branch, int number, String what) {
    TestJournal journal = branch.equals("NW") ? nw : so;
    JournalEntry entry = journal.entries.get(number - 1);
    journal.entries.set(
        number - 1,
        switch (what) {
          case "AMOUNT" -> TestJournal.withAmount(entry, Money.ofMinor(100_01, "RUB"));
          case "CURRENCY" -> TestJournal.withAmount(entry, Money.ofMinor(100_00, "USD"));
          case "SUBJECT" -> TestJournal.withSubject(entry, "SO000000001");
          case "DAY" -> TestJournal.withDay(entry, LocalDate.of(2026, 11, 21));
          case "HOME" -> TestJournal.withHome(entry, "UR");
          default -> throw new IllegalArgumentException(what);
        });
  }

  @Test
  void bothValuesAreShown() {
    write(nw, "ACCEPTED", "PAYMENT_");
    write(so, "POSTED:1", "CREDIT_");
    so.entries.set(0, TestJournal.withAmount(so.entries.get(0), Money.ofMinor(90_00, "RUB")));
    assertThat(only(everything(), all(), List.of()).verdict())
        .isEqualTo(new Verdict.Mismatched(MismatchKind.AMOUNT_DIFFERS, "100.00", "90.00"));
  }

  @Test
  void anEntryThatVanishedAfterCollectionMakesItsSideMissingWhateverElseIsThere() {
    write(nw, "ACCEPTED CONFIRMED:1", "PAYMENT_");
    write(so, "POSTED:1", "CREDIT_");
    JournalEntry confirmed = nw.entries.removeLast();
    assertThat(name(only(everything(), all(), List.of(confirmed)).verdict()))
        .isEqualTo("MISSING_AT_ORIGIN");
  }

  @Test
  void aDoubtfulAcceptanceIsNotWaitedForOnceHomesJournalHasBeenRead() {
    write(nw, "ACCEPTED", "PAYMENT_");
    HeldJournals homeDown = new HeldJournals(Map.of(NW, 1L), Map.of(NW, 1L), Set.of(NW));
    HeldJournals homeRead = new HeldJournals(Map.of(NW, 1L), Map.of(NW, 1L), Set.of(NW, SO));
    assertThat(name(doubted(homeDown))).isEqualTo("IN_FLIGHT");
    assertThat(name(doubted(homeRead))).isEqualTo("MISSING_AT_HOME");
  }

  private Verdict doubted(HeldJournals held) {
    return new JournalJudge(held, _ -> true).judge(all(), List.of()).getFirst().verdict();
  }

  @Test
  void aReferenceBeyondTheOtherJournalIsABreakOnceThatJournalWasReadAfterwards() {
    write(so, "POSTED:999", "CREDIT_");
    HeldJournals once = new HeldJournals(Map.of(NW, 5L), Map.of(SO, 1L), Set.of());
    HeldJournals twice = new HeldJournals(Map.of(NW, 5L), Map.of(SO, 1L), Set.of(NW));
    HeldJournals tooLate = new HeldJournals(Map.of(NW, 5L), Map.of(SO, 0L), Set.of(NW));
    assertThat(name(only(once, all(), List.of()).verdict())).isEqualTo("ORIGIN_JOURNAL_AWAITED");
    assertThat(name(only(twice, all(), List.of()).verdict())).isEqualTo("MISSING_AT_ORIGIN");
    assertThat(name(only(tooLate, all(), List.of()).verdict())).isEqualTo("ORIGIN_JOURNAL_AWAITED");
  }

  @Test
  void sidesThatNameDifferentOriginsAreOneTransaction() {
    write(nw, "ACCEPTED", "PAYMENT_");
    so.write(JournalKind.CREDIT_POSTED, ID, new BranchCode("UR"), SO, 1, HUNDRED);
    assertThat(only(everything(), all(), List.of()).verdict())
        .isEqualTo(new Verdict.Mismatched(MismatchKind.BRANCH_DIFFERS, "NW to SO", "UR to SO"));
  }

  @Test
  void aPostingSettlesOnceAndItsReversalTakesItBack() {
    write(nw, "ACCEPTED CANCEL_REQUESTED REVERSED:2", "PAYMENT_");
    write(so, "POSTED:1 REVERSED:2", "CREDIT_");
    Verdict.Matched matched = (Verdict.Matched) only(everything(), all(), List.of()).verdict();
    assertThat(matched.lines())
        .extracting(ClearedLine::kind, ClearedLine::homeNumber, line -> line.amount().minor())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ClearedLine.Kind.PRINCIPAL, 1L, 100_00L),
            org.assertj.core.groups.Tuple.tuple(ClearedLine.Kind.REVERSAL, 2L, -100_00L));
  }

  @Test
  void whatWasNeverCreditedSettlesNothing() {
    write(nw, "ACCEPTED CANCEL_REQUESTED REVERSED:1", "PAYMENT_");
    write(so, "VOIDED:2", "CREDIT_");
    assertThat(only(everything(), all(), List.of()).verdict())
        .isEqualTo(new Verdict.Matched(List.of()));
  }

  private JudgedTransaction only(
      HeldJournals held, List<JournalEntry> entries, List<JournalEntry> vanished) {
    List<JudgedTransaction> judged = new JournalJudge(held, _ -> false).judge(entries, vanished);
    assertThat(judged).hasSize(1);
    return judged.getFirst();
  }

  private static HeldJournals everything() {
    return new HeldJournals(Map.of(NW, 9L, SO, 9L), Map.of(), Set.of());
  }

  private List<JournalEntry> all() {
    List<JournalEntry> all = new ArrayList<>(nw.entries);
    all.addAll(so.entries);
    return all;
  }

  /** {@code POSTED:3} is a CREDIT_POSTED that refers to number 3 of the other journal. */
  private static void write(TestJournal journal, String words, String prefix) {
    for (String word : words.split(" ")) {
      if (!word.isEmpty()) {
        String[] parts = word.split(":");
        String kind =
            switch (prefix + parts[0]) {
              case "PAYMENT_CANCEL_REQUESTED" -> "CANCEL_REQUESTED";
              case "PAYMENT_REFUSED" -> "CANCEL_REFUSED";
              default -> prefix + parts[0];
            };
        long heard = parts.length == 1 ? 0 : Long.parseLong(parts[1]);
        journal.write(JournalKind.valueOf(kind), ID, NW, SO, heard, HUNDRED);
      }
    }
  }

  /** {@code CHARGED:3} is a GOODS_CHARGED that refers to number 3 of the other journal. */
  private static void writeGoods(TestJournal journal, String words) {
    for (String word : words.split(" ")) {
      if (!word.isEmpty()) {
        String[] parts = word.split(":");
        long heard = parts.length == 1 ? 0 : Long.parseLong(parts[1]);
        journal.write(JournalKind.valueOf("GOODS_" + parts[0]), ID, NW, SO, heard, HUNDRED);
      }
    }
  }

  private static String name(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Matched _ -> "MATCHED";
      case Verdict.Pending(Verdict.Pending.Reason reason) -> reason.name();
      case Verdict.Mismatched(MismatchKind kind, String _, String _) -> kind.name();
    };
  }
}
