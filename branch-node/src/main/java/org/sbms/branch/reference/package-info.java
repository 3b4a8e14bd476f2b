/**
 * Reference data at a branch: pulled from central a version at a time, read by everybody here,
 * edited by nobody.
 */
@NullMarked
package org.sbms.branch.reference;

import org.jspecify.annotations.NullMarked;
