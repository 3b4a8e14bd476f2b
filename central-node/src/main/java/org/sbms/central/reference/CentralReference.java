package org.sbms.central.reference;

import static org.sbms.central.reference.ReferencePermissions.APPROVE;
import static org.sbms.central.reference.ReferencePermissions.EDIT;
import static org.sbms.central.reference.ReferencePermissions.RECEIVE;
import static org.sbms.central.reference.ReferencePermissions.VIEW;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.central.reference.BrowseReference.Changes;
import org.sbms.central.reference.BrowseReference.CompareVersions;
import org.sbms.central.reference.BrowseReference.DatasetList;
import org.sbms.central.reference.BrowseReference.Distribution;
import org.sbms.central.reference.BrowseReference.DraftList;
import org.sbms.central.reference.BrowseReference.ExportDataset;
import org.sbms.central.reference.BrowseReference.ExportedCsv;
import org.sbms.central.reference.BrowseReference.ListDatasets;
import org.sbms.central.reference.BrowseReference.ListDraftChanges;
import org.sbms.central.reference.BrowseReference.ListDrafts;
import org.sbms.central.reference.BrowseReference.ListRows;
import org.sbms.central.reference.BrowseReference.ListVersions;
import org.sbms.central.reference.BrowseReference.RowHistory;
import org.sbms.central.reference.BrowseReference.RowPage;
import org.sbms.central.reference.BrowseReference.ShowDistribution;
import org.sbms.central.reference.BrowseReference.ShowDraft;
import org.sbms.central.reference.BrowseReference.ShowDraftRow;
import org.sbms.central.reference.BrowseReference.ShowRowHistory;
import org.sbms.central.reference.BrowseReference.VersionList;
import org.sbms.central.reference.DecideDraft.ApproveDraft;
import org.sbms.central.reference.DecideDraft.RejectDraft;
import org.sbms.central.reference.EditDraft.DiscardDraft;
import org.sbms.central.reference.EditDraft.PutDraftRow;
import org.sbms.central.reference.EditDraft.RemoveDraftRow;
import org.sbms.central.reference.EditDraft.RestoreVersion;
import org.sbms.central.reference.EditDraft.RevertDraftRow;
import org.sbms.central.reference.EditDraft.StartDraft;
import org.sbms.central.reference.EditDraft.SubmitDraft;
import org.sbms.central.reference.EditSheet.DraftRows;
import org.sbms.central.reference.EditSheet.EditDraftRows;
import org.sbms.central.reference.EditSheet.EditedRows;
import org.sbms.central.reference.EditSheet.ListDraftRows;
import org.sbms.contract.BranchCode;
import org.sbms.contract.reference.AcknowledgeReference;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.PullReference;
import org.sbms.kit.db.Database;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.web.WebFeature;

/** Central's feature {@code reference}: its operations, and the announcing of versions. */
public final class CentralReference implements AutoCloseable {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "reference";

  private final Announcer announcer;
  private final DraftEditing editing;
  private final Publishing publishing;
  private final Browsing browsing;
  private final Distributing distributing;
  private final LongWork work;
  private final Clock clock;

  /**
   * @param branches the branches to announce versions to; asked again each time
   */
  public CentralReference(
      Database database, Remote remote, Supplier<List<BranchCode>> branches, Clock clock) {
    announcer = new Announcer(database, remote, branches);
    editing = new DraftEditing(clock, UUID::randomUUID);
    publishing = new Publishing(clock, announcer::announce);
    browsing = new Browsing(branches);
    distributing = new Distributing(clock);
    work = new LongWork(clock);
    this.clock = clock;
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("list-datasets", ListDatasets.class, DatasetList.class, VIEW)
            .answeredBy(browsing::datasets));
    operations.register(
        OperationSpec.of("list-reference-rows", ListRows.class, RowPage.class, VIEW)
            .answeredBy(browsing::rows));
    operations.register(
        OperationSpec.of("export-dataset", ExportDataset.class, ExportedCsv.class, VIEW)
            .audited()
            .answeredBy(browsing::export));
    operations.register(
        OperationSpec.of("list-reference-drafts", ListDrafts.class, DraftList.class, VIEW)
            .answeredBy(browsing::drafts));
    operations.register(
        OperationSpec.of("show-reference-draft", ShowDraft.class, DraftView.class, VIEW)
            .answeredBy(browsing::draft));
    operations.register(
        OperationSpec.of("show-draft-row", ShowDraftRow.class, DatasetRow.class, VIEW)
            .answeredBy(browsing::draftRow));
    operations.register(
        OperationSpec.of("list-draft-changes", ListDraftChanges.class, Changes.class, VIEW)
            .answeredBy(browsing::draftChanges));
    operations.register(
        OperationSpec.of("list-reference-versions", ListVersions.class, VersionList.class, VIEW)
            .answeredBy(browsing::versions));
    operations.register(
        OperationSpec.of("compare-reference-versions", CompareVersions.class, Changes.class, VIEW)
            .answeredBy(browsing::compare));
    operations.register(
        OperationSpec.of("show-row-history", ShowRowHistory.class, RowHistory.class, VIEW)
            .answeredBy(browsing::history));
    operations.register(
        OperationSpec.of("show-distribution", ShowDistribution.class, Distribution.class, VIEW)
            .answeredBy(browsing::distribution));
    registerDrafting(operations);
    registerDistribution(operations);
  }

  private void registerDrafting(Operations operations) {
    operations.register(
        OperationSpec.of("import-dataset", ImportDataset.class, DraftView.class, EDIT)
            .handledBy(editing::importCsv));
    operations.register(
        OperationSpec.of("start-reference-draft", StartDraft.class, DraftView.class, EDIT)
            .handledBy(editing::start));
    operations.register(
        OperationSpec.of("restore-reference-version", RestoreVersion.class, DraftView.class, EDIT)
            .handledBy(editing::restore));
    operations.register(
        OperationSpec.of("list-draft-rows", ListDraftRows.class, DraftRows.class, VIEW)
            .answeredBy(SheetEditing::rows));
    operations.register(
        OperationSpec.of("edit-draft-rows", EditDraftRows.class, EditedRows.class, EDIT)
            .handledBy(SheetEditing::edit));
    operations.register(
        OperationSpec.of("put-draft-row", PutDraftRow.class, DraftView.class, EDIT)
            .handledBy(editing::put));
    operations.register(
        OperationSpec.of("remove-draft-row", RemoveDraftRow.class, DraftView.class, EDIT)
            .handledBy(editing::remove));
    operations.register(
        OperationSpec.of("revert-draft-row", RevertDraftRow.class, DraftView.class, EDIT)
            .handledBy(editing::revert));
    operations.register(
        OperationSpec.of("submit-reference-draft", SubmitDraft.class, DraftView.class, EDIT)
            .handledBy(editing::submit));
    operations.register(
        OperationSpec.of("discard-reference-draft", DiscardDraft.class, DraftView.class, EDIT)
            .handledBy(editing::discard));
    operations.register(
        OperationSpec.of("approve-reference-draft", ApproveDraft.class, DraftView.class, APPROVE)
            .handledBy(publishing::approve));
    operations.register(
        OperationSpec.of("reject-reference-draft", RejectDraft.class, DraftView.class, APPROVE)
            .handledBy(publishing::reject));
  }

  private void registerDistribution(Operations operations) {
    operations.register(
        OperationSpec.of("pull-reference", PullReference.class, PullReference.Page.class, RECEIVE)
            .openToPeers()
            .answeredBy(distributing::pull));
    operations.register(
        OperationSpec.of(
                "acknowledge-reference",
                AcknowledgeReference.class,
                AcknowledgeReference.Noted.class,
                RECEIVE)
            .openToPeers()
            .handledBy(distributing::acknowledge));
  }

  /** The feature's pages and API. */
  public WebFeature web(Executor executor) {
    return web ->
        web.add(new ReferencePages(executor, clock))
            .add(new DraftPages(executor, work))
            .add(new WorkPages(work))
            .add(new RowPages(executor))
            .add(new SheetPages(executor))
            .add(new ReferenceApi(executor));
  }

  @Override
  public void close() {
    announcer.close();
    work.close();
  }
}
