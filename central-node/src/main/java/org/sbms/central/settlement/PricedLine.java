package org.sbms.central.settlement;

import java.time.LocalDate;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.reconciliation.journal.ClearedLine;

/**
 * A line as it is to stand in a window.
 *
 * @param amount what the origin owes to the home; negative where home owes it
 * @param referenceVersion whose tariff priced it; 0 where no tariff did
 * @param agent whom the amount is for, as {@code dealer:<code>} or {@code corporate:<tax id>};
 *     empty where it is for the branch itself
 */
record PricedLine(
    LineKind kind,
    BranchCode origin,
    BranchCode home,
    long homeNumber,
    UUID transactionId,
    String account,
    Money amount,
    LocalDate day,
    long referenceVersion,
    String agent) {

  static PricedLine of(ClearedLine line) {
    return new PricedLine(
        LineKind.of(line.kind()),
        line.origin(),
        line.home(),
        line.homeNumber(),
        line.transactionId(),
        line.account(),
        line.amount(),
        line.day(),
        0,
        "");
  }

  /** A further line that rests on the same entry. */
  PricedLine with(LineKind further, Money amountOfIt, long version) {
    return with(further, amountOfIt, version, "");
  }

  /** A further line that is somebody's share. */
  PricedLine with(LineKind further, Money amountOfIt, long version, String whose) {
    return new PricedLine(
        further, origin, home, homeNumber, transactionId, account, amountOfIt, day, version, whose);
  }
}
