/** Who did what: an append-only log, sealed into a chain of hashes. */
@NullMarked
package org.sbms.kit.audit;

import org.jspecify.annotations.NullMarked;
