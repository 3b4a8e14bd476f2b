package org.sbms.branch.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;

/**
 * Payments taken here, latest first.
 *
 * @param state only those; empty for all
 * @param takenBy login; empty for everybody's
 * @param text part of a receipt or account number; empty for all
 * @param after continue behind this one
 * @param limit 1–500
 */
public record ListPayments(
    Optional<PaymentState> state, String takenBy, String text, Optional<Position> after, int limit)
    implements Operation<ListPayments.Page> {

  public record Position(Instant acceptedAt, UUID id) {}

  /**
   * @param next where to go on; empty at the end
   */
  public record Page(List<Payment> items, Optional<Position> next) {}
}
