package org.sbms.deploy.chaos;

import java.util.ArrayList;
import java.util.List;

/** What is wrong under one invariant: the first few in words, all in number. */
final class Problems {
  private static final int SHOWN = 5;

  private final List<String> first = new ArrayList<>();
  private long count;

  void add(String problem) {
    count++;
    if (first.size() < SHOWN) {
      first.add(problem);
    }
  }

  void require(boolean holds, String otherwise, Object... values) {
    if (!holds) {
      add(otherwise.formatted(values));
    }
  }

  /**
   * @param evidence what was looked at, where nothing is wrong
   */
  Finding finding(String code, String title, String evidence) {
    return new Finding(
        code,
        title,
        count == 0,
        count == 0 ? evidence : count + " wrong: " + String.join("; ", first));
  }
}
