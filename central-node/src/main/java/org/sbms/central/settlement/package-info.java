/** Windows, what matched in them, what branches owe each other by it. */
@NullMarked
package org.sbms.central.settlement;

import org.jspecify.annotations.NullMarked;
