/** Customers, accounts, subscribers: who is served, and what they have in advance. */
@NullMarked
package org.sbms.branch.party;

import org.jspecify.annotations.NullMarked;
