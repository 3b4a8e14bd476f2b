/** What is said to banks and heard from them. */
@NullMarked
package org.sbms.central.settlement.bank;

import org.jspecify.annotations.NullMarked;
