/**
 * Local operators and dealers with subscribers of their own: what is shared with them, and bills.
 */
@NullMarked
package org.sbms.branch.partner;

import org.jspecify.annotations.NullMarked;
