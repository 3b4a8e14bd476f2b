package org.sbms.central.reference;

import java.util.Map;
import java.util.UUID;
import org.sbms.contract.Operation;

/** Changes to a draft by hand. */
public interface EditDraft {

  /** Begins a draft without a change. */
  record StartDraft(String dataset) implements Operation<DraftView> {}

  /** Begins a draft that brings a dataset back to what it was at a version. */
  record RestoreVersion(String dataset, long version, ImportDataset.Afterwards afterwards)
      implements Operation<DraftView> {}

  /** Adds the row, or changes the row with the same key. */
  record PutDraftRow(UUID id, Map<String, String> values) implements Operation<DraftView> {}

  record RemoveDraftRow(UUID id, String key) implements Operation<DraftView> {}

  /** Takes back what the draft does to a row. */
  record RevertDraftRow(UUID id, String key) implements Operation<DraftView> {}

  record SubmitDraft(UUID id) implements Operation<DraftView> {}

  record DiscardDraft(UUID id) implements Operation<DraftView> {}
}
