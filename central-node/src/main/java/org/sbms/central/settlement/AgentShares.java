package org.sbms.central.settlement;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** What a window leaves to dealers, and to branches for corporate clients: by tariff. */
public final class AgentShares {
  static final int MAX_LIST = 50_001;

  private AgentShares() {}

  /** One row for each agent, branch and currency; by agent. */
  record ListAgents(String window, int offset, int limit) implements Operation<Found> {}

  /**
   * @param agent {@code dealer:<code>} or {@code corporate:<tax id>}
   * @param branch for which the agent brought the customers: it gets the share, and passes it on
   * @param amount what the others owe the branch for the agent; negative where more was taken back
   */
  public record AgentShare(String agent, BranchCode branch, long lines, Money amount) {}

  record Found(WindowView window, List<AgentShare> items) {}

  /** The statement of one agent: every line behind its shares, by day and entry. */
  record ListAgentLines(String window, String agent, int offset, int limit)
      implements Operation<Lines> {}

  /**
   * @param payer the home of the account
   */
  public record AgentLine(
      LocalDate day,
      BranchCode branch,
      BranchCode payer,
      UUID transactionId,
      String account,
      int correction,
      Money amount) {}

  record Lines(WindowView window, String agent, List<AgentLine> items) {}
}
