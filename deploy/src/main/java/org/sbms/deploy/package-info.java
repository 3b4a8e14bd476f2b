@NullMarked
package org.sbms.deploy;

import org.jspecify.annotations.NullMarked;
