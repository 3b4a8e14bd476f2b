/** Operations as values: how a node registers, authorises, places and executes them once. */
@NullMarked
package org.sbms.kit.operation;

import org.jspecify.annotations.NullMarked;
