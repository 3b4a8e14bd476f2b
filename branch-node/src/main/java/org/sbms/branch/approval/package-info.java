/** Two persons: what is above the limits of one waits here for another. */
@NullMarked
package org.sbms.branch.approval;

import org.jspecify.annotations.NullMarked;
