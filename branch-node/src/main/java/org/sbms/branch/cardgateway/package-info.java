/** Payments by card on the page of an acquirer, and what the acquirer owes for them. */
@NullMarked
package org.sbms.branch.cardgateway;

import org.jspecify.annotations.NullMarked;
