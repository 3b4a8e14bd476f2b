package org.sbms.branch.partner;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.kit.text.Language;

/**
 * Somebody who brings subscribers to this branch and shares in what they pay.
 *
 * @param since the contract's first day; nothing before it is billed
 * @param until the first day without a contract
 * @param taxed whether the partner charges tax on its shares; its fees always bear it
 * @param billDay 1 to 31; in a month without that day, the month's last
 */
public record Partner(
    String code,
    String name,
    Kind kind,
    String taxNumber,
    String address,
    String contract,
    LocalDate since,
    Optional<LocalDate> until,
    Bank bank,
    boolean taxed,
    String taxArea,
    Language language,
    int billDay,
    int paymentTermDays) {

  public enum Kind {
    LOCAL_OPERATOR,
    DEALER,
    OTHER
  }

  /** Where its money goes; each part may be empty. */
  public record Bank(String name, String code, String account) {}

  /**
   * A partner and where it stands.
   *
   * @param balance above zero: it owes us
   * @param billedUntil the first day that no bill covers
   * @param subscribers how many are attached today
   */
  public record Standing(Partner partner, Money balance, LocalDate billedUntil, long subscribers) {}

  /** The first day after that one on which a bill is made. */
  LocalDate nextBillDay(LocalDate day) {
    LocalDate inMonth = billDayIn(day);
    return inMonth.isAfter(day) ? inMonth : billDayIn(day.withDayOfMonth(1).plusMonths(1));
  }

  private LocalDate billDayIn(LocalDate month) {
    return month.withDayOfMonth(Math.min(billDay, month.lengthOfMonth()));
  }
}
