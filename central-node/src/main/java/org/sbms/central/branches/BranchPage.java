package org.sbms.central.branches;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sbms.central.branches.ListBranches.Branch;
import org.sbms.central.branches.ListCertificates.Certificate;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.form.Form;

/**
 * One branch.
 *
 * @param code a fresh enrolment code, shown this once
 * @param revocation the form of the dialog that revokes
 */
public record BranchPage(
    Branch branch,
    List<Certificate> certificates,
    Optional<IssueEnrolmentCode.Issued> code,
    Form issuing,
    Form revocation) {

  public String path() {
    return BranchesWeb.PATH + "/" + branch.code();
  }

  public Permission manage() {
    return BranchPermissions.MANAGE;
  }

  public String healthColour() {
    return BranchesWeb.colour(branch.health());
  }

  public static String state(Certificate certificate, Instant now) {
    if (certificate.revokedAt().isPresent()) {
      return "REVOKED";
    }
    return certificate.expiresAt().isAfter(now) ? "GOOD" : "EXPIRED";
  }

  public static String stateColour(String state) {
    return switch (state) {
      case "GOOD" -> "green";
      case "REVOKED" -> "red";
      default -> "secondary";
    };
  }
}
