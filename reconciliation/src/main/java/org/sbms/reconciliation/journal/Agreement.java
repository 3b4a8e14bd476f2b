package org.sbms.reconciliation.journal;

/** How the states of the two sides go together once each has heard all that the other has said. */
enum Agreement {
  AGREED,
  /** One side has acted and the other has yet to learn of it: nothing is wrong so far. */
  IN_FLIGHT,
  DISAGREED;

  static Agreement of(OriginState origin, HomeState home) {
    return switch (origin) {
      case ACCEPTED ->
          switch (home) {
            case POSTED -> AGREED;
            case REJECTED -> IN_FLIGHT;
            case REVERSED, VOIDED -> DISAGREED; // home undoes nothing that origin has not asked for
          };
      case CONFIRMED -> home == HomeState.POSTED ? AGREED : DISAGREED;
      case REJECTED -> home == HomeState.REJECTED ? AGREED : DISAGREED;
      case CANCELLING -> IN_FLIGHT;
      case REVERSED ->
          switch (home) {
            case REVERSED, VOIDED, REJECTED -> AGREED; // the customer has the money, home has none
            case POSTED -> DISAGREED;
          };
    };
  }
}
