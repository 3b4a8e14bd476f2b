/** Customers as such: kinds, hierarchy, contacts, contracts, archive, lawful erasure. */
@NullMarked
package org.sbms.branch.customer;

import org.jspecify.annotations.NullMarked;
