/** Taking over the subscribers of another system from a file. */
@NullMarked
package org.sbms.branch.intake;

import org.jspecify.annotations.NullMarked;
