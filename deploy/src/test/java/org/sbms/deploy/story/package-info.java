/** What the federation is for, told on real processes. */
@NullMarked
package org.sbms.deploy.story;

import org.jspecify.annotations.NullMarked;
