/** Forms: what was posted, what is wrong with it, and the key under which it happens once. */
@NullMarked
package org.sbms.kit.web.form;

import org.jspecify.annotations.NullMarked;
