@NullMarked
package org.sbms.reconciliation;

import org.jspecify.annotations.NullMarked;
