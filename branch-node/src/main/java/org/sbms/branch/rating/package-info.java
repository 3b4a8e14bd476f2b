/** What subscribers use: files and online events, priced once each, ready for bills. */
@NullMarked
package org.sbms.branch.rating;

import org.jspecify.annotations.NullMarked;
