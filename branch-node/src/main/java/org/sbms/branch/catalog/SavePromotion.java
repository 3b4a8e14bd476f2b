package org.sbms.branch.catalog;

import org.sbms.contract.Operation;

/** Writes a promotion, new or changed. Who has it already keeps it for its cycles. */
public record SavePromotion(PromotionTerms terms) implements Operation<ShowPromotion.Shown> {}
