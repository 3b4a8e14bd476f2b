/** What reaches people: bills and notices as mails and letters. */
@NullMarked
package org.sbms.branch.delivery;

import org.jspecify.annotations.NullMarked;
