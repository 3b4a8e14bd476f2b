package org.sbms.branch.supply;

/** Where goods that were handed out stand at their origin. */
public enum SupplyState {
  /** The customer has the item; home has not said yet that it charged. */
  ISSUED,
  /** Home has charged, or the money is in the drawer. */
  CONFIRMED,
  /** Home refused for good; somebody must get the item back. */
  REJECTED,
  /** The intent to take the item back is durable; only home's reply to it ends this. */
  CANCELLING,
  /** Nothing is charged any more; the item comes back. */
  REVERSED
}
