/** Who belongs to the federation, and how they prove it: directory, enrolment, renewal, health. */
@NullMarked
package org.sbms.contract.directory;

import org.jspecify.annotations.NullMarked;
