package org.sbms.contract.reference;

import org.sbms.contract.Operation;

/** A branch tells central which version it has applied, and committed. */
public record AcknowledgeReference(long version) implements Operation<AcknowledgeReference.Noted> {
  /** The newest version at central: the branch lags when it is higher. */
  public record Noted(long newestVersion) {}
}
