/** Subscribers as any branch sees them. */
@NullMarked
package org.sbms.contract.subscriber;

import org.jspecify.annotations.NullMarked;
