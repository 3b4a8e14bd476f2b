/**
 * Transfers that came to the branch's accounts at banks: read from the bank's files, credited to
 * whom they name, kept in suspense until somebody knows.
 */
@NullMarked
package org.sbms.branch.bank;

import org.jspecify.annotations.NullMarked;
