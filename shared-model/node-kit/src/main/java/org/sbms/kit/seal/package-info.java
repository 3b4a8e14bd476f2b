/** Values at rest that only this node can read. */
@NullMarked
package org.sbms.kit.seal;

import org.jspecify.annotations.NullMarked;
