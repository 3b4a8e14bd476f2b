package org.sbms.branch.rating;

/** Why a record was set aside instead of priced. */
public enum AsideReason {
  /** The line is cut, too long, or not text. */
  BAD_LINE,
  BAD_ID,
  BAD_KIND,
  BAD_IDENTIFIER,
  BAD_TIME,
  BAD_QUANTITY,
  /** Not a unit, or none that the price can count in. */
  BAD_UNIT,
  TOO_OLD,
  IN_FUTURE,
  /** Nobody, or more than one subscriber, has the identifier. */
  UNKNOWN_SUBSCRIBER,
  /** The subscriber had nothing on that day. */
  NO_SUBSCRIPTION,
  /** Nothing that the subscriber had prices this. */
  NO_PRICE,
  /** A record of that id from the same source is here already. */
  DUPLICATE
}
