package org.sbms.central.settlement;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Shows what each branch owes or is owed by all that is not settled yet, in one currency, by the
 * stored rates. It is for looking only: windows settle each currency by itself.
 *
 * @param currency what everything is shown in; the base of the rates
 */
public record ShowInOneCurrency(String currency) implements Operation<ShowInOneCurrency.View> {

  /**
   * So much of the base for so many units of a currency.
   *
   * @param day for which it was published: the last one up to today
   */
  public record Rate(String currency, LocalDate day, long nominal, BigDecimal rate) {}

  /**
   * One net in its own currency and in the common one.
   *
   * @param common {@code net × rate ÷ nominal}, rounded half up to minor units; absent where there
   *     is no rate
   */
  public record Converted(BranchCode branch, Money net, Optional<Money> common) {}

  /**
   * A branch's nets in all, of those that have a rate.
   *
   * @param net negative where the branch owes; the sum over all branches differs from zero by
   *     rounding only, at most half a minor unit for each converted net
   */
  public record Total(BranchCode branch, Money net) {}

  /**
   * @param missing currencies without a rate to the common one: what is in them is in no total
   */
  public record View(
      String currency,
      List<Rate> rates,
      List<Converted> items,
      List<Total> totals,
      List<String> missing) {}
}
