/** Where a working day at a desk begins. */
@NullMarked
package org.sbms.branch.desk;

import org.jspecify.annotations.NullMarked;
