package org.sbms.central.finance;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.sbms.central.collection.ShownEntry;
import org.sbms.central.reconcile.MismatchView;
import org.sbms.central.settlement.ListLinesOf;
import org.sbms.contract.AskReceipt;
import org.sbms.contract.BranchCode;
import org.sbms.kit.text.Texts;

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

  public record Found(AskReceipt.Receipt receipt) implements Desk {

    /** A state in words, where this central has some for it. */
    public String stateIn(Texts texts) {
      String key = "trail.state." + receipt.what() + "." + receipt.state();
      return texts.has(key) ? texts.t(key) : receipt.state();
    }
  }

  /** The branch answered that its desks gave nothing for it. */
  public record Nothing() implements Desk {}

  public record NotReachable(String why) implements Desk {}

  /** Whose desk it was; absent where no journal names it. */
  public Optional<BranchCode> origin() {
    return entries.stream().map(shown -> shown.entry().origin()).findFirst();
  }

  /** Whoever brought the customer, as the origin's journal names them; empty for nobody. */
  public String agent() {
    return entries.stream()
        .flatMap(shown -> Stream.ofNullable(shown.entry().agent()))
        .findFirst()
        .orElse("");
  }
}
