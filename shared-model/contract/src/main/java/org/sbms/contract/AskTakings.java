package org.sbms.contract;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.payment.PaymentMethod;

/**
 * Central asks which payments a branch took by a method, to compare them with the register of the
 * payment system or bank: no journal says how a payment was taken, and own subscribers' are in
 * none.
 *
 * @param from the first day, by the branch's own calendar
 * @param to the last day
 * @param after the payment to go on after; absent for the first page
 * @param limit 1 to {@link #MAX_LIMIT}
 */
public record AskTakings(
    BranchCode branch,
    PaymentMethod method,
    LocalDate from,
    LocalDate to,
    @Nullable UUID after,
    int limit)
    implements Operation<AskTakings.Takings> {
  public static final String NAME = "ask-takings";
  public static final int MAX_LIMIT = 2_000;

  /**
   * A payment whose money the branch has.
   *
   * @param reference what the payment system gave with it; empty where it gave nothing
   */
  public record Taking(
      UUID paymentId,
      String receipt,
      String reference,
      AccountNumber account,
      Money amount,
      LocalDate day) {}

  /** In the order of their ids; fewer than asked for only at the end. */
  public record Takings(List<Taking> items) {
    public Takings {
      items = List.copyOf(items);
    }
  }
}
