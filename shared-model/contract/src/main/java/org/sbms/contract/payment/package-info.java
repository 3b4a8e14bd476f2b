/** Payments between branches: what origin and home say to each other. */
@NullMarked
package org.sbms.contract.payment;

import org.jspecify.annotations.NullMarked;
