package org.sbms.central.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Shows who pays whom for a window. */
public record ShowTransfers(String id) implements Operation<ShowTransfers.Transfers> {

  /**
   * @param endToEndId what the bank's statement names it by
   * @param confirmedBy a person, or the file of the statement; empty as long as it is not settled
   */
  public record Transfer(
      int number,
      BranchCode debtor,
      BranchCode creditor,
      Money amount,
      String endToEndId,
      Optional<Instant> settledAt,
      String confirmedBy,
      String reference) {}

  /**
   * @param messageId of the instruction; empty before there is one
   */
  public record Transfers(String messageId, String netting, List<Transfer> items) {}
}
