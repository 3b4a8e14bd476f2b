package org.sbms.branch.bulk;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.SubscriberState;

/** What is asked of and done to jobs for many subscribers. */
public final class WorkOnBulk {
  static final int MAX_ACCOUNTS = 50_000;
  static final int MAX_LINES = 500_000;

  private WorkOnBulk() {}

  /**
   * Whom it is for: those named, or else all that fit. Closed and archived accounts never do.
   *
   * @param accounts empty for all that fit the rest
   * @param plan code; empty for any, as the others
   */
  public record Selection(
      List<AccountNumber> accounts,
      Optional<SubscriberState> state,
      String plan,
      String service,
      String company) {

    public Selection {
      accounts = List.copyOf(accounts);
    }

    boolean isEverybody() {
      return accounts.isEmpty()
          && state.isEmpty()
          && plan.isEmpty()
          && service.isEmpty()
          && company.isEmpty();
    }

    String inWords() {
      if (!accounts.isEmpty()) {
        return accounts.size() + " accounts";
      }
      return String.join(" ", state.map(Enum::name).orElse(""), plan, service, company)
          .strip()
          .replaceAll(" +", " · ");
    }
  }

  /** Makes the lines; nothing is done before the job is started. */
  public record DraftBulk(
      BulkKind kind,
      String code,
      String comment,
      Optional<LocalDate> effective,
      Selection selection)
      implements Operation<BulkJob> {}

  public record ShowBulk(UUID id) implements Operation<BulkJob> {}

  /** Latest first. */
  public record ListBulk(int offset, int limit) implements Operation<ListBulk.Items> {
    public record Items(List<BulkJob> items) {}
  }

  /**
   * @param state only those lines; empty for all
   */
  public record BrowseBulkLines(
      UUID job, Optional<BulkJob.Line.State> state, String text, int offset, int limit)
      implements Operation<BrowseBulkLines.Rows> {
    public record Rows(List<BulkJob.Line> items) {}
  }

  /** Starts a draft, or goes on with a paused job; it runs in the name of who says so. */
  public record StartBulk(UUID id) implements Operation<BulkJob> {}

  public record PauseBulk(UUID id) implements Operation<BulkJob> {}

  /** What was done stays done. */
  public record CancelBulk(UUID id) implements Operation<BulkJob> {}

  /** Tries refused lines again. */
  public record RetryBulk(UUID id) implements Operation<BulkJob> {}
}
