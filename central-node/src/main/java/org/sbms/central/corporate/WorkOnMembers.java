package org.sbms.central.corporate;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/** What account managers do with the subscribers of a client. */
public final class WorkOnMembers {
  public static final int MAX_ACCOUNTS = 20_000;

  private WorkOnMembers() {}

  /**
   * @param department empty right under the organisation
   */
  public record AttachSubscribers(
      UUID client, Optional<UUID> department, List<AccountNumber> accounts)
      implements Operation<Attached> {
    public AttachSubscribers {
      accounts = accounts.stream().distinct().toList();
    }
  }

  /**
   * @param csv columns {@code account} and, where wanted, {@code department} ({@code Sales /
   *     North})
   */
  public record AttachFile(UUID client, String file, String csv) implements Operation<Attached> {}

  /**
   * @param unverified of the attached ones those whose branch did not answer
   */
  public record Attached(int attached, int unverified) {}

  public record DetachSubscribers(UUID client, List<AccountNumber> accounts)
      implements Operation<Moved> {
    public DetachSubscribers {
      accounts = List.copyOf(accounts);
    }
  }

  public record MoveSubscribers(
      UUID client, Optional<UUID> department, List<AccountNumber> accounts)
      implements Operation<Moved> {
    public MoveSubscribers {
      accounts = List.copyOf(accounts);
    }
  }

  /** How many of the accounts were the client's. */
  public record Moved(int accounts) {}
}
