@NullMarked
package org.sbms.kit;

import org.jspecify.annotations.NullMarked;
