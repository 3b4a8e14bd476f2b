package org.sbms.contract.subscriber;

import java.time.Instant;
import java.util.List;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** The figures of many accounts of one branch at once. */
public record ShowAccounts(BranchCode branch, List<AccountNumber> accounts)
    implements Operation<ShowAccounts.Shown> {
  public static final String NAME = "show-accounts";
  public static final int MAX_ACCOUNTS = 500;

  public ShowAccounts {
    accounts = List.copyOf(accounts);
  }

  /**
   * @param items an account that the branch does not have is absent
   * @param asOf when the branch answered
   */
  public record Shown(List<AccountFigures> items, Instant asOf) {
    public Shown {
      items = List.copyOf(items);
    }
  }
}
