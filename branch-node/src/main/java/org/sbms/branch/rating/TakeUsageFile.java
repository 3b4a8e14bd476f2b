package org.sbms.branch.rating;

import org.sbms.contract.Operation;

/**
 * Takes in a file that lies on this node's disk already, to be rated in the background.
 *
 * @param sha256 of its bytes, in hexadecimal: the same file is taken in once
 */
record TakeUsageFile(String name, String dialect, String sha256, long bytes)
    implements Operation<TakeUsageFile.Taken> {

  /**
   * @param repeated whether the same bytes were here before, so that nothing was added
   */
  record Taken(UsageFile file, boolean repeated) {}
}
