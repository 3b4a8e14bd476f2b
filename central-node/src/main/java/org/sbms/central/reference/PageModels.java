package org.sbms.central.reference;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.reference.BrowseReference.BranchVersion;
import org.sbms.central.reference.BrowseReference.DatasetSummary;
import org.sbms.central.reference.BrowseReference.RowHistory;
import org.sbms.central.reference.BrowseReference.RowState;
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

  /**
   * @param suggestions keys by the dataset that a column refers to
   */
  record SheetPage(
      DraftView draft,
      DatasetSpec spec,
      String search,
      boolean changedOnly,
      int page,
      boolean hasMore,
      List<SheetRow> rows,
      Map<String, List<String>> suggestions) {
    /** The same filters on another page. */
    public String at(int otherPage) {
      return "?search=%s&changed=%s&page=%d"
          .formatted(URLEncoder.encode(search, StandardCharsets.UTF_8), changedOnly, otherPage);
    }

    public boolean isOpen() {
      return draft.state() == DraftState.OPEN;
    }

    /** What a new row begins with. */
    public SheetRow blank() {
      return new SheetRow("", "", Map.of(), Map.of(), "ADDED");
    }
  }

  /**
   * A row of fields.
   *
   * @param place by which the page knows it
   * @param original the key it had; empty for a new one
   * @param errors by column, in the reader's language
   * @param change ADDED, CHANGED, REMOVED, ERROR, or empty
   */
  record SheetRow(
      String place,
      String original,
      Map<String, String> values,
      Map<String, String> errors,
      String change) {
    public String value(String column) {
      return values.getOrDefault(column, "");
    }

    public String error(String column) {
      return errors.getOrDefault(column, "");
    }

    public boolean isRemoved() {
      return change.equals("REMOVED");
    }
  }

  /**
   * What became of rows that were sent.
   *
   * @param gone places of rows that are no more
   */
  record SheetRows(DraftView draft, DatasetSpec spec, List<SheetRow> rows, List<String> gone) {}

  record VersionsPage(Table<VersionOfDataset> versions) {}

  /**
   * @param kind only such changes; empty for all
   * @param page from 1
   */
  record ComparePage(
      String dataset,
      long from,
      long to,
      String kind,
      String search,
      long page,
      List<DraftView.Change> changes,
      boolean hasMore,
      Form restoration) {
    /** The same question on another page of its answer. */
    public String at(long otherPage) {
      return "/reference/versions/compare?dataset=%s&from=%d&to=%d&kind=%s&search=%s&page=%d"
          .formatted(
              dataset,
              from,
              to,
              kind,
              URLEncoder.encode(search, StandardCharsets.UTF_8),
              otherPage);
    }
  }

  /**
   * @param today the day by which a period is in force
   */
  record HistoryPage(DatasetSpec spec, RowHistory history, LocalDate today) {
    /** What a state changed, in the order of the dataset's columns. */
    public List<FieldDifference> differences(RowState state) {
      return PageModels.differences(
          spec.name(),
          new DraftView.Change(
              history.key(), DraftView.ChangeKind.CHANGED, state.before(), state.values()));
    }

    /** Whether the row was gone before this state, or had never been. */
    public boolean isNew(RowState state) {
      return state.before().isEmpty();
    }
  }

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
