/** Central's own ledger, now or at a past moment. */
@NullMarked
package org.sbms.central.ledger;

import org.jspecify.annotations.NullMarked;
