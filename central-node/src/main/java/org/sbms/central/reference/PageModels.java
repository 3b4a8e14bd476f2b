package org.sbms.central.reference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.reference.BrowseReference.BranchVersion;
import org.sbms.central.reference.BrowseReference.DatasetSummary;
import org.sbms.central.reference.BrowseReference.VersionOfDataset;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Table;

/** What the templates of {@code reference} are given. */
public interface PageModels {

  record DatasetsPage(
      long headVersion, long waiting, long lagging, Table<DatasetSummary> datasets) {}

  record RowsPage(
      DatasetSpec spec, long version, boolean isNewest, Table<DatasetRow> rows, Form draft) {}

  record ImportPage(DatasetSpec spec, Form form, List<FileMistake> mistakes) {}

  /** A mistake in a file, as {@code file:line:column} gave it. */
  record FileMistake(String line, String column, String reason) {
    static FileMistake of(org.sbms.contract.Refusal.FieldError error) {
      String[] parts = error.field().split(":", -1);
      return parts.length < 2
          ? new FileMistake("", error.field(), error.message())
          : new FileMistake(parts[1], parts.length > 2 ? parts[2] : "", error.message());
    }
  }

  /**
   * @param read bytes of the file, of so many
   * @param draft what came of it; empty while it runs, and when nothing did
   * @param refusal why nothing did, in words
   */
  record WorkPage(
      UUID id,
      String kind,
      boolean isRunning,
      String dataset,
      String file,
      long read,
      long bytes,
      long seconds,
      String draft,
      String refusal,
      List<FileMistake> mistakes) {
    public boolean isReading() {
      return read < bytes;
    }
  }

  record DraftsPage(Table<DraftView> waiting, Table<DraftView> decided) {}

  /**
   * @param isOwn whether the reader put something into it
   * @param obstacles why it cannot go on, by row
   */
  record DraftPage(
      DraftView draft,
      boolean isOwn,
      boolean mayEdit,
      boolean mayDecide,
      Form form,
      List<FileMistake> obstacles) {
    public boolean isOpen() {
      return draft.state() == DraftState.OPEN;
    }

    public boolean isWaiting() {
      return draft.state() == DraftState.SUBMITTED;
    }

    public boolean changesNothing() {
      return draft.isEmpty();
    }
  }

  /**
   * @param key the row that is changed; empty for a new one
   */
  record RowFormPage(
      DraftView draft,
      DatasetSpec spec,
      String key,
      Form form,
      Map<String, Map<String, String>> options) {}

  record ChoosePage(DraftView draft, Table<DatasetRow> rows) {}

  record VersionsPage(Table<VersionOfDataset> versions) {}

  record ComparePage(
      String dataset, long from, long to, List<DraftView.Change> changes, boolean hasMore) {}

  record DistributionPage(long headVersion, Table<BranchVersion> branches) {}

  /** How one field differs. */
  record FieldDifference(String column, Optional<String> before, Optional<String> after) {}

  /** The fields that a change changes, in the order of the dataset's columns. */
  static List<FieldDifference> differences(String dataset, DraftView.Change change) {
    Map<String, String> before = change.before() == null ? Map.of() : change.before();
    Map<String, String> after = change.after() == null ? Map.of() : change.after();
    return org.sbms.contract.reference.Datasets.named(dataset).orElseThrow().columnNames().stream()
        .map(name ->
            new FieldDifference(
                name, Optional.ofNullable(before.get(name)), Optional.ofNullable(after.get(name))))
        .filter(field -> !field.before().equals(field.after()))
        .toList();
  }
}
