/** Double entry. */
@NullMarked
package org.sbms.kit.ledger;

import org.jspecify.annotations.NullMarked;
