@NullMarked
package org.sbms.central.ledger;

import org.jspecify.annotations.NullMarked;
