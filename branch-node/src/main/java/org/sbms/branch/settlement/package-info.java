/** What central's settlement makes of this branch's debts, in its own ledger. */
@NullMarked
package org.sbms.branch.settlement;

import org.jspecify.annotations.NullMarked;
