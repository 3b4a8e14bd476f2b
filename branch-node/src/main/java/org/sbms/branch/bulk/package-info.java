/** One thing done to many subscribers of this branch, with a result for each. */
@NullMarked
package org.sbms.branch.bulk;

import org.jspecify.annotations.NullMarked;
