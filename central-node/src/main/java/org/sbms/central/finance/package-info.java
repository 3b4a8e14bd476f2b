/** The start page of finance: what central's money features say, on one page. */
@NullMarked
package org.sbms.central.finance;

import org.jspecify.annotations.NullMarked;
