/** The PostgreSQL that comes with the launcher: one server, one database a node. */
@NullMarked
package org.sbms.deploy.postgres;

import org.jspecify.annotations.NullMarked;
