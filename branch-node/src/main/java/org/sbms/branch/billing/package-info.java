/** Bills: cycles, runs, invoices and credit notes, and which credit paid which. */
@NullMarked
package org.sbms.branch.billing;

import org.jspecify.annotations.NullMarked;
