/** Refunds: home debits the subscriber first, then the origin pays out; the mirror of payments. */
@NullMarked
package org.sbms.branch.refund;

import org.jspecify.annotations.NullMarked;
