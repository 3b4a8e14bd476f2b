/** Every charge of a subscriber: what for, and whether it is booked and on a bill. */
@NullMarked
package org.sbms.branch.charge;

import org.jspecify.annotations.NullMarked;
