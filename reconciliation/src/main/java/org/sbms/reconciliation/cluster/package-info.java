/**
 * The matching of registers as a Hazelcast Jet job: every member reads a share of the files and
 * judges a share of the parts, by the same classes as one process does. Nothing here decides what
 * matches.
 */
@NullMarked
package org.sbms.reconciliation.cluster;

import org.jspecify.annotations.NullMarked;
