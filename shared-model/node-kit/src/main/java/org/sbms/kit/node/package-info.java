/** The life of a node's process: settings, start, wait, stop in order. */
@NullMarked
package org.sbms.kit.node;

import org.jspecify.annotations.NullMarked;
