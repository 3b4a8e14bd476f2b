package org.sbms.branch.rating;

import org.sbms.contract.Operation;

/** One record set aside. */
record ShowAside(long id) implements Operation<AsideRecord> {}
