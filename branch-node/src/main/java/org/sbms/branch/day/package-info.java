/** The business day that postings belong to. */
@NullMarked
package org.sbms.branch.day;

import org.jspecify.annotations.NullMarked;
