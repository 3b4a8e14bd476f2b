package org.sbms.branch.supply;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.contract.goods.GoodsPrice;
import org.sbms.contract.goods.GoodsReply;
import org.sbms.contract.payment.PaymentMethod;

/**
 * Goods that this branch handed out.
 *
 * @param account whose balance is charged; empty when sold over the counter
 * @param home the account's branch; this one when sold over the counter
 * @param replacement empty for a sale
 * @param method how it was paid at the counter; empty when charged to an account
 * @param originNumber of the journal entry; 0 where no other branch is concerned
 */
public record Supply(
    UUID id,
    String receipt,
    Optional<AccountNumber> account,
    BranchCode home,
    GoodsItem item,
    Optional<Replacement> replacement,
    GoodsPrice price,
    Optional<PaymentMethod> method,
    Instant issuedAt,
    String issuedBy,
    long originNumber,
    Standing standing) {

  /**
   * What changes in the life of it.
   *
   * @param confirmed whether the origin has learned that home charged
   * @param itemBack whether an item that is not paid for has come back
   * @param homeNumber of home's journal entry; 0 until known
   * @param reason code of a refusal of home; otherwise what the desk gave as the reason to cancel
   */
  public record Standing(
      SupplyState state,
      boolean confirmed,
      boolean itemBack,
      Instant changedAt,
      long homeNumber,
      @Nullable LocalDate settlementDay,
      String reason,
      String detail) {

    static Standing issued(Instant now) {
      return new Standing(SupplyState.ISSUED, false, false, now, 0, null, "", "");
    }

    static Standing paid(Instant now, LocalDate day) {
      return new Standing(SupplyState.CONFIRMED, true, false, now, 0, day, "", "");
    }

    Standing changed(SupplyState newState, Instant now, String newReason, String newDetail) {
      return new Standing(
          newState, confirmed, itemBack, now, homeNumber, settlementDay, newReason, newDetail);
    }

    /** Keeps where home wrote down what it answered. */
    Standing answered(GoodsReply reply) {
      return new Standing(
          state,
          confirmed,
          itemBack,
          changedAt,
          reply.homeNumber(),
          reply.settlementDay(),
          reason,
          detail);
    }

    Standing withChargeKnown() {
      return new Standing(
          state, true, itemBack, changedAt, homeNumber, settlementDay, reason, detail);
    }

    Standing withItemBack(Instant now) {
      return new Standing(state, confirmed, true, now, homeNumber, settlementDay, reason, detail);
    }
  }

  public SupplyState state() {
    return standing.state();
  }

  /** Whether an item is out there that nobody pays for. */
  public boolean awaitsItem() {
    return !standing.itemBack()
        && (state() == SupplyState.REJECTED || state() == SupplyState.REVERSED);
  }

  boolean isCounterSale() {
    return method.isPresent();
  }

  GoodsOrder order() {
    return new GoodsOrder(account.orElseThrow(), item, replacement, price);
  }

  Supply standing(Standing newStanding) {
    return new Supply(
        id,
        receipt,
        account,
        home,
        item,
        replacement,
        price,
        method,
        issuedAt,
        issuedBy,
        originNumber,
        newStanding);
  }

  Supply numbered(long number) {
    return new Supply(
        id,
        receipt,
        account,
        home,
        item,
        replacement,
        price,
        method,
        issuedAt,
        issuedBy,
        number,
        standing);
  }
}
