package org.sbms.branch.collections;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.delivery.Channel;
import org.sbms.branch.delivery.Delivery;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What is asked about and done about debts. */
public final class WorkOnDebts {
  private WorkOnDebts() {}

  /**
   * Those who are late, the oldest first.
   *
   * @param text part of a name or account number
   * @param policy code; empty for all
   */
  public record BrowseCases(String text, String policy, int offset, int limit)
      implements Operation<BrowseCases.Rows> {
    public record Rows(List<Item> items) {}

    /**
     * @param step the last that was taken; empty before the first
     */
    public record Item(
        AccountNumber account,
        String name,
        String policy,
        LocalDate openedOn,
        Optional<Action> step,
        Optional<LocalDate> steppedOn,
        Money debt,
        boolean suspended,
        boolean held) {
      @Override
      public String toString() {
        return "(case of " + account + ")";
      }
    }
  }

  /** What is open, by how late it is. */
  public record ShowAgeing() implements Operation<ShowAgeing.Picture> {
    public record Picture(List<Bucket> buckets, Money total) {}

    /**
     * @param from days after the due day; 0 for what is not due yet
     */
    public record Bucket(String name, int from, int invoices, int accounts, Money open) {}
  }

  /** All about the debt of an account. */
  public record ShowDebt(AccountNumber account) implements Operation<ShowDebt.Debt> {
    public record Debt(
        AccountNumber account,
        String name,
        Money balance,
        Money overdue,
        Optional<LocalDate> oldestDue,
        Optional<String> policy,
        List<Entry> log,
        List<Promise> promises,
        List<Hold> holds,
        List<WriteOff> writeOffs) {
      @Override
      public String toString() {
        return "(debt of " + account + ")";
      }
    }

    /**
     * @param action a step, or OPENED, RECONNECTED, CLOSED
     * @param state ASKED, DONE or REFUSED
     * @param told how the customer learns of it; absent where nobody is told
     * @param payer with whom it was suspended or came back, being the one who pays for it
     */
    public record Entry(
        LocalDate day,
        String action,
        String state,
        Money debt,
        String detail,
        Optional<Told> told,
        Optional<AccountNumber> payer) {}

    /** A mail or letter about a step, and how far it is. */
    public record Told(UUID delivery, Channel channel, Delivery.State state) {}

    public record Promise(
        UUID id, Money amount, LocalDate until, String state, String by, Instant at) {}

    public record Hold(
        UUID id, String reason, LocalDate until, String by, Instant at, boolean active) {}
  }

  public record WriteOff(
      UUID id,
      AccountNumber account,
      Money amount,
      String reason,
      String askedBy,
      Instant askedAt,
      String state,
      String decidedBy,
      Money written) {}

  /** What a command was done to. */
  public record Done(AccountNumber account) {}

  public record MakePromise(AccountNumber account, Money amount, LocalDate until)
      implements Operation<Done> {}

  /**
   * @param until the last day on which nothing is done
   */
  public record HoldDunning(AccountNumber account, String reason, LocalDate until)
      implements Operation<Done> {}

  public record EndHold(AccountNumber account, UUID hold) implements Operation<Done> {}

  /**
   * @param amount at most what is owed
   */
  public record AskWriteOff(AccountNumber account, Money amount, String reason)
      implements Operation<Done> {}

  public record DecideWriteOff(UUID id, boolean agree) implements Operation<WriteOff> {}

  public record ListWriteOffs(boolean open, int offset, int limit)
      implements Operation<ListWriteOffs.Items> {
    public record Items(List<WriteOff> items) {}
  }

  public record ListPolicies() implements Operation<ListPolicies.Items> {
    public record Items(List<Policy> items) {}
  }

  public record SavePolicy(Policy policy) implements Operation<ListPolicies.Items> {}
}
