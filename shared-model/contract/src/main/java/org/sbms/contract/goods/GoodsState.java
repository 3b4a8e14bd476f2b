package org.sbms.contract.goods;

/** What home has of goods that another branch handed out. */
public enum GoodsState {
  /** Nothing, which proves nothing. */
  UNKNOWN,
  CHARGED,
  /** Refused for a business reason; final. */
  REFUSED,
  /** Cancelled before it came; final. */
  VOIDED,
  /** Cancelled after it was charged; final. */
  REVERSED
}
