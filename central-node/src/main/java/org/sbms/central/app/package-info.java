/** Wires the node. */
@NullMarked
package org.sbms.central.app;

import org.jspecify.annotations.NullMarked;
