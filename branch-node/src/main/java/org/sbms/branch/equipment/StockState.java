package org.sbms.branch.equipment;

/** Where an item of the branch's own stock is. */
public enum StockState {
  /** May be handed out. */
  IN_STOCK,
  /** Kept for somebody; it must be released before it is handed out. */
  RESERVED,
  /** Handed out to a subscriber, or sold. */
  ISSUED,
  FAULTY,
  /** Lost or stolen: must never be in service again. */
  BLACKLISTED,
  /** Came back; somebody must look at it before it is handed out again. */
  RETURNED
}
