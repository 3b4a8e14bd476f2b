/** Registers of payment systems and banks, matched with what branches took by them. */
@NullMarked
package org.sbms.central.register;

import org.jspecify.annotations.NullMarked;
