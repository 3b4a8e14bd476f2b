package org.sbms.branch.payment;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/**
 * Payments taken here, as a page looks through them.
 *
 * @param text part of a receipt or account number; empty for all
 * @param state only those; empty for all
 * @param takenBy login; empty for everybody's
 * @param day taken on this day by the branch's clock; empty for any
 * @param sort {@code accepted}, {@code amount}, {@code receipt} or {@code account}
 * @param limit 1 to 50,001: an export asks for all at once
 */
public record BrowsePayments(
    String text,
    Optional<PaymentState> state,
    String takenBy,
    Optional<LocalDate> day,
    String sort,
    boolean descending,
    int offset,
    int limit)
    implements Operation<BrowsePayments.Rows> {

  public record Rows(List<Payment> items) {}
}
