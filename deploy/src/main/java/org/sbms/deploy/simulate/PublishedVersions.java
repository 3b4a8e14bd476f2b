package org.sbms.deploy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.reference.PullReference;
import org.sbms.contract.reference.RowLines;

/** What central has published, version by version, and what it answers a branch that is behind. */
final class PublishedVersions {
  private static final String DATASET = "reason-codes";
  private static final int KEYS = 24;

  /** Each version's changes; a row that is gone has no values. */
  private final List<Map<String, Optional<String>>> versions = new ArrayList<>();

  private final int pageSize;

  PublishedVersions(int pageSize) {
    this.pageSize = pageSize;
  }

  long newest() {
    return versions.size();
  }

  void publish(RandomGenerator random) {
    Map<String, Optional<String>> changes = new TreeMap<>();
    for (int i = 1 + random.nextInt(9); i > 0; i--) {
      String key = "r" + random.nextInt(KEYS);
      changes.put(
          key,
          random.nextInt(4) == 0
              ? Optional.empty()
              : Optional.of("{\"text\":\"" + newest() + "-" + i + "\"}"));
    }
    versions.add(changes);
  }

  /** All rows as of a version, as a branch keeps them. */
  Map<String, String> rowsAt(long version) {
    Map<String, String> rows = new TreeMap<>();
    changes(0, version)
        .forEach((key, values) -> values.ifPresent(it -> rows.put(DATASET + " " + key, it)));
    return rows;
  }

  PullReference.Page page(PullReference pull) {
    long to = pull.toVersion() == 0 ? newest() : pull.toVersion();
    StringBuilder lines = new StringBuilder();
    int count = 0;
    String last = "";
    for (Map.Entry<String, Optional<String>> row :
        changes(pull.fromVersion(), to).tailMap(pull.cursor(), false).entrySet()) {
      if (count++ == pageSize) {
        return page(to, lines, last);
      }
      last = row.getKey();
      RowLines.append(lines, new RowLines.Line(DATASET, last, to, row.getValue()));
    }
    return page(to, lines, null);
  }

  private static PullReference.Page page(long to, StringBuilder lines, @Nullable String next) {
    return new PullReference.Page(to, null, next, lines.toString());
  }

  private TreeMap<String, Optional<String>> changes(long from, long to) {
    TreeMap<String, Optional<String>> changes = new TreeMap<>();
    versions.subList((int) from, (int) to).forEach(changes::putAll);
    return changes;
  }
}
