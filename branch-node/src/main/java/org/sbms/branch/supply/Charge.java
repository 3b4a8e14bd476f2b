package org.sbms.branch.supply;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsReply;
import org.sbms.contract.goods.GoodsState;

/** What home keeps, for years, of goods that another branch handed out: each id happens once. */
public record Charge(
    Id id,
    GoodsOrder order,
    GoodsState state,
    long originNumber,
    long homeNumber,
    LocalDate settlementDay,
    Instant at,
    String reason,
    String detail,
    String issuedBy) {

  public record Id(BranchCode origin, UUID goodsId) {}

  Money total() {
    return order.price().total();
  }

  Money homeShare() {
    return order.price().homeShare();
  }

  GoodsReply reply() {
    return new GoodsReply(state, homeNumber, settlementDay, at, reason, detail);
  }

  Charge numbered(long number) {
    return new Charge(
        id, order, state, originNumber, number, settlementDay, at, reason, detail, issuedBy);
  }

  Charge reversed(long newOriginNumber, LocalDate day, Instant now) {
    return new Charge(
        id, order, GoodsState.REVERSED, newOriginNumber, homeNumber, day, now, "", "", issuedBy);
  }

  /** It stays charged: why it cannot be undone. */
  Charge kept(Refusal refusal) {
    return new Charge(
        id,
        order,
        state,
        originNumber,
        homeNumber,
        settlementDay,
        at,
        refusal.code().code(),
        refusal.detail(),
        issuedBy);
  }
}
