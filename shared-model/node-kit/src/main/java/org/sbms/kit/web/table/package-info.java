/** Tables that filter, sort, page and export; their state lives in the address. */
@NullMarked
package org.sbms.kit.web.table;

import org.jspecify.annotations.NullMarked;
