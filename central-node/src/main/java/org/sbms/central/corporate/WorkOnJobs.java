package org.sbms.central.corporate;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What account managers do with transfers and with work over many accounts. */
public final class WorkOnJobs {
  public static final int MAX_LINES = 20_000;

  private WorkOnJobs() {}

  /**
   * Notes a transfer that came in at the client's collecting branch.
   *
   * @param reference as the bank statement has it, at most 64 characters
   */
  public record RegisterTransfer(UUID client, Money amount, String reference, LocalDate receivedOn)
      implements Operation<Transfer> {}

  public record ShowTransfer(UUID id) implements Operation<Transfer> {}

  public record ListTransfers(UUID client, int offset, int limit) implements Operation<Transfers> {}

  public record Transfers(List<Transfer> items) {
    public Transfers {
      items = List.copyOf(items);
    }
  }

  /** A part of a transfer for one account. */
  public record Share(AccountNumber account, Money amount) {}

  /** A preview of a spread by amounts that somebody typed. */
  public record SpreadTyped(UUID transfer, List<Share> shares) implements Operation<Job> {
    public SpreadTyped {
      shares = List.copyOf(shares);
    }
  }

  /**
   * A preview of a spread that fills debts first, by figures that branches have just given;
   * accounts of a branch that did not answer are left out.
   *
   * @param department itself and all below it; empty for the whole client
   */
  public record SpreadByDebt(UUID transfer, Optional<UUID> department, SpreadDecisions.Rest rest)
      implements Operation<Job> {}

  /**
   * A preview of a spread by a file.
   *
   * @param csv columns {@code account} and {@code amount}
   */
  public record SpreadFile(UUID transfer, String file, String csv) implements Operation<Job> {}

  /**
   * Which subscribers of a client.
   *
   * @param department itself and all below it
   * @param branch a code, or empty for all
   * @param state a name of the subscriber states, or empty for all
   * @param plan code of the present plan, or empty for all
   * @param accounts exactly these, where any are named
   */
  public record Selection(
      Optional<UUID> department,
      String branch,
      String state,
      String plan,
      List<AccountNumber> accounts) {
    public Selection {
      accounts = accounts.stream().distinct().toList();
    }
  }

  /**
   * A preview of one operation for each selected subscriber.
   *
   * @param code of the plan, the service or the reason
   * @param effective from which day on; empty for at once
   */
  public record DraftOperation(
      UUID client,
      JobKind kind,
      String code,
      String comment,
      Optional<LocalDate> effective,
      Selection selection)
      implements Operation<Job> {}

  public record ShowJob(UUID id) implements Operation<Job> {}

  /**
   * @param transfer only the jobs that spread it; empty for all of the client
   */
  public record ListJobs(UUID client, Optional<UUID> transfer, int offset, int limit)
      implements Operation<Jobs> {}

  public record Jobs(List<Job> items) {
    public Jobs {
      items = List.copyOf(items);
    }
  }

  /** Does what a draft previews. */
  public record StartJob(UUID id) implements Operation<Job> {}

  public record PauseJob(UUID id) implements Operation<Job> {}

  public record ContinueJob(UUID id) implements Operation<Job> {}

  /** Discards a draft; of a started job what was not asked yet. */
  public record CancelJob(UUID id) implements Operation<Job> {}

  /** Tries the refused lines again, as new requests. */
  public record RetryFailed(UUID id) implements Operation<Job> {}

  /** Makes the money of lines that homes rejected unallocated again. */
  public record ReturnRejected(UUID id) implements Operation<Job> {}
}
