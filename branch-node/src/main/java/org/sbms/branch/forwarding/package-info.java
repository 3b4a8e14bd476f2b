/** What waits for branches that do not answer. */
@NullMarked
package org.sbms.branch.forwarding;

import org.jspecify.annotations.NullMarked;
