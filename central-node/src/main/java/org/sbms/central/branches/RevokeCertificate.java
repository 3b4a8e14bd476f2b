package org.sbms.central.branches;

import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/**
 * Ends trust in a certificate at once, on live connections too.
 *
 * @param serial hexadecimal
 * @param why for the audit log and for whoever asks later
 */
public record RevokeCertificate(String serial, String why)
    implements Operation<RevokeCertificate.Revoked> {
  public record Revoked(BranchCode branch, String serial, long directoryVersion) {}
}
