package org.sbms.central.reference;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.central.csv.CsvProblem;
import org.sbms.central.reference.EditDraft.DiscardDraft;
import org.sbms.central.reference.EditDraft.PutDraftRow;
import org.sbms.central.reference.EditDraft.RemoveDraftRow;
import org.sbms.central.reference.EditDraft.RestoreVersion;
import org.sbms.central.reference.EditDraft.RevertDraftRow;
import org.sbms.central.reference.EditDraft.StartDraft;
import org.sbms.central.reference.EditDraft.SubmitDraft;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.reference.ColumnSpec;
import org.sbms.contract.reference.ColumnType;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Command;

/** Handles what makes and changes drafts. */
final class DraftEditing {
  private final Clock clock;
  private final Supplier<UUID> ids;

  DraftEditing(Clock clock, Supplier<UUID> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  Outcome<DraftView> importCsv(Command<ImportDataset> command, Tx tx) {
    ImportDataset operation = command.operation();
    Optional<DatasetSpec> spec = Datasets.named(operation.dataset());
    if (spec.isEmpty()) {
      return ReferenceCodes.noDataset(operation.dataset());
    }
    UUID id = ids.get();
    List<CsvProblem> problems =
        StagedFile.stage(tx, id, spec.get(), operation.file(), operation.csv());
    if (!problems.isEmpty()) {
      return CsvProblem.refuse(operation.file(), problems);
    }
    String author = command.caller().actor().login();
    Drafts.insert(tx, id, operation.dataset(), author, operation.file(), clock.instant());
    Drafts.fill(tx, id, operation.dataset(), operation.mode());
    if (operation.afterwards() == ImportDataset.Afterwards.SUBMIT) {
      Drafts.submit(tx, id, clock.instant());
    }
    return done(tx, id);
  }

  Outcome<DraftView> start(Command<StartDraft> command, Tx tx) {
    String dataset = command.operation().dataset();
    if (Datasets.named(dataset).isEmpty()) {
      return ReferenceCodes.noDataset(dataset);
    }
    UUID id = ids.get();
    Drafts.insert(tx, id, dataset, command.caller().actor().login(), "", clock.instant());
    return done(tx, id);
  }

  Outcome<DraftView> restore(Command<RestoreVersion> command, Tx tx) {
    RestoreVersion operation = command.operation();
    if (Datasets.named(operation.dataset()).isEmpty()) {
      return ReferenceCodes.noDataset(operation.dataset());
    }
    long head = PublishedRows.headVersion(tx);
    if (operation.version() < 1 || operation.version() > head) {
      return Outcome.refused(Refusal.invalid("version", "must be 1 to " + head));
    }
    UUID id = ids.get();
    if (!Drafts.differs(tx, operation.dataset(), operation.version())) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "The dataset is today what it was at that version.");
    }
    String author = command.caller().actor().login();
    String source = "version " + operation.version();
    Drafts.insert(tx, id, operation.dataset(), author, source, clock.instant());
    Drafts.fillFrom(tx, id, operation.dataset(), operation.version());
    if (operation.afterwards() == ImportDataset.Afterwards.SUBMIT) {
      Drafts.submit(tx, id, clock.instant());
    }
    return done(tx, id);
  }

  Outcome<DraftView> put(Command<PutDraftRow> command, Tx tx) {
    return edit(
        command,
        command.operation().id(),
        tx,
        spec -> {
          Outcome<DatasetRow> row =
              readRow(spec, command.operation().values(), PublishedRows.keysReferredTo(tx, spec));
          return row.map(good -> new RowEdit(good.key(), Optional.of(Json.write(good.values()))));
        });
  }

  Outcome<DraftView> remove(Command<RemoveDraftRow> command, Tx tx) {
    return edit(
        command,
        command.operation().id(),
        tx,
        _ -> Outcome.done(new RowEdit(command.operation().key(), Optional.empty())));
  }

  Outcome<DraftView> revert(Command<RevertDraftRow> command, Tx tx) {
    Outcome<DraftView> draft = openDraft(tx, command.operation().id());
    if (draft instanceof Outcome.Done<DraftView>(DraftView open)) {
      Drafts.revertChange(tx, open.id(), command.operation().key());
      return done(tx, open.id());
    }
    return draft;
  }

  Outcome<DraftView> submit(Command<SubmitDraft> command, Tx tx) {
    Outcome<DraftView> draft = openDraft(tx, command.operation().id());
    if (!(draft instanceof Outcome.Done<DraftView>(DraftView open))) {
      return draft;
    }
    if (open.isEmpty()) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The draft changes nothing.");
    }
    Optional<Refusal> broken = DraftCheck.refusal(tx, open);
    if (broken.isPresent()) {
      return Outcome.refused(broken.get());
    }
    Drafts.submit(tx, open.id(), clock.instant());
    return done(tx, open.id());
  }

  Outcome<DraftView> discard(Command<DiscardDraft> command, Tx tx) {
    Optional<DraftView> draft = Drafts.lock(tx, command.operation().id());
    if (draft.isEmpty()) {
      return ReferenceCodes.noDraft();
    }
    if (!draft.get().state().isDiscardable()) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The draft is decided already.");
    }
    String login = command.caller().actor().login();
    Drafts.decide(tx, draft.get().id(), DraftState.DISCARDED, login, "", clock.instant());
    return done(tx, draft.get().id());
  }

  private record RowEdit(String key, Optional<String> newValues) {}

  private interface Editing {
    Outcome<RowEdit> edit(DatasetSpec spec);
  }

  private Outcome<DraftView> edit(Command<?> command, UUID id, Tx tx, Editing editing) {
    Outcome<DraftView> draft = openDraft(tx, id);
    if (!(draft instanceof Outcome.Done<DraftView>(DraftView open))) {
      return draft;
    }
    DatasetSpec spec = Datasets.named(open.dataset()).orElseThrow();
    return switch (editing.edit(spec)) {
      case Outcome.Done<RowEdit>(RowEdit(String key, Optional<String> newValues)) -> {
        Drafts.putChange(tx, id, spec.name(), key, newValues);
        Drafts.addAuthor(tx, id, command.caller().actor().login());
        yield done(tx, id);
      }
      case Outcome.Refused<RowEdit>(Refusal refusal) -> Outcome.refused(refusal);
      case Outcome.Unknown<RowEdit>(String why) -> throw new IllegalStateException(why);
    };
  }

  static Outcome<DraftView> openDraft(Tx tx, UUID id) {
    Optional<DraftView> draft = Drafts.lock(tx, id);
    if (draft.isEmpty()) {
      return ReferenceCodes.noDraft();
    }
    return draft.get().state() == DraftState.OPEN
        ? Outcome.done(draft.get())
        : Outcome.refused(RefusalCode.STATE_CONFLICT, "The draft is no longer open for changes.");
  }

  /**
   * @param known the keys of the datasets that the spec refers to
   */
  static Outcome<DatasetRow> readRow(
      DatasetSpec spec, Map<String, String> input, Map<String, Set<String>> known) {
    Map<String, String> values = new LinkedHashMap<>();
    List<FieldError> errors = new ArrayList<>();
    for (ColumnSpec column : spec.columns()) {
      String text = plain(column, input.getOrDefault(column.name(), "").strip());
      if (text.isEmpty()) {
        if (column.required()) {
          errors.add(new FieldError(column.name(), "must be filled in"));
        }
        continue;
      }
      ColumnType.Read read = column.type().read(text);
      if (read.problem().isPresent()) {
        errors.add(new FieldError(column.name(), read.problem().get()));
      } else if (column.type() instanceof ColumnType.RefersTo(String dataset)
          && !known.getOrDefault(dataset, Set.of()).contains(read.value())) {
        errors.add(new FieldError(column.name(), "is not in " + dataset));
      } else {
        values.put(column.name(), read.value());
      }
    }
    if (errors.isEmpty()) {
      DatasetRow row = spec.row(values);
      spec.rowRules().stream()
          .flatMap(rule -> rule.check(row).stream())
          .map(broken -> new FieldError(broken.column(), broken.reason()))
          .forEach(errors::add);
    }
    return errors.isEmpty()
        ? Outcome.done(spec.row(values))
        : Outcome.refused(Refusal.invalid(errors));
  }

  /** People type {@code 1 500,50}, and their spreadsheets write it; a file must not. */
  private static String plain(ColumnSpec column, String typed) {
    return switch (column.type()) {
      case ColumnType.Decimal _, ColumnType.Percent _, ColumnType.Amount _ ->
          typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
      case ColumnType.Code _,
          ColumnType.Text _,
          ColumnType.Whole _,
          ColumnType.Date _,
          ColumnType.Flag _,
          ColumnType.OneOf _,
          ColumnType.RefersTo _ ->
          typed;
    };
  }

  private static Outcome<DraftView> done(Tx tx, UUID id) {
    return Outcome.done(Drafts.find(tx, id).orElseThrow());
  }
}
