/** Users and their roles, passwords, sessions, and the throttle on logins. */
@NullMarked
package org.sbms.kit.access;

import org.jspecify.annotations.NullMarked;
