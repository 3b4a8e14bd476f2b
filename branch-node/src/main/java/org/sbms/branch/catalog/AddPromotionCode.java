package org.sbms.branch.catalog;

import org.sbms.contract.Operation;

/** Gives a promotion one more code, which so many subscribers may use. */
public record AddPromotionCode(String promotion, String code, int mostUses)
    implements Operation<ShowPromotion.Shown> {}
