package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.contract.MismatchKind.AMOUNT_DIFFERS;
import static org.sbms.contract.MismatchKind.CHAIN_BROKEN;
import static org.sbms.contract.MismatchKind.DUPLICATE;
import static org.sbms.contract.MismatchKind.MISSING_AT_HOME;
import static org.sbms.contract.MismatchKind.MISSING_AT_ORIGIN;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sbms.central.reconcile.WorkOnMismatch.AssignMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.CommentMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ResolveMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.ShowMismatch;
import org.sbms.central.reconcile.WorkOnMismatch.WorkItem;
import org.sbms.contract.MismatchNotice;

class ReconciliationTest {
  private final FakeFederation federation = new FakeFederation();
  private final FakeBranch nw = federation.nw;
  private final FakeBranch so = federation.so;
  private final FakeBranch ur = federation.ur;

  @BeforeEach
  void someHonestPayments() {
    for (int i = 1; i <= 5; i++) {
      nw.take(so, i * 100_00);
      so.take(ur, i * 50_00);
      ur.take(nw, i * 30_00);
    }
  }

  @AfterEach
  void close() {
    federation.close();
  }

  @Test
  void honestJournalsMatchAndWhatIsOnItsWayIsPending() {
    nw.takeWithoutAnswer(so, 700_00);
    RunView run = federation.reconcile();
    assertThat(run.pairs()).isEqualTo(15);
    assertThat(run.matched()).isEqualTo(15);
    assertThat(run.pending()).isEqualTo(1);
    assertThat(run.mismatches()).isEmpty();
    assertThat(run.complete()).isTrue();
    assertThat(run.journals()).hasSize(3).allMatch(RunView.JournalOfRun::complete);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAmountChangedInABranchsDatabaseIsReportedBeforeAndAfterCollection(boolean collected) {
    UUID id = nw.take(so, 123_45);
    if (collected) {
      assertThat(federation.reconcile().mismatches()).isEmpty();
    }
    so.tamper("update journal_entry set amount_minor = 123_46 where transaction_id = '%s'", id);

    RunView run = federation.reconcile();
    assertThat(run.mismatches()).isEqualTo(Map.of(AMOUNT_DIFFERS, 1L, CHAIN_BROKEN, 1L));
    MismatchView pair = federation.mismatchesOf(run).getFirst();
    assertThat(pair.transactionId()).contains(id);
    assertThat(pair.originBranch()).isEqualTo(nw.code);
    assertThat(pair.homeBranch()).isEqualTo(so.code);
    assertThat(pair.originValue()).isEqualTo("123.45");
    assertThat(pair.homeValue()).isEqualTo("123.46");

    so.tamper("update journal_entry set amount_minor = 123_45 where transaction_id = '%s'", id);
    assertThat(federation.reconcile().mismatches()).isEmpty();
    assertThat(federation.ask(new ShowMismatch(pair.id())).mismatch().state())
        .isEqualTo(MismatchNotice.State.CORRECTED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPostingDeletedAtHomeIsMissingThere(boolean collected) {
    UUID id = nw.take(so, 123_45);
    if (collected) {
      federation.reconcile();
    }
    so.tamper("delete from journal_entry where transaction_id = '%s'", id);
    RunView run = federation.reconcile();
    assertThat(run.mismatches()).isEqualTo(Map.of(MISSING_AT_HOME, 1L, CHAIN_BROKEN, 1L));
    assertThat(run.matched()).isEqualTo(15);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAcceptanceDeletedAtOriginIsMissingThere(boolean collected) {
    UUID id = nw.take(so, 123_45);
    if (collected) {
      federation.reconcile();
    }
    nw.tamper(
        "delete from journal_entry where transaction_id = '%s' and kind = 'PAYMENT_ACCEPTED'", id);
    assertThat(federation.reconcile().mismatches())
        .isEqualTo(Map.of(MISSING_AT_ORIGIN, 1L, CHAIN_BROKEN, 1L));
  }

  @Test
  void aConfirmationDeletedAfterCollectionIsMissingAtOrigin() {
    UUID id = nw.take(so, 123_45);
    federation.reconcile();
    nw.tamper(
        "delete from journal_entry where transaction_id = '%s' and kind = 'PAYMENT_CONFIRMED'", id);
    assertThat(federation.reconcile().mismatches())
        .isEqualTo(Map.of(MISSING_AT_ORIGIN, 1L, CHAIN_BROKEN, 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREDIT_POSTED", "PAYMENT_ACCEPTED"})
  void anEntryAddedByHandIsMissingAtTheOtherSide(String kind) {
    federation.reconcile();
    boolean atHome = kind.equals("CREDIT_POSTED");
    FakeBranch forger = atHome ? so : nw;
    forger.tamper(
        """
        insert into journal_entry
        select number + 1, hash, hash, '%s', gen_random_uuid(), 'NW', 'SO', 99, subject,
               amount_minor, currency, at, settlement_day
        from journal_entry order by number desc limit 1
        """,
        kind);
    assertThat(federation.reconcile().mismatches())
        .isEqualTo(Map.of(atHome ? MISSING_AT_ORIGIN : MISSING_AT_HOME, 1L, CHAIN_BROKEN, 1L));
    forger.tamper("delete from journal_entry where number > (select number from journal_head)");
    assertThat(federation.reconcile().mismatches()).isEmpty();
  }

  @Test
  void anEntryCopiedByHandIsADuplicate() {
    UUID id = nw.take(so, 123_45);
    so.tamper(
        """
        insert into journal_entry
        select number + 100, previous_hash, hash, kind, transaction_id, origin, home, origin_number,
               subject, amount_minor, currency, at, settlement_day
        from journal_entry where transaction_id = '%s'
        """,
        id);
    assertThat(federation.reconcile().mismatches())
        .isEqualTo(Map.of(DUPLICATE, 1L, CHAIN_BROKEN, 1L));
  }

  @Test
  void withABranchDownTheRunSaysSoAndDeclaresNoBreakForWhatItDoesNotHold() {
    federation.reconcile();
    so.goDown();
    nw.take(so, 55_00);
    RunView run = federation.reconcile();
    assertThat(run.complete()).isFalse();
    assertThat(run.mismatches()).isEmpty();
    assertThat(run.matched()).isEqualTo(15);
    assertThat(run.pending()).isEqualTo(1);
    assertThat(run.journals())
        .filteredOn(journal -> !journal.complete())
        .singleElement()
        .satisfies(journal -> {
          assertThat(journal.branch()).isEqualTo(so.code);
          assertThat(journal.through()).isEqualTo(15);
          assertThat(journal.problem()).contains("does not answer");
        });
    so.comeBack();
    RunView after = federation.reconcile();
    assertThat(after.complete()).isTrue();
    assertThat(after.matched()).isEqualTo(16);
  }

  @Test
  void aMismatchIsNotCorrectedByARunThatCouldNotLook() {
    UUID id = nw.take(so, 123_45);
    so.tamper("update journal_entry set amount_minor = 1 where transaction_id = '%s'", id);
    federation.reconcile();
    so.tamper("update journal_entry set amount_minor = 123_45 where transaction_id = '%s'", id);
    so.goDown();
    federation.reconcile();
    assertThat(stateOf(id)).isEqualTo(MismatchNotice.State.OPEN);
    so.comeBack();
    federation.reconcile();
    assertThat(stateOf(id)).isEqualTo(MismatchNotice.State.CORRECTED);
  }

  @Test
  void aDeletedPostingIsMissedOnTheDayThatHomeHadPostedIt() {
    UUID id = nw.take(so, 123_45);
    federation.reconcile();
    so.tamper("delete from journal_entry where transaction_id = '%s'", id);

    RunView run = reconcile(FakeBranch.DAY);

    assertThat(run.mismatches()).containsEntry(MISSING_AT_HOME, 1L);
    assertThat(stateOf(id)).isEqualTo(MismatchNotice.State.OPEN);
    reconcile(FakeBranch.DAY.minusDays(1));
    assertThat(stateOf(id)).isEqualTo(MismatchNotice.State.OPEN);
  }

  @Test
  void whatWasDecidedIsOpenAgainWhenItIsNoLongerTheSame() {
    UUID id = nw.take(so, 123_45);
    so.tamper("update journal_entry set amount_minor = 1 where transaction_id = '%s'", id);
    MismatchView pair = federation.mismatchesOf(federation.reconcile()).getFirst();
    federation.command("finance2", new ResolveMismatch(pair.id(), "SO restores the row."));
    federation.reconcile();
    assertThat(stateOf(id)).isEqualTo(MismatchNotice.State.RESOLVED);

    so.tamper("delete from journal_entry where transaction_id = '%s'", id);
    federation.reconcile();

    assertThat(stateOf(id)).isEqualTo(MismatchNotice.State.OPEN);
  }

  @Test
  void bothBranchesAreToldAndAgainWhenItIsGone() {
    UUID id = nw.take(so, 123_45);
    so.tamper("update journal_entry set amount_minor = 1 where transaction_id = '%s'", id);
    nw.goDown();
    federation.reconcile();
    await().until(() -> so.notices.size() == 1); // the chain alone: the pair awaits NW's journal
    nw.comeBack();
    federation.reconcile();
    await().until(() -> nw.notices.size() == 1 && so.notices.size() == 2);
    MismatchNotice notice = nw.notices.values().iterator().next();
    assertThat(notice.kind()).isEqualTo(AMOUNT_DIFFERS);
    assertThat(notice.transactionId()).isEqualTo(id);

    so.tamper("update journal_entry set amount_minor = 123_45 where transaction_id = '%s'", id);
    federation.reconcile();
    await()
        .until(() ->
            nw.notices.values().stream()
                .allMatch(each -> each.state() == MismatchNotice.State.CORRECTED));
  }

  @Test
  void aRepeatedRunGivesTheSameReport() {
    UUID id = nw.take(so, 123_45);
    so.tamper("update journal_entry set amount_minor = 1 where transaction_id = '%s'", id);
    RunView first = federation.reconcile();
    RunView second = federation.reconcile();
    assertThat(second.mismatches()).isEqualTo(first.mismatches());
    assertThat(second.matched()).isEqualTo(first.matched());
    assertThat(federation.mismatchesOf(second))
        .extracting(MismatchView::id)
        .isEqualTo(federation.mismatchesOf(first).stream().map(MismatchView::id).toList());
  }

  @Test
  void aMismatchIsTakenOnCommentedAndDecided() {
    UUID id = nw.take(so, 123_45);
    so.tamper("update journal_entry set amount_minor = 1 where transaction_id = '%s'", id);
    MismatchView pair = federation.mismatchesOf(federation.reconcile()).getFirst();
    federation.command("finance", new AssignMismatch(pair.id(), "finance2"));
    federation.command("finance2", new CommentMismatch(pair.id(), "SO looks into its database."));
    federation.command("finance2", new ResolveMismatch(pair.id(), "SO restores the row."));
    WorkItem item = federation.ask(new ShowMismatch(pair.id()));
    assertThat(item.mismatch().owner()).isEqualTo("finance2");
    assertThat(item.mismatch().state()).isEqualTo(MismatchNotice.State.RESOLVED);
    assertThat(item.comments()).singleElement().extracting("author").isEqualTo("finance2");
    assertThat(item.entries()).hasSize(3);
    await().until(() -> nw.notices.values().stream().anyMatch(n -> n.owner().equals("finance2")));
  }

  @Test
  void aDayTakesOnlyWhatHomePostedOnIt() {
    nw.take(so, 123_45);
    assertThat(reconcile(FakeBranch.DAY.minusDays(1)).pairs()).isZero();
    assertThat(reconcile(FakeBranch.DAY).pairs()).isPositive();
  }

  private RunView reconcile(LocalDate day) {
    UUID id = federation.command("finance", new StartReconciliation(Optional.of(day))).id();
    await().until(() -> federation.ask(new ShowReconciliation(id)).state() == RunState.DONE);
    return federation.ask(new ShowReconciliation(id));
  }

  private MismatchNotice.State stateOf(UUID transaction) {
    return federation.mismatchOf(transaction).state();
  }
}
