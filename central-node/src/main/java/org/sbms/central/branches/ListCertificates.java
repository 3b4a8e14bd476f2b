package org.sbms.central.branches;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** The certificates of a branch, latest first. */
public record ListCertificates(BranchCode branch) implements Operation<ListCertificates.Page> {
  public static final int MAX = 100;

  public record Page(List<Certificate> items) {}

  /**
   * @param why empty unless it was revoked
   */
  public record Certificate(
      String serial,
      Instant issuedAt,
      Instant expiresAt,
      Optional<Instant> revokedAt,
      String revokedBy,
      String why) {}
}
