package org.sbms.kit.peer;

import java.time.Instant;

/** Remembers token ids, so that a token works once. */
public interface ReplayGuard {

  /**
   * @param id unique over all nodes
   * @param until when it may be forgotten
   * @return false when the id was claimed before
   */
  boolean claim(String id, Instant until);
}
