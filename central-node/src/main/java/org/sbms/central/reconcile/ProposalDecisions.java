package org.sbms.central.reconcile;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.central.collection.ShownEntry;
import org.sbms.contract.BranchCode;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

/** What can be proposed about a mismatch, and with which values. Pure. */
final class ProposalDecisions {
  static final RefusalCode NOTHING_TO_PROPOSE =
      new RefusalCode("nothing-to-propose", RefusalCode.Category.CONFLICT);

  private ProposalDecisions() {}

  /** What follows from asking for a correction. */
  sealed interface Step {
    record Refuse(Refusal refusal) implements Step {}

    /**
     * @param stated the entry whose values are adopted, or taken back
     * @param day home's settlement day, where that is what is adopted
     */
    record Propose(
        CorrectionAction action, BranchCode branch, JournalEntry stated, Optional<LocalDate> day)
        implements Step {}
  }

  /** By kind, the usual one first. Journals that are broken are mended by hand, from a backup. */
  static List<CorrectionAction> possible(MismatchKind kind) {
    return switch (kind) {
      case MISSING_AT_HOME -> List.of(CorrectionAction.SEND_AGAIN);
      case MISSING_AT_ORIGIN -> List.of(CorrectionAction.WITHDRAW);
      case AMOUNT_DIFFERS, CURRENCY_DIFFERS, ACCOUNT_DIFFERS ->
          List.of(CorrectionAction.ADOPT_ORIGIN, CorrectionAction.WITHDRAW);
      case STATUS_DIFFERS ->
          List.of(
              CorrectionAction.CANCEL_AGAIN,
              CorrectionAction.SEND_AGAIN,
              CorrectionAction.WITHDRAW);
      case DAY_DIFFERS -> List.of(CorrectionAction.ADOPT_DAY);
      case DUPLICATE, BRANCH_DIFFERS, CHAIN_BROKEN -> List.of();
    };
  }

  /**
   * @param entries of the transaction, as both branches show them now
   */
  static Step propose(
      MismatchView mismatch, Optional<CorrectionAction> asked, List<ShownEntry> entries) {
    if (mismatch.state() == MismatchNotice.State.CORRECTED) {
      return new Step.Refuse(
          Refusal.of(RefusalCode.STATE_CONFLICT, "It has been corrected already."));
    }
    List<CorrectionAction> possible = possible(mismatch.kind());
    Optional<CorrectionAction> action = asked.or(() -> possible.stream().findFirst());
    if (action.isEmpty() || !possible.contains(action.get())) {
      return refuse("No operation of a branch corrects this: it must be mended by hand.");
    }
    boolean byOrigin = action.get() == CorrectionAction.ADOPT_ORIGIN;
    boolean isAtOrigin = action.get().side() == JournalKind.Side.ORIGIN;
    Optional<JournalEntry> stated =
        byOrigin || isAtOrigin
            ? stated(entries, JournalKind.PAYMENT_ACCEPTED)
            : stated(entries, JournalKind.CREDIT_POSTED);
    if (stated.isEmpty()) {
      return refuse("The journal does not prove what would be corrected: it must be mended first.");
    }
    return new Step.Propose(
        action.get(),
        isAtOrigin ? stated.get().origin() : mismatch.homeBranch(),
        stated.get(),
        action.get() == CorrectionAction.ADOPT_DAY
            ? stated(entries, JournalKind.CREDIT_POSTED)
                .flatMap(credit -> Optional.ofNullable(credit.settlementDay()))
            : Optional.empty());
  }

  /** Only what hash and chain speak for is taken as a measure for anybody's money. */
  private static Optional<JournalEntry> stated(List<ShownEntry> entries, JournalKind kind) {
    return entries.stream()
        .filter(shown -> !shown.isDoubtful() && !shown.isVanished())
        .map(ShownEntry::entry)
        .filter(entry -> entry.kind() == kind)
        .findFirst();
  }

  private static Step refuse(String detail) {
    return new Step.Refuse(Refusal.of(NOTHING_TO_PROPOSE, detail));
  }
}
