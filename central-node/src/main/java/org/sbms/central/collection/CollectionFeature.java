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
        OperationSpec.of(
                "show-completeness",
                ShowCompleteness.class,
                ShowCompleteness.Completeness.class,
                VIEW)
            .answeredBy((_, _, sql) -> Outcome.done(CompletenessView.of(sql))));
  }
}
