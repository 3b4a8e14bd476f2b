/** Makes the virtual machine's ahead-of-time caches, so that nodes start and warm up faster. */
@NullMarked
package org.sbms.deploy.training;

import org.jspecify.annotations.NullMarked;
