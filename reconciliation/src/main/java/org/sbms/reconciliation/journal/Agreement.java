package org.sbms.reconciliation.journal;

/** How the states of the two sides go together once each has heard all that the other has said. */
enum Agreement {
  AGREED,
  /** One side has acted and the other has yet to learn of it: nothing is wrong so far. */
  IN_FLIGHT,
  DISAGREED;

  /** Sides that tell of different things, a payment and a refund, never go together. */
  static Agreement of(OriginState origin, HomeState home) {
    return switch (origin) {
      case ACCEPTED ->
          switch (home) {
            case POSTED -> AGREED;
            case REJECTED -> IN_FLIGHT;
            default -> DISAGREED; // home undoes nothing that origin has not asked for
          };
      case CONFIRMED -> agreedIf(home == HomeState.POSTED);
      case REJECTED -> agreedIf(home == HomeState.REJECTED);
      case CANCELLING ->
          switch (home) {
            case POSTED, REJECTED, REVERSED, VOIDED -> IN_FLIGHT;
            default -> DISAGREED;
          };
      case REVERSED ->
          switch (home) {
            case REVERSED, VOIDED, WITHDRAWN, REJECTED ->
                AGREED; // the customer has the money, home has none
            default -> DISAGREED;
          };
      case REFUND_REQUESTED ->
          switch (home) {
            case REFUND_GRANTED, REFUND_DECLINED -> IN_FLIGHT; // nothing is paid out yet
            default -> DISAGREED;
          };
      case REFUND_PAID -> agreedIf(home == HomeState.REFUND_GRANTED);
      case REFUND_REFUSED -> agreedIf(home == HomeState.REFUND_DECLINED);
      case REFUND_CANCELLING ->
          switch (home) {
            case REFUND_GRANTED, REFUND_DECLINED, REFUND_RETURNED, REFUND_VOIDED -> IN_FLIGHT;
            default -> DISAGREED;
          };
      case REFUND_CANCELLED ->
          switch (home) {
            case REFUND_RETURNED, REFUND_VOIDED, REFUND_DECLINED -> AGREED;
            default -> DISAGREED;
          };
    };
  }

  private static Agreement agreedIf(boolean holds) {
    return holds ? AGREED : DISAGREED;
  }
}
