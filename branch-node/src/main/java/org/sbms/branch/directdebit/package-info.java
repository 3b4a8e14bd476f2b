/** Direct debit: mandates, runs that ask the bank for what is due, and what came of each. */
@NullMarked
package org.sbms.branch.directdebit;

import org.jspecify.annotations.NullMarked;
