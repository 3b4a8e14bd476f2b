package org.sbms.branch.rating;

import org.sbms.contract.Operation;

/** Decides that a record set aside is never to be priced, and why; it stays to be seen. */
record DiscardAside(long id, String reason) implements Operation<AsideRecord> {}
