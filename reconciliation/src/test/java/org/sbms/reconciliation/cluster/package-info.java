@NullMarked
package org.sbms.reconciliation.cluster;

import org.jspecify.annotations.NullMarked;
