/** Reconciliation runs, and the mismatches that people work off. */
@NullMarked
package org.sbms.central.reconcile;

import org.jspecify.annotations.NullMarked;
