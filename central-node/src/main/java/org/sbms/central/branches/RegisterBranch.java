package org.sbms.central.branches;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal.FieldError;

/**
 * Adds a branch to the federation, or changes what the directory says of it.
 *
 * @param region its number in account numbers, 1–999
 * @param peerAddress {@code https://host:port} of its peer port
 */
public record RegisterBranch(BranchCode branch, String name, int region, URI peerAddress)
    implements Operation<RegisterBranch.Registered> {
  private static final int MAX_NAME_LENGTH = 100;
  private static final int MAX_REGION = 999;

  public record Registered(BranchCode branch, long directoryVersion) {}

  List<FieldError> problems() {
    List<FieldError> problems = new ArrayList<>();
    if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
      problems.add(new FieldError("name", "must be 1 to 100 characters"));
    }
    if (region < 1 || region > MAX_REGION) {
      problems.add(new FieldError("region", "must be 1 to 999"));
    }
    if (!"https".equals(peerAddress.getScheme())
        || peerAddress.getHost() == null
        || peerAddress.getPort() < 1) {
      problems.add(new FieldError("peerAddress", "must be https://host:port"));
    }
    return problems;
  }
}
