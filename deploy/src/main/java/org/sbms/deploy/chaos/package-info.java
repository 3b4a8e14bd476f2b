/** Faults on real processes under load, and what must hold afterwards. */
@NullMarked
package org.sbms.deploy.chaos;

import org.jspecify.annotations.NullMarked;
