/** Central's book of branches: enrolment, certificates, the signed directory, health. */
@NullMarked
package org.sbms.central.branches;

import org.jspecify.annotations.NullMarked;
