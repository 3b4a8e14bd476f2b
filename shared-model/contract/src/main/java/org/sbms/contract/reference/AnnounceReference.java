package org.sbms.contract.reference;

import org.sbms.contract.Operation;

/**
 * Central tells a branch that a version is out. Only a hint, which may be lost: a branch also looks
 * by itself. The branch answers which version it has at that moment.
 */
public record AnnounceReference(long version) implements Operation<AnnounceReference.Held> {
  public record Held(long version) {}
}
