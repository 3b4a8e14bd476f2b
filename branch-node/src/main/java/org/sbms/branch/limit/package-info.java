/**
 * How much may be done, by whom: what a home lets other branches do, and what a desk may do without
 * a second person.
 */
@NullMarked
package org.sbms.branch.limit;

import org.jspecify.annotations.NullMarked;
