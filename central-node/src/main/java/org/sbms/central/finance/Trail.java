package org.sbms.central.finance;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.collection.ShownEntry;
import org.sbms.central.reconcile.MismatchView;
import org.sbms.central.settlement.ListLinesOf;
import org.sbms.contract.AskReceipt;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;

/**
 * From a line of settlement to the receipt of a desk in another region: what both journals say of a
 * transaction, what it settles, and what is wrong with it.
 */
public record Trail(
    UUID transactionId,
    List<ShownEntry> entries,
    List<ListLinesOf.Line> lines,
    Optional<MismatchView> mismatch,
    Desk desk) {

  /** What is known of the receipt. */
  public sealed interface Desk {}

  /** Nobody asked the branch. */
  public record NotAsked() implements Desk {}

  public record Found(AskReceipt.Receipt receipt) implements Desk {}

  /** The branch answered that it took no such payment. */
  public record Nothing() implements Desk {}

  public record NotReachable(String why) implements Desk {}

  /** Whose desk it was; absent where no journal names it. */
  public Optional<BranchCode> origin() {
    return entries.stream().map(shown -> shown.entry().origin()).findFirst();
  }

  /** Receipts are given for payments; goods and refunds have papers of their own at the branch. */
  public boolean isPayment() {
    return entries.stream()
        .anyMatch(shown -> shown.entry().kind().matter() == JournalKind.Matter.PAYMENT);
  }
}
