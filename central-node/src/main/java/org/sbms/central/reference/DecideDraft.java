package org.sbms.central.reference;

import java.util.UUID;
import org.sbms.contract.Operation;

/** What a second person makes of a submitted draft. */
public interface DecideDraft {

  /** Publishes it as the next version. Its authors may not. */
  record ApproveDraft(UUID id, String note) implements Operation<DraftView> {}

  record RejectDraft(UUID id, String note) implements Operation<DraftView> {}
}
