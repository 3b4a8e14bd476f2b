/**
 * The instances of one node as a cluster: they share the session cache, tell each other what has
 * become stale, refuse a peer token that another instance has seen, and at central share the work
 * of large runs. Nothing here is the truth of anything, no money and no keys of commands, and
 * losing all of it loses only time. A cluster never crosses the boundary of a node.
 */
@NullMarked
package org.sbms.kit.cluster;

import org.jspecify.annotations.NullMarked;
