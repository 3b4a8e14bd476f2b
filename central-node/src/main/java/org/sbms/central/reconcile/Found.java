package org.sbms.central.reconcile;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.collection.ShownJournals;
import org.sbms.central.collection.Statements;
import org.sbms.contract.BranchCode;
import org.sbms.contract.MismatchKind;
import org.sbms.reconciliation.journal.JudgedTransaction;
import org.sbms.reconciliation.journal.Verdict;

/**
 * Something that a run found not to match.
 *
 * @param subject names the pair or the journal through all runs
 */
record Found(
    String subject,
    MismatchKind kind,
    BranchCode origin,
    BranchCode home,
    Optional<UUID> transactionId,
    String account,
    String originValue,
    String homeValue,
    LocalDate day) {

  static Found of(JudgedTransaction judged, Verdict.Mismatched mismatch, String account) {
    return new Found(
        subject(judged),
        mismatch.kind(),
        judged.origin(),
        judged.home(),
        Optional.of(judged.transactionId()),
        account,
        mismatch.originValue(),
        mismatch.homeValue(),
        judged.day());
  }

  static Found of(ShownJournals.Break broken, LocalDate day) {
    String more = broken.count() == 1 ? "" : " (and %d more)".formatted(broken.count() - 1);
    return new Found(
        "journal " + broken.branch(),
        MismatchKind.CHAIN_BROKEN,
        broken.branch(),
        broken.branch(),
        Optional.empty(),
        "",
        "%s number %d: %s%s".formatted(broken.branch(), broken.number(), broken.detail(), more),
        "",
        day);
  }

  static Found of(Statements.Finding finding, LocalDate day) {
    return new Found(
        "statement %s %s %s".formatted(finding.branch(), finding.day(), finding.problem()),
        MismatchKind.CHAIN_BROKEN,
        finding.branch(),
        finding.branch(),
        Optional.empty(),
        "",
        "%s day %s: %s".formatted(finding.branch(), finding.day(), finding.detail()),
        "",
        day);
  }

  static String subject(JudgedTransaction judged) {
    return "payment " + judged.origin() + " " + judged.transactionId();
  }
}
