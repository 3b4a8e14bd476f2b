/**
 * The instances of one branch as a cluster: they share the session cache, tell each other what has
 * become stale, and refuse a peer token that another instance has seen. Nothing here is the truth
 * of anything, no money and no keys of commands, and losing all of it loses only time. A cluster
 * never crosses the boundary of a branch.
 */
@NullMarked
package org.sbms.kit.cluster;

import org.jspecify.annotations.NullMarked;
