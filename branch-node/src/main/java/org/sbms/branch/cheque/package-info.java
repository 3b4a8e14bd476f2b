/** Cheques: from the desk over the deposit slip to the bank's answer. */
@NullMarked
package org.sbms.branch.cheque;

import org.jspecify.annotations.NullMarked;
