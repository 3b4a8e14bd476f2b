package org.sbms.central.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sbms.central.reference.EditSheet.DraftRow;
import org.sbms.central.reference.EditSheet.DraftRows;
import org.sbms.central.reference.EditSheet.EditDraftRows;
import org.sbms.central.reference.EditSheet.EditedRow;
import org.sbms.central.reference.EditSheet.EditedRows;
import org.sbms.central.reference.EditSheet.ListDraftRows;
import org.sbms.central.reference.EditSheet.RowEdit;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** Answers and changes a draft row by row. */
final class SheetEditing {
  private SheetEditing() {}

  static Outcome<DraftRows> rows(Caller caller, ListDraftRows operation, Sql sql) {
    Optional<DraftView> draft = Drafts.find(sql, operation.id());
    if (draft.isEmpty()) {
      return ReferenceCodes.noDraft();
    }
    int limit = Math.clamp(operation.limit(), 1, BrowseReference.MAX_LIMIT);
    List<DraftRow> found = Drafts.rows(sql, draft.get(), operation, limit + 1);
    return Outcome.done(
        new DraftRows(
            draft.get(),
            List.copyOf(found.subList(0, Math.min(limit, found.size()))),
            found.size() > limit));
  }

  static Outcome<EditedRows> edit(Command<EditDraftRows> command, Tx tx) {
    EditDraftRows operation = command.operation();
    if (operation.rows().isEmpty() || operation.rows().size() > EditSheet.MAX_ROWS) {
      return Outcome.refused(
          Refusal.invalid("rows", "must be 1 to " + EditSheet.MAX_ROWS + " rows"));
    }
    return switch (DraftEditing.openDraft(tx, operation.id())) {
      case Outcome.Done<DraftView>(DraftView open) -> Outcome.done(edit(command, open, tx));
      case Outcome.Refused<DraftView>(Refusal refusal) -> Outcome.refused(refusal);
      case Outcome.Unknown<DraftView>(String why) -> throw new IllegalStateException(why);
    };
  }

  private static EditedRows edit(Command<EditDraftRows> command, DraftView draft, Tx tx) {
    DatasetSpec spec = Datasets.named(draft.dataset()).orElseThrow();
    Map<String, Set<String>> known = PublishedRows.keysReferredTo(tx, spec);
    List<EditedRow> edited = new ArrayList<>();
    for (RowEdit edit : command.operation().rows()) {
      edited.add(
          switch (edit.doing()) {
            case PUT -> put(tx, draft, spec, known, edit);
            case REMOVE -> remove(tx, draft, edit.original());
            case REVERT -> revert(tx, draft, edit.original());
          });
    }
    Drafts.addAuthor(tx, draft.id(), command.caller().actor().login());
    return new EditedRows(Drafts.find(tx, draft.id()).orElseThrow(), edited);
  }

  private static EditedRow put(
      Tx tx, DraftView draft, DatasetSpec spec, Map<String, Set<String>> known, RowEdit edit) {
    return switch (DraftEditing.readRow(spec, edit.values(), known)) {
      case Outcome.Done<DatasetRow>(DatasetRow row) -> put(tx, draft, spec, row, edit.original());
      case Outcome.Refused<DatasetRow>(Refusal refusal) -> wrong(refusal.errors());
      case Outcome.Unknown<DatasetRow>(String why) -> throw new IllegalStateException(why);
    };
  }

  /** A row whose key changes is another row: the one under the old key goes. */
  private static EditedRow put(
      Tx tx, DraftView draft, DatasetSpec spec, DatasetRow row, String original) {
    UUID id = draft.id();
    if (!row.key().equals(original)) {
      if (Drafts.row(tx, draft, row.key()).filter(SheetEditing::isThere).isPresent()) {
        return wrong(
            List.of(new FieldError(spec.key().getFirst(), "is already there: " + row.key())));
      }
      if (!original.isEmpty()) {
        Drafts.putChange(tx, id, spec.name(), original, Optional.empty());
      }
    }
    Drafts.putChange(tx, id, spec.name(), row.key(), Optional.of(Json.write(row.values())));
    return new EditedRow(Drafts.row(tx, draft, row.key()), List.of());
  }

  private static EditedRow remove(Tx tx, DraftView draft, String key) {
    Drafts.putChange(tx, draft.id(), draft.dataset(), key, Optional.empty());
    return new EditedRow(Drafts.row(tx, draft, key), List.of());
  }

  private static EditedRow revert(Tx tx, DraftView draft, String key) {
    Drafts.revertChange(tx, draft.id(), key);
    return new EditedRow(Drafts.row(tx, draft, key), List.of());
  }

  private static boolean isThere(DraftRow row) {
    return row.change().map(change -> change != DraftView.ChangeKind.REMOVED).orElse(true);
  }

  private static EditedRow wrong(List<FieldError> errors) {
    return new EditedRow(Optional.empty(), errors);
  }
}
