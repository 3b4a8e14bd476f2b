/** Runs a whole federation on one machine: PostgreSQL, central and branches as processes. */
@NullMarked
package org.sbms.deploy.federation;

import org.jspecify.annotations.NullMarked;
