/** Goods handed out here, for subscribers of any branch, and charged at home. */
@NullMarked
package org.sbms.branch.supply;

import org.jspecify.annotations.NullMarked;
