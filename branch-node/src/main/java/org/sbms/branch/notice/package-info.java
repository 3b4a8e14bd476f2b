/** What central found not to match, as far as it concerns this branch. */
@NullMarked
package org.sbms.branch.notice;

import org.jspecify.annotations.NullMarked;
