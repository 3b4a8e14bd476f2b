package org.sbms.branch.supply;

import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.CheckGoods;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.contract.goods.SupplyPurpose;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;

/**
 * A quote for a subscriber, with home's word on it while the item still lies in the stock. A home
 * that does not answer stops nobody: it decides when the charge comes.
 */
final class GoodsQuotes {
  private final Executor executor;

  GoodsQuotes(Executor executor) {
    this.executor = executor;
  }

  /**
   * @param checkedByHome whether home was asked and has nothing against it
   */
  record Checked(QuoteGoods.Quote quote, boolean checkedByHome) {}

  Outcome<Checked> of(
      Caller caller, AccountNumber account, String serial, Optional<Replacement> replacement) {
    SupplyPurpose purpose =
        replacement.isPresent() ? SupplyPurpose.REPLACEMENT : SupplyPurpose.SALE;
    Outcome<QuoteGoods.Quote> quoted =
        executor.run(caller, Request.query(new QuoteGoods(Optional.of(account), serial, purpose)));
    if (!(quoted instanceof Outcome.Done<QuoteGoods.Quote>(QuoteGoods.Quote quote))) {
      return quoted.map(each -> new Checked(each, false));
    }
    GoodsOrder order = new GoodsOrder(account, quote.item(), replacement, quote.price());
    return switch (executor.run(caller, Request.query(new CheckGoods(order)))) {
      case Outcome.Done<CheckGoods.Clear> _ -> Outcome.done(new Checked(quote, true));
      case Outcome.Unknown<CheckGoods.Clear> _ -> Outcome.done(new Checked(quote, false));
      case Outcome.Refused<CheckGoods.Clear>(Refusal refusal) ->
          isSilence(refusal) ? Outcome.done(new Checked(quote, false)) : Outcome.refused(refusal);
    };
  }

  /** Whether home said nothing on the matter, an older one included. */
  static boolean isSilence(Refusal refusal) {
    return switch (refusal.code().category()) {
      case UNREACHABLE, BUSY, FAULT -> true;
      case INVALID -> refusal.code().equals(RefusalCode.UNKNOWN_OPERATION);
      case UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE -> false;
    };
  }
}
