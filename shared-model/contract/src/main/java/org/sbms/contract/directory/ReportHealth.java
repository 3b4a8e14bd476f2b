package org.sbms.contract.directory;

import java.time.Instant;
import org.sbms.contract.Operation;

/**
 * A branch says that it is alive, and how it is.
 *
 * @param build the version of its program
 * @param journalHead number of the last entry of its journal
 * @param outboxDepth messages that wait for other nodes
 * @param referenceVersion of the reference data that it has applied
 * @param certificateExpires when its certificate ends
 */
public record ReportHealth(
    String build,
    Instant startedAt,
    long journalHead,
    long outboxDepth,
    long referenceVersion,
    long directoryVersion,
    Instant certificateExpires)
    implements Operation<ReportHealth.Noted> {
  public static final String NAME = "report-health";

  /** The directory version that central has: a branch with an older one pulls. */
  public record Noted(long directoryVersion) {}
}
