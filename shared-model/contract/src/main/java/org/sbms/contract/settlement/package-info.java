/** What central tells branches of what they owe each other, and what they have booked of it. */
@NullMarked
package org.sbms.contract.settlement;

import org.jspecify.annotations.NullMarked;
