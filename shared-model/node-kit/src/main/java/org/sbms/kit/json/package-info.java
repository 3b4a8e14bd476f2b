/** The one JSON mapping. */
@NullMarked
package org.sbms.kit.json;

import org.jspecify.annotations.NullMarked;
