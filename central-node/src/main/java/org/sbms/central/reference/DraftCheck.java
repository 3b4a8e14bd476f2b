package org.sbms.central.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbms.central.csv.CsvProblem;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.reference.ColumnSpec;
import org.sbms.contract.reference.ColumnType;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.Tx;

/** Looks at a dataset as a draft would leave it: the rules between rows, and between datasets. */
final class DraftCheck {
  private DraftCheck() {}

  /** Why the draft cannot be published; errors name a row by its key. */
  static Optional<Refusal> refusal(Tx tx, DraftView draft) {
    DatasetSpec spec = Datasets.named(draft.dataset()).orElseThrow();
    List<FieldError> errors = new ArrayList<>(brokenTableRules(tx, draft, spec));
    for (ColumnSpec column : spec.columns()) {
      if (column.type() instanceof ColumnType.RefersTo(String dataset)) {
        errors.addAll(refersToNothing(tx, draft, column.name(), dataset));
      }
    }
    errors.addAll(stillReferredTo(tx, draft));
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Refusal.invalid(errors.subList(0, Math.min(errors.size(), CsvProblem.MAX_PROBLEMS))));
  }

  private static List<FieldError> brokenTableRules(Tx tx, DraftView draft, DatasetSpec spec) {
    return TableCheck.problems(
            tx,
            spec,
            """
            select key, values from reference_row r
            where dataset = $2 and valid_to_version is null and not exists (
              select from reference_draft_change c where c.draft_id = $1 and c.key = r.key)
            union all
            select key, new_values from reference_draft_change
            where draft_id = $1 and new_values is not null
            """,
            draft.id(),
            spec.name())
        .stream()
        .map(broken ->
            new FieldError(
                broken.key() + ":" + broken.problem().column(), broken.problem().reason()))
        .toList();
  }

  private static List<FieldError> refersToNothing(
      Tx tx, DraftView draft, String column, String target) {
    return tx.list(
        row ->
            new FieldError(
                row.getString("key") + ":" + column,
                row.getString("value") + " is not in " + target),
        """
        select c.key, c.new_values ->> $2 as value from reference_draft_change c
        where c.draft_id = $1 and c.new_values ->> $2 is not null and not exists (
          select from reference_row r
          where r.dataset = $3 and r.key = c.new_values ->> $2 and r.valid_to_version is null)
        order by c.key limit 100
        """,
        draft.id(),
        column,
        target);
  }

  private static List<FieldError> stillReferredTo(Tx tx, DraftView draft) {
    List<FieldError> errors = new ArrayList<>();
    for (DatasetSpec other : Datasets.ALL) {
      for (ColumnSpec column : other.columns()) {
        if (column.type().equals(new ColumnType.RefersTo(draft.dataset()))) {
          errors.addAll(
              tx.list(
                  row ->
                      new FieldError(
                          row.getString("gone"),
                          "cannot go: "
                              + other.name()
                              + " has a row with it, "
                              + row.getString("key")),
                  """
                  select distinct on (c.key) c.key as gone, r.key
                  from reference_draft_change c
                  join reference_row r on r.dataset = $2 and r.values ->> $3 = c.key
                  where c.draft_id = $1 and c.new_values is null and r.valid_to_version is null
                  order by c.key, r.key limit 100
                  """,
                  draft.id(),
                  other.name(),
                  column.name()));
        }
      }
    }
    return errors;
  }
}
