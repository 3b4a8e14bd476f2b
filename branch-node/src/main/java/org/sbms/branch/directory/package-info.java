/** This branch's place in the federation: enrolment, renewal, the signed directory, health. */
@NullMarked
package org.sbms.branch.directory;

import org.jspecify.annotations.NullMarked;
