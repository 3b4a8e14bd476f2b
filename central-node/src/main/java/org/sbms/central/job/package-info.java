/** Work that central does by itself, again and again. */
@NullMarked
package org.sbms.central.job;

import org.jspecify.annotations.NullMarked;
