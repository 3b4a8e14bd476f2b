package org.sbms.central.reference;

import static org.sbms.central.reference.ReferencePermissions.APPROVE;
import static org.sbms.central.reference.ReferencePermissions.EDIT;
import static org.sbms.central.reference.ReferencePermissions.VIEW;

import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.central.csv.CsvFile;
import org.sbms.central.reference.BrowseReference.ListDrafts;
import org.sbms.central.reference.BrowseReference.ShowDraft;
import org.sbms.central.reference.DecideDraft.ApproveDraft;
import org.sbms.central.reference.DecideDraft.RejectDraft;
import org.sbms.central.reference.EditDraft.DiscardDraft;
import org.sbms.central.reference.EditDraft.StartDraft;
import org.sbms.central.reference.EditDraft.SubmitDraft;
import org.sbms.central.reference.ImportDataset.Afterwards;
import org.sbms.central.reference.PageModels.DraftPage;
import org.sbms.central.reference.PageModels.DraftsPage;
import org.sbms.central.reference.PageModels.FileMistake;
import org.sbms.central.reference.PageModels.ImportPage;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages of drafts: import, edit, submit, and another person's decision. */
final class DraftPages implements WebFeature {
  static final String DRAFTS = "/reference/drafts";
  private static final String DRAFT = DRAFTS + "/:id";
  private static final int LISTED = 100;

  /** What is read and compared while somebody waits for the answer. */
  private static final long AT_ONCE_BYTES = 1024 * 1024;

  private static final long AT_ONCE_CHANGES = 10_000;
  private static final Logger log = LoggerFactory.getLogger(DraftPages.class);

  private final Executor executor;
  private final LongWork work;

  DraftPages(Executor executor, LongWork work) {
    this.executor = executor;
    this.work = work;
  }

  @Override
  public void addTo(Web web) {
    web.menu(new MenuEntry(DRAFTS, "reference.drafts.menu", "clipboard-check", 61, VIEW))
        .get(
            ReferencePages.DATA + ":dataset/import",
            EDIT,
            request -> importForm(request, Form.blank(), List.of()))
        .post(ReferencePages.DATA + ":dataset/import", EDIT, this::importFile)
        .post(ReferencePages.DATA + ":dataset/draft", EDIT, this::start)
        .get(DRAFTS, VIEW, this::list)
        .get(DRAFT, VIEW, this::show)
        .post(DRAFT + "/submission", EDIT, request -> act(request, SubmitDraft::new, "submitted"))
        .post(DRAFT + "/discarding", EDIT, request -> act(request, DiscardDraft::new, "discarded"))
        .post(DRAFT + "/approval", APPROVE, this::approve)
        .post(
            DRAFT + "/rejection",
            APPROVE,
            request ->
                act(request, id -> new RejectDraft(id, request.form().text("note")), "rejected"));
  }

  private PageResponse importForm(PageRequest request, Form form, List<FileMistake> mistakes) {
    return Datasets.named(request.pathPart("dataset"))
        .map(spec ->
            new PageResponse.Page(
                form.hasErrors() || !form.alert().isEmpty() ? 422 : 200,
                "reference/import",
                new ImportPage(spec, form, mistakes)))
        .map(PageResponse.class::cast)
        .orElseGet(() -> PageResponse.notFound("There is no such dataset."));
  }

  private PageResponse importFile(PageRequest request) {
    Form form = request.form();
    Optional<FileUpload> upload = request.upload("file");
    if (upload.isEmpty()) {
      return importForm(request, form.error("file", "must be chosen"), List.of());
    }
    return upload.get().size() > AT_ONCE_BYTES
        ? importMeanwhile(request, upload.get())
        : importAtOnce(request, upload.get());
  }

  private PageResponse importAtOnce(PageRequest request, FileUpload upload) {
    Form form = request.form();
    Path path = Path.of(upload.uploadedFileName());
    Outcome<DraftView> outcome =
        imported(request, upload.fileName(), Uploads.check(upload.fileName(), path));
    List<FileMistake> mistakes =
        outcome instanceof Outcome.Refused<DraftView>(Refusal refusal)
            ? refusal.errors().stream().map(FileMistake::of).toList()
            : List.of();
    return PageResponse.of(
        outcome,
        form,
        request.texts(),
        draft -> PageResponse.redirect(DRAFTS + "/" + draft.id()),
        again -> importForm(request, again, mistakes));
  }

  /** The kit deletes uploads when the answer is out, which is before this ends. */
  private PageResponse importMeanwhile(PageRequest request, FileUpload upload) {
    Path own = copy(Path.of(upload.uploadedFileName()));
    String file = upload.fileName();
    return WorkPages.to(
        work.start(
            LongWork.Kind.IMPORT,
            request.pathPart("dataset"),
            file,
            upload.size(),
            job -> {
              try {
                return imported(
                    request,
                    file,
                    Uploads.check(file, own, () -> job.counted(Files.newInputStream(own))));
              } finally {
                delete(own);
              }
            }));
  }

  private Outcome<DraftView> imported(PageRequest request, String file, Outcome<CsvFile> csv) {
    Form form = request.form();
    ImportMode mode = form.text("mode").equals("merge") ? ImportMode.MERGE : ImportMode.REPLACE;
    return switch (csv) {
      case Outcome.Done<CsvFile>(CsvFile text) ->
          run(
              request,
              new ImportDataset(
                  request.pathPart("dataset"), file, text, mode, Afterwards.KEEP_OPEN),
              form.key());
      case Outcome.Refused<CsvFile>(Refusal refusal) -> Outcome.refused(refusal);
      case Outcome.Unknown<CsvFile>(String why) -> new Outcome.Unknown<>(why);
    };
  }

  private static Path copy(Path upload) {
    try {
      return Files.copy(
          upload,
          Files.createTempFile("sbms-import-", ".csv"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException kept) {
      log.warn("{} was not deleted", file, kept);
    }
  }

  private PageResponse start(PageRequest request) {
    Form form = request.form();
    return PageResponse.of(
        run(request, new StartDraft(request.pathPart("dataset")), form.key()),
        draft -> PageResponse.redirect(DRAFTS + "/" + draft.id()));
  }

  private PageResponse list(PageRequest request) {
    return PageResponse.of(
        ask(request, drafts(DraftState.OPEN, DraftState.SUBMITTED)),
        waiting ->
            PageResponse.of(
                ask(
                    request,
                    drafts(DraftState.PUBLISHED, DraftState.REJECTED, DraftState.DISCARDED)),
                decided ->
                    PageResponse.page(
                        "reference/drafts",
                        new DraftsPage(
                            table(request, "reference.drafts.waiting", waiting.items()),
                            table(request, "reference.drafts.decided", decided.items())))));
  }

  private static ListDrafts drafts(DraftState... states) {
    return new ListDrafts("", List.of(states), LISTED);
  }

  private static Table<DraftView> table(PageRequest request, String name, List<DraftView> drafts) {
    TableSpec<DraftView> spec =
        new TableSpec<>(
            name,
            "",
            List.of(
                Column.of(
                    "dataset",
                    d ->
                        new Cell.TwoLines(
                            request.texts().t("dataset." + d.dataset()),
                            d.source(),
                            DRAFTS + "/" + d.id())),
                Column.of("state", DraftPages::state),
                Column.<DraftView>of("authors", d -> Cell.text(String.join(", ", d.authors()))),
                Column.<DraftView>of("created", d -> new Cell.Time(d.createdAt())).wideOnly(),
                Column.<DraftView>of("changes", d -> Cell.text(counts(d))).end(),
                Column.<DraftView>of("decided", d -> Cell.text(d.decidedBy().orElse("")))
                    .wideOnly()),
            List.of());
    TableQuery all = new TableQuery(request.path(), "", false, 1, LISTED, false, Map.of());
    return Table.of(spec, all, drafts);
  }

  private static String counts(DraftView draft) {
    return "+%d  ~%d  −%d".formatted(draft.added(), draft.changed(), draft.removed());
  }

  private static Cell state(DraftView draft) {
    String colour =
        switch (draft.state()) {
          case OPEN -> "blue";
          case SUBMITTED -> "yellow";
          case PUBLISHED -> "green";
          case REJECTED -> "red";
          case DISCARDED -> "secondary";
        };
    return new Cell.Badge("reference.draft.state." + draft.state(), colour);
  }

  private PageResponse show(PageRequest request) {
    return withDraft(request, draft -> draftPage(request, draft, Form.blank(), List.of()));
  }

  private static PageResponse draftPage(
      PageRequest request, DraftView draft, Form form, List<FileMistake> obstacles) {
    return new PageResponse.Page(
        form.alert().isEmpty() ? 200 : 422,
        "reference/draft",
        new DraftPage(
            draft,
            draft.isBy(request.caller().actor().login()),
            request.caller().may(EDIT),
            request.caller().may(APPROVE),
            form,
            obstacles));
  }

  private PageResponse approve(PageRequest request) {
    Form form = request.form();
    return withDraft(
        request,
        draft -> {
          ApproveDraft approval = new ApproveDraft(draft.id(), form.text("note"));
          return draft.changes() <= AT_ONCE_CHANGES
              ? act(request, _ -> approval, "approved")
              : WorkPages.to(
                  work.start(
                      LongWork.Kind.APPROVAL,
                      draft.dataset(),
                      draft.source(),
                      0,
                      _ -> run(request, approval, form.key())));
        });
  }

  private PageResponse act(
      PageRequest request, Function<UUID, Operation<DraftView>> operation, String what) {
    Form form = request.form();
    return withDraft(
        request,
        draft -> {
          Outcome<DraftView> outcome = run(request, operation.apply(draft.id()), form.key());
          List<FileMistake> obstacles =
              outcome instanceof Outcome.Refused<DraftView>(Refusal refusal)
                  ? refusal.errors().stream()
                      .map(e -> new FileMistake("", e.field(), e.message()))
                      .toList()
                  : List.of();
          return PageResponse.of(
              outcome,
              form,
              request.texts(),
              after ->
                  PageResponse.redirect(
                      DRAFTS + "/" + after.id(), request.texts().t("reference.draft.done." + what)),
              again -> draftPage(request, draft, again, obstacles));
        });
  }

  private PageResponse withDraft(PageRequest request, Function<DraftView, PageResponse> then) {
    return request
        .pathId("id")
        .map(id -> PageResponse.of(ask(request, new ShowDraft(id)), then))
        .orElseGet(() -> PageResponse.notFound("There is no such draft."));
  }

  private <R> Outcome<R> ask(PageRequest request, Operation<R> question) {
    return executor.run(request.caller(), Request.query(question));
  }

  private <R> Outcome<R> run(PageRequest request, Operation<R> command, String key) {
    return executor.run(request.caller(), Request.command(command, key));
  }
}
