/** The database of a node: pool, transactions, migrations. */
@NullMarked
package org.sbms.kit.db;

import org.jspecify.annotations.NullMarked;
