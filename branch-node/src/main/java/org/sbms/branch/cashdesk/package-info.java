/** Cash-desk shifts: who answers for the cash of a drawer, and whether it was all there. */
@NullMarked
package org.sbms.branch.cashdesk;

import org.jspecify.annotations.NullMarked;
