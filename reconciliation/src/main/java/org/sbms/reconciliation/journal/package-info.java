/** Journals of branches: is each one whole, and do they agree on every transaction. */
@NullMarked
package org.sbms.reconciliation.journal;

import org.jspecify.annotations.NullMarked;
