/** Registers as files: reading them exactly, matching them, reporting what does not match. */
@NullMarked
package org.sbms.reconciliation.register;

import org.jspecify.annotations.NullMarked;
