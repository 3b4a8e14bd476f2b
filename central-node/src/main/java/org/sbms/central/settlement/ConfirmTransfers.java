package org.sbms.central.settlement;

import java.util.List;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What says that transfers were paid. */
public interface ConfirmTransfers {
  int MAX_ENTRIES = 10_000;

  /**
   * Takes a statement of the bank. It counts once, by its content.
   *
   * @param fingerprint SHA-256 of the file
   */
  record TakeStatement(String file, String fingerprint, List<Entry> entries)
      implements Operation<Confirmed> {
    public TakeStatement {
      entries = List.copyOf(entries);
    }
  }

  /** A booked entry that names a payment; the amount is never negative. */
  record Entry(int line, String endToEndId, Money amount, String reference) {}

  /** Where a statement cannot be had as a file: somebody has seen the payment. */
  record ConfirmByHand(String window, int number, String reference)
      implements Operation<Confirmed> {}

  /** What became of an entry. */
  enum Result {
    SETTLED,
    ALREADY_SETTLED,
    /** The amount or the currency is not that of the instruction: nothing was settled by it. */
    AMOUNT_DIFFERS
  }

  record Line(int line, String endToEndId, Money amount, Result result) {}

  /**
   * @param lines entries that name a transfer of ours
   * @param others how many entries name none
   */
  record Confirmed(List<Line> lines, int others) {}
}
