/** Vouchers for their whole life: made, printed, handed out, redeemed, blocked, expired. */
@NullMarked
package org.sbms.branch.voucher;

import org.jspecify.annotations.NullMarked;
