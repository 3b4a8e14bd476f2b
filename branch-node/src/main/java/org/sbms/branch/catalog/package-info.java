/** What the branch sells: products, offers and their versions with priced lines, promotions. */
@NullMarked
package org.sbms.branch.catalog;

import org.jspecify.annotations.NullMarked;
