package org.sbms.central.reference;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.PullReference;
import org.sbms.contract.reference.RowChange;
import org.sbms.contract.reference.RowLines;
import org.sbms.kit.db.Sql;

/**
 * What changed between two versions, a page at a time: rows that began after the first and hold at
 * the second, and keys that were lost between.
 */
final class Deltas {
  /** Up to so many changes are found by their versions and sorted; more are met by walking. */
  private static final int FEW = 20_000;

  private Deltas() {}

  static PullReference.Page page(Sql sql, PullReference operation, long to) {
    long from = operation.fromVersion();
    boolean inLines = PullReference.LINES.equals(operation.form());
    int limit =
        Math.clamp(
            operation.limit(), 1, inLines ? PullReference.MAX_LIMIT : PullReference.MAX_CHANGES);
    Place after = Place.of(operation.cursor());
    List<Changed> changed = changedDatasets(sql, from, to, after.dataset());
    PageText page = new PageText(to, limit, inLines);
    if (changed.stream().mapToLong(Changed::rows).sum() <= FEW) {
      few(sql, from, to, after, limit + 1).forEach(page::add);
      return page.end();
    }
    for (Changed dataset : changed) {
      String key = dataset.name().equals(after.dataset()) ? after.key() : "";
      walk(sql, dataset.name(), from, to, key, page.room()).forEach(page::add);
      if (page.isFull()) {
        break;
      }
    }
    return page.end();
  }

  private record Changed(String name, long rows) {}

  /** Where a page ended; the cursor is a dataset, and a key of it. */
  private record Place(String dataset, String key) {
    static final Place START = new Place("", "");

    static Place of(String cursor) {
      int end = cursor.indexOf(DatasetSpec.KEY_SEPARATOR);
      return end < 0 ? START : new Place(cursor.substring(0, end), cursor.substring(end + 1));
    }

    String cursor() {
      return dataset + DatasetSpec.KEY_SEPARATOR + key;
    }
  }

  private static List<Changed> changedDatasets(Sql sql, long from, long to, String first) {
    return sql.list(
        row -> new Changed(row.getString("dataset"), row.getLong("changes")),
        """
        select dataset, sum(added + changed + removed)::bigint as changes
        from reference_version_dataset
        where version > $1 and version <= $2 and dataset >= $3
        group by dataset having sum(added + changed + removed) > 0 order by dataset
        """,
        from,
        to,
        first);
  }

  private static List<RowLines.Line> few(Sql sql, long from, long to, Place after, int limit) {
    return sql.list(
        row -> line(row, row.getString("dataset"), to),
        """
        select dataset, key, values::text as values from (
          select dataset, key, values from reference_row
          where valid_from_version > $1 and valid_from_version <= $2
            and (valid_to_version is null or valid_to_version > $2)
          union all
          select dataset, key, null from reference_row gone
          where valid_from_version <= $1 and valid_to_version > $1 and valid_to_version <= $2
            and not exists (
              select from reference_row now
              where now.dataset = gone.dataset and now.key = gone.key
                and now.valid_from_version <= $2
                and (now.valid_to_version is null or now.valid_to_version > $2))
        ) changed
        where (dataset, key) > ($3, $4)
        order by dataset, key limit $5
        """,
        from,
        to,
        after.dataset(),
        after.key(),
        limit);
  }

  /**
   * The same along the primary key, so that a page costs what it holds and not a sort of all that
   * changed. The versions are written as sums to keep the planner from their indexes: a statement
   * that is planned for any version takes them for rare.
   */
  private static List<RowLines.Line> walk(
      Sql sql, String dataset, long from, long to, String after, int limit) {
    return sql.list(
        row -> line(row, dataset, to),
        """
        select key, case
            when valid_from_version <= $3 and (valid_to_version is null or valid_to_version > $3)
            then values::text end as values
        from reference_row r
        where dataset = $1 and key > $4 and (
          (valid_from_version + 0 > $2 and valid_from_version + 0 <= $3
            and (valid_to_version is null or valid_to_version + 0 > $3))
          or (valid_from_version + 0 <= $2
            and valid_to_version + 0 > $2 and valid_to_version + 0 <= $3
            and not exists (
              select from reference_row now
              where now.dataset = r.dataset and now.key = r.key
                and now.valid_from_version <= $3
                and (now.valid_to_version is null or now.valid_to_version > $3))))
        order by key limit $5
        """,
        dataset,
        from,
        to,
        after,
        limit);
  }

  private static RowLines.Line line(Row row, String dataset, long to) {
    return new RowLines.Line(
        dataset, row.getString("key"), to, Optional.ofNullable(row.getString("values")));
  }

  /** A page as it fills. */
  private static final class PageText {
    private final long to;
    private final int limit;
    private final StringBuilder text = new StringBuilder();
    private Place last = Place.START;
    private int rows;
    private final List<RowChange> changes = new ArrayList<>();
    private final boolean inLines;
    private boolean isFull;

    PageText(long to, int limit, boolean inLines) {
      this.to = to;
      this.limit = limit;
      this.inLines = inLines;
    }

    /** One more than fits, to see whether there are more. */
    int room() {
      return limit - rows + 1;
    }

    void add(RowLines.Line line) {
      if (isFull || rows == limit || text.length() >= PullReference.PAGE_CHARS) {
        isFull = true;
        return;
      }
      if (inLines) {
        RowLines.append(text, line);
      } else {
        changes.add(change(line));
      }
      rows++;
      last = new Place(line.dataset(), line.key());
    }

    boolean isFull() {
      return isFull;
    }

    PullReference.Page end() {
      @Nullable String next = isFull ? last.cursor() : null;
      return inLines
          ? new PullReference.Page(to, null, next, text.toString())
          : new PullReference.Page(to, List.copyOf(changes), next, null);
    }

    /** As a branch of the first contract reads it. */
    private static RowChange change(RowLines.Line line) {
      return new RowChange(
          line.dataset(), line.key(), line.values().map(JsonRows::values).orElse(null));
    }
  }
}
