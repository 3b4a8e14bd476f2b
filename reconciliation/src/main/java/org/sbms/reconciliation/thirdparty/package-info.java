/**
 * Registers of payment systems and banks: read by a dialect that is data, and matched with the
 * payments that branches took. Values in, values out, the same answer for the same question.
 */
@NullMarked
package org.sbms.reconciliation.thirdparty;

import org.jspecify.annotations.NullMarked;
