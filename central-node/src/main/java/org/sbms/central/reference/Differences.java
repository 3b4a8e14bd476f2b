package org.sbms.central.reference;

import java.util.List;
import org.sbms.central.reference.BrowseReference.Changes;
import org.sbms.central.reference.BrowseReference.CompareVersions;
import org.sbms.kit.db.Sql;

/** What differs in a dataset between any two versions, in either direction. */
final class Differences {
  private Differences() {}

  static Changes between(Sql sql, CompareVersions operation, int limit) {
    List<DraftView.Change> found =
        sql.list(
            Drafts::change,
            """
            select key, o.values as old_values, n.values as new_values
            from (
              select key, values from reference_row
              where dataset = $1 and valid_from_version <= $2
                and (valid_to_version is null or valid_to_version > $2)
            ) o
            full join (
              select key, values from reference_row
              where dataset = $1 and valid_from_version <= $3
                and (valid_to_version is null or valid_to_version > $3)
            ) n using (key)
            where o.values is distinct from n.values
              and ($4 = '' or $4 = case
                when o.values is null then 'ADDED' when n.values is null then 'REMOVED'
                else 'CHANGED' end)
              and ($5 = '' or strpos(lower(key), lower($5)) > 0 or exists (
                select from jsonb_each_text(coalesce(o.values, '{}')) v (name, value)
                where strpos(lower(v.value), lower($5)) > 0) or exists (
                select from jsonb_each_text(coalesce(n.values, '{}')) v (name, value)
                where strpos(lower(v.value), lower($5)) > 0))
            order by key offset $6 limit $7
            """,
            operation.dataset(),
            operation.fromVersion(),
            operation.toVersion(),
            operation.kind(),
            operation.search(),
            Math.max(0, operation.offset()),
            limit + 1);
    return new Changes(
        List.copyOf(found.subList(0, Math.min(limit, found.size()))), found.size() > limit);
  }
}
