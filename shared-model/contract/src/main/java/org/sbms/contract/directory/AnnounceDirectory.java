package org.sbms.contract.directory;

import org.sbms.contract.Operation;

/** Central tells a branch that there is a new directory; the branch then pulls it. */
public record AnnounceDirectory(long version) implements Operation<AnnounceDirectory.Held> {
  public static final String NAME = "announce-directory";

  /** The version that the branch holds now. */
  public record Held(long version) {}
}
