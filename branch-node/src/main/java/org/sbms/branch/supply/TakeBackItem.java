package org.sbms.branch.supply;

import java.util.UUID;
import org.sbms.contract.Operation;

/** An item that nobody pays for is back in the warehouse: the task is done. */
public record TakeBackItem(UUID id, Condition condition) implements Operation<Supply> {

  /** How it came back. */
  public enum Condition {
    /** As good as new: it may be handed out again. */
    UNUSED,
    /** Somebody must look at it first. */
    USED,
    FAULTY,
    /** It will not come back. */
    LOST
  }
}
