/** The branch's warehouse, and what equipment its subscribers have. */
@NullMarked
package org.sbms.branch.equipment;

import org.jspecify.annotations.NullMarked;
