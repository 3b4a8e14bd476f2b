/** Statements of account: what was booked on an account in a period. */
@NullMarked
package org.sbms.branch.statement;

import org.jspecify.annotations.NullMarked;
