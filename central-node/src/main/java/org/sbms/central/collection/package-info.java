/** Collects the journals of all branches and proves them, entry by entry. */
@NullMarked
package org.sbms.central.collection;

import org.jspecify.annotations.NullMarked;
