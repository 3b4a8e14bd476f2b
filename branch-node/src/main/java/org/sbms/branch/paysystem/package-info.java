/** The way in for payment systems: their terminals ask about an account and hand over money. */
@NullMarked
package org.sbms.branch.paysystem;

import org.jspecify.annotations.NullMarked;
