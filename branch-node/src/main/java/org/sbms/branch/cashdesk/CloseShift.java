package org.sbms.branch.cashdesk;

import org.sbms.contract.Operation;

/**
 * Ends the open shift of whoever asks; all that was counted goes into the safe.
 *
 * @param count what is in the drawer, counted before anybody says what should be
 */
public record CloseShift(CashCount count, String comment) implements Operation<CashShift> {}
