package org.sbms.deploy.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.NodeId;

/**
 * What the clients know of one payment: what they asked for under its key, and what they were told.
 * Everything that is checked afterwards is checked against this.
 */
final class PaymentTrace {
  /** What is known of the wish to cancel. */
  enum Cancellation {
    NONE,
    /** Asked for, perhaps in vain: it is asked again under the same key. */
    WANTED,
    TAKEN,
    REFUSED
  }

  final String key = UUID.randomUUID().toString();
  final String cancelKey = UUID.randomUUID().toString();
  final NodeId origin;
  final Target target;
  final long amountMinor;

  private Optional<UUID> id = Optional.empty();
  private boolean refused;
  private Cancellation cancellation = Cancellation.NONE;
  private final List<String> contradictions = new ArrayList<>();

  PaymentTrace(NodeId origin, Target target, long amountMinor) {
    this.origin = origin;
    this.target = target;
    this.amountMinor = amountMinor;
  }

  /**
   * Whom a payment is for.
   *
   * @param open whether the home takes money for it: the account exists and is not closed
   */
  record Target(String account, NodeId home, boolean open) {}

  boolean crossesBranches() {
    return !origin.equals(target.home());
  }

  synchronized void acknowledged(UUID given) {
    if (refused || id.isPresent() && !id.get().equals(given)) {
      contradictions.add(
          "key " + key + " was first " + (refused ? "refused" : id.get()) + ", then " + given);
    }
    id = Optional.of(given);
  }

  synchronized void refused(String answer) {
    if (id.isPresent()) {
      contradictions.add("key " + key + " was first " + id.get() + ", then refused: " + answer);
    }
    refused = true;
  }

  synchronized void contradiction(String what) {
    contradictions.add(what);
  }

  synchronized Optional<UUID> id() {
    return id;
  }

  synchronized boolean isSettled() {
    return id.isPresent() || refused;
  }

  /** Whether this caller is the one to ask for the cancellation. */
  synchronized boolean wantCancelled() {
    if (id.isEmpty() || cancellation != Cancellation.NONE) {
      return false;
    }
    cancellation = Cancellation.WANTED;
    return true;
  }

  synchronized void cancelled(Cancellation answer) {
    if (cancellation != Cancellation.WANTED && cancellation != answer) {
      contradictions.add("cancellation " + cancelKey + " was " + cancellation + ", then " + answer);
    }
    cancellation = answer;
  }

  synchronized Cancellation cancellation() {
    return cancellation;
  }

  synchronized List<String> contradictions() {
    return List.copyOf(contradictions);
  }
}
