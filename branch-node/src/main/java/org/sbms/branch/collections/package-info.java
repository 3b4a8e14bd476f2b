/** What is done about debts: reminders, penalties, suspension and reconnection, write-off. */
@NullMarked
package org.sbms.branch.collections;

import org.jspecify.annotations.NullMarked;
