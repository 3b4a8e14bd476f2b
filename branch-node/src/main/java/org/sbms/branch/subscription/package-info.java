/** What a subscriber has: the rate plan, now and from a date on. */
@NullMarked
package org.sbms.branch.subscription;

import org.jspecify.annotations.NullMarked;
