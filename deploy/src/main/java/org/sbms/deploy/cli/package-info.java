/** The command line. */
@NullMarked
package org.sbms.deploy.cli;

import org.jspecify.annotations.NullMarked;
