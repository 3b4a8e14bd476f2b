package org.sbms.branch.rating;

import org.sbms.contract.Operation;

/**
 * Changes the line of a record set aside, and rates it again.
 *
 * @param line with the same columns as its file
 */
record MendAside(long id, String line) implements Operation<AsideRecord> {}
