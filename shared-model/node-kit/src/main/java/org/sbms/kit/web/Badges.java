package org.sbms.kit.web;

import java.util.Map;
import org.sbms.kit.operation.Caller;

/** Numbers beside menu entries. Called for every full page, so it answers from memory. */
public interface Badges {
  /** By the entry's path; a number of 0 is not shown. */
  Map<String, Long> badges(Caller caller);
}
