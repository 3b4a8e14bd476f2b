package org.sbms.branch.cashdesk;

import org.sbms.contract.Operation;

/**
 * Begins a shift of whoever asks.
 *
 * @param desk where; 1 to 40 characters
 * @param count the float in the drawer; may be nothing
 */
public record OpenShift(String desk, CashCount count) implements Operation<CashShift> {}
