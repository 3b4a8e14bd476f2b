package org.sbms.central.collection;

import org.sbms.contract.Outcome;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Central's feature {@code collection}: its operations. */
public final class CollectionFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "collection";

  public static final Permission VIEW = new Permission("collection.view");

  private CollectionFeature() {}

  public static void register(Operations operations) {
    operations.register(
        OperationSpec.of("list-journals", ListJournals.class, ListJournals.Journals.class, VIEW)
            .answeredBy((_, _, sql) ->
                Outcome.done(new ListJournals.Journals(JournalStore.progress(sql)))));
    operations.register(
        OperationSpec.of("show-volumes", ShowVolumes.class, ShowVolumes.Volumes.class, VIEW)
            .answeredBy(EntryQueries::volumes));
    operations.register(
        OperationSpec.of(
                "show-transaction", ShowTransaction.class, ShowTransaction.Transaction.class, VIEW)
            .answeredBy((_, asked, sql) ->
                Outcome.done(new ShowTransaction.Transaction(ShownJournals.of(sql, asked.id())))));
    operations.register(
        OperationSpec.of("browse-entries", BrowseEntries.class, BrowseEntries.Entries.class, VIEW)
            .checkedBy(EntryQueries::problems)
            .answeredBy(EntryQueries::entries));
    operations.register(
        OperationSpec.of(
                "show-completeness",
                ShowCompleteness.class,
                ShowCompleteness.Completeness.class,
                VIEW)
            .answeredBy((_, _, sql) -> Outcome.done(CompletenessView.of(sql))));
  }
}
