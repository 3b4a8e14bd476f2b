package org.sbms.central.branches;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** Every branch, and how it is. */
public record ListBranches() implements Operation<ListBranches.Branches> {
  public record Branches(List<Branch> items) {}

  /**
   * A branch as central sees it.
   *
   * @param journalHead number of the last entry that the branch says it has written
   * @param lag entries of its journal that central has not collected yet
   * @param enrolled whether it has a certificate that is good now
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Branch(
      BranchCode code,
      String name,
      int region,
      URI peerAddress,
      Health health,
      boolean enrolled,
      long referenceVersion,
      long directoryVersion,
      long journalHead,
      long lag,
      long outboxDepth,
      Optional<String> build,
      Optional<Instant> lastSeen,
      Optional<Instant> certificateExpires) {}

  /** By when central heard of it last. */
  public enum Health {
    UP,
    LATE,
    DOWN
  }
}
