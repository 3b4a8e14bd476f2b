/** Registers of any size made from a seed, with every kind of mismatch and the truth about them. */
@NullMarked
package org.sbms.reconciliation.sample;

import org.jspecify.annotations.NullMarked;
