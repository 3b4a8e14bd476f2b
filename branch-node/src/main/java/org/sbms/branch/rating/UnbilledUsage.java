package org.sbms.branch.rating;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/**
 * What was used and is on no bill yet, for whoever makes bills. Late usage, and what rating again
 * changed, of cycles billed long ago is in it too: as a difference, which may be below zero.
 */
public interface UnbilledUsage {

  /**
   * One line of a bill.
   *
   * @param cycle the month of usage that it counts in, by the account's anchor day
   * @param quantity in whole steps of the price; zero where only money changed
   * @param amount as priced, before taxes are told apart or added
   * @param booked whether the amount has left the balance already, as prepaid usage does
   */
  record Line(
      AccountNumber account,
      OfferKey offer,
      String product,
      Period cycle,
      long quantity,
      Unit unit,
      long records,
      Money amount,
      boolean booked) {}

  /**
   * All of these accounts, of cycles that end up to that day; changes nothing.
   *
   * @param until the first day that the bill does not cover
   */
  List<Line> look(Sql sql, Collection<AccountNumber> accounts, LocalDate until);

  /** The same, and marks it as billed in the caller's transaction; asked again, it is not there. */
  List<Line> take(Tx tx, Collection<AccountNumber> accounts, LocalDate until);
}
