/** The inter-branch journal: gap-free numbers and a hash chain. */
@NullMarked
package org.sbms.kit.journal;

import org.jspecify.annotations.NullMarked;
