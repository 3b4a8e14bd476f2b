package org.sbms.branch.catalog;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/** Promotions, sorted and narrowed by what a list offers. */
public record BrowsePromotions(
    String text, Optional<Boolean> active, String sort, boolean descending, int offset, int limit)
    implements Operation<BrowsePromotions.Rows> {

  /**
   * @param subscribers who have it now
   */
  public record Line(PromotionTerms terms, long subscribers) {}

  public record Rows(List<Line> items) {
    public Rows {
      items = List.copyOf(items);
    }
  }
}
