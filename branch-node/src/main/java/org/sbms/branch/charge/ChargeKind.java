package org.sbms.branch.charge;

/** What a charge is for. */
public enum ChargeKind {
  /** A fee for days. */
  RECURRING,
  ONE_TIME,
  USAGE,
  /** Given back, or demanded, by a person's decision. */
  ADJUSTMENT,
  PENALTY,
  GOODS
}
