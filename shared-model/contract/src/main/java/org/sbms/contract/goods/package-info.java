/** Goods that one branch hands out and another one charges for: SIMs, cards, boxes. */
@NullMarked
package org.sbms.contract.goods;

import org.jspecify.annotations.NullMarked;
