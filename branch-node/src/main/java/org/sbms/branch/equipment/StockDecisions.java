package org.sbms.branch.equipment;

import java.util.Optional;
import java.util.Set;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

/** Which way an item may go. Pure. */
public final class StockDecisions {
  public static final RefusalCode NOT_IN_STOCK =
      new RefusalCode("not-in-stock", RefusalCode.Category.CONFLICT);
  static final RefusalCode NO_SUCH_MOVE =
      new RefusalCode("no-such-move", RefusalCode.Category.CONFLICT);

  private StockDecisions() {}

  /** What a warehouse keeper may make of an item in that state. */
  public static Set<StockState> byHand(StockState from) {
    return switch (from) {
      case IN_STOCK -> Set.of(StockState.RESERVED, StockState.FAULTY, StockState.BLACKLISTED);
      case RESERVED, RETURNED ->
          Set.of(StockState.IN_STOCK, StockState.FAULTY, StockState.BLACKLISTED);
      case FAULTY -> Set.of(StockState.IN_STOCK, StockState.BLACKLISTED);
      case BLACKLISTED -> Set.of(StockState.RETURNED); // it has turned up
      case ISSUED -> Set.of(); // a customer has it: only what handed it out takes it back
    };
  }

  static Optional<Refusal> obstacleByHand(StockState from, StockState to) {
    return byHand(from).contains(to)
        ? Optional.empty()
        : Optional.of(
            Refusal.of(NO_SUCH_MOVE, "An item that is " + from + " cannot become " + to + "."));
  }

  /** Why an item cannot be handed out, if it cannot. */
  public static Optional<Refusal> obstacleToIssue(String serial, Optional<StockItem> item) {
    if (item.isEmpty()) {
      return Optional.of(
          Refusal.of(NOT_IN_STOCK, "There is no item " + serial + " in this branch's stock."));
    }
    StockState state = item.get().state();
    return state == StockState.IN_STOCK
        ? Optional.empty()
        : Optional.of(Refusal.of(NOT_IN_STOCK, "The item " + serial + " is " + state + "."));
  }
}
