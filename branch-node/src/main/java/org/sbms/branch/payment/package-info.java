/** Payments: taken at the origin, credited at home, cancelled across both. */
@NullMarked
package org.sbms.branch.payment;

import org.jspecify.annotations.NullMarked;
