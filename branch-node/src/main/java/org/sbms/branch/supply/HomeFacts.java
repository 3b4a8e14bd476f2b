package org.sbms.branch.supply;

import java.util.Optional;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.Refusal;
import org.sbms.contract.goods.GoodsItem;

/**
 * What a decision of home must know.
 *
 * @param hasNew whether the subscriber has the item that was handed out
 * @param newInUse whether any of our subscribers has it
 * @param old the item that is to go, if the subscriber has it
 * @param oldInUse whether any of our subscribers has that one
 * @param objection what this home's rules and price lists say against it, if anything
 */
public record HomeFacts(
    Optional<Accounts.Facts> account,
    boolean hasNew,
    boolean newInUse,
    Optional<GoodsItem> old,
    boolean oldInUse,
    Optional<Refusal> objection) {

  /** Where nothing stands against it but the facts themselves. */
  public HomeFacts(
      Optional<Accounts.Facts> account,
      boolean hasNew,
      boolean newInUse,
      Optional<GoodsItem> old,
      boolean oldInUse) {
    this(account, hasNew, newInUse, old, oldInUse, Optional.empty());
  }

  HomeFacts against(Optional<Refusal> newObjection) {
    return new HomeFacts(account, hasNew, newInUse, old, oldInUse, newObjection);
  }
}
