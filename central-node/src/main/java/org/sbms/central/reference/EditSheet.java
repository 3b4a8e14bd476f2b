package org.sbms.central.reference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal.FieldError;

/** A draft as a table in which many rows are changed at once. */
public interface EditSheet {
  /** Rows of one request: what somebody pastes from a spreadsheet. */
  int MAX_ROWS = 2_000;

  /**
   * Rows as the draft would leave them, removed ones included.
   *
   * @param search text that the key or any value holds; empty for all rows
   */
  record ListDraftRows(UUID id, String search, boolean changedOnly, int offset, int limit)
      implements Operation<DraftRows> {}

  record DraftRows(DraftView draft, List<DraftRow> items, boolean hasNext) {}

  /**
   * One row.
   *
   * @param change what the draft does to it; absent when nothing
   */
  record DraftRow(String key, Map<String, String> values, Optional<DraftView.ChangeKind> change) {}

  /**
   * Changes rows, each by itself: what is right is kept, what is not is answered with its errors.
   */
  record EditDraftRows(UUID id, List<RowEdit> rows) implements Operation<EditedRows> {}

  /** What is done to one row. */
  enum Doing {
    PUT,
    REMOVE,
    /** Takes back what the draft does to it. */
    REVERT
  }

  /**
   * One edit.
   *
   * @param original the key that the row had; empty for a new one
   */
  record RowEdit(Doing doing, String original, Map<String, String> values) {}

  record EditedRows(DraftView draft, List<EditedRow> rows) {}

  /**
   * What became of an edit.
   *
   * @param row the row now; absent when it is gone, and when it has errors
   */
  record EditedRow(Optional<DraftRow> row, List<FieldError> errors) {}
}
