@NullMarked
package org.sbms.branch;

import org.jspecify.annotations.NullMarked;
