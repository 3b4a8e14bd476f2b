/** Typed configuration: one file or the environment per node, checked before anything starts. */
@NullMarked
package org.sbms.kit.config;

import org.jspecify.annotations.NullMarked;
