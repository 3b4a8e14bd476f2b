package org.sbms.branch.subscription;

import org.sbms.branch.reference.ReasonCodes;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.contract.subscriber.SubscriberState;

/** A step from one state of a subscriber to another. */
enum Move {
  SUSPEND(SubscriberState.SUSPENDED, Kind.SUSPENDED, ReasonCodes.Kind.SUSPEND),
  RESUME(SubscriberState.ACTIVE, Kind.RESUMED, ReasonCodes.Kind.RESUME),
  TERMINATE(SubscriberState.TERMINATED, Kind.TERMINATED, ReasonCodes.Kind.TERMINATE);

  private final SubscriberState to;
  private final Kind kind;
  private final ReasonCodes.Kind reasons;

  Move(SubscriberState to, Kind kind, ReasonCodes.Kind reasons) {
    this.to = to;
    this.kind = kind;
    this.reasons = reasons;
  }

  SubscriberState to() {
    return to;
  }

  Kind kind() {
    return kind;
  }

  ReasonCodes.Kind reasons() {
    return reasons;
  }

  static Move of(Kind kind) {
    for (Move move : values()) {
      if (move.kind == kind) {
        return move;
      }
    }
    throw new IllegalArgumentException(kind + " is no step between states");
  }
}
