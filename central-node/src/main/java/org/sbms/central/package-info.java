@NullMarked
package org.sbms.central;

import org.jspecify.annotations.NullMarked;
