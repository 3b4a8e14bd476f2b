package org.sbms.branch.catalog;

import java.util.List;
import org.sbms.contract.Operation;

/** A promotion and its codes. */
public record ShowPromotion(String code) implements Operation<ShowPromotion.Shown> {

  public record Code(String code, int mostUses, int uses) {}

  public record Shown(PromotionTerms terms, List<Code> codes) {
    public Shown {
      codes = List.copyOf(codes);
    }
  }
}
