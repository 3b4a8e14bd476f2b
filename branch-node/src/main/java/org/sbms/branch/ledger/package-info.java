/** The branch's chart of accounts and its trial balance. */
@NullMarked
package org.sbms.branch.ledger;

import org.jspecify.annotations.NullMarked;
