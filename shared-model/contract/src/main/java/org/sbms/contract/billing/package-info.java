/** Bills of a subscriber, asked for from anywhere and answered by its home. */
@NullMarked
package org.sbms.contract.billing;

import org.jspecify.annotations.NullMarked;
