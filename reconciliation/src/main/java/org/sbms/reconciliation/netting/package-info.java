/** What branches owe each other, out of what has matched. */
@NullMarked
package org.sbms.reconciliation.netting;

import org.jspecify.annotations.NullMarked;
