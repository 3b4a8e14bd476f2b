/** Shows this branch's inter-branch journal to central. */
@NullMarked
package org.sbms.branch.journal;

import org.jspecify.annotations.NullMarked;
