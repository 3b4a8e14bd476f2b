package org.sbms.kit.ledger;

import org.sbms.contract.BranchCode;

/** An account of the general ledger; {@code 2110.SO} is the part of 2110 that concerns SO. */
public record LedgerAccount(String code, String name) {

  public LedgerAccount of(BranchCode branch) {
    return new LedgerAccount(code + "." + branch, name + " " + branch);
  }
}
