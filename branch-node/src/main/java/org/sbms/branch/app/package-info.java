/** Wires the node. */
@NullMarked
package org.sbms.branch.app;

import org.jspecify.annotations.NullMarked;
