package org.sbms.branch.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Plans and services, sorted and narrowed by what a list offers. */
public record BrowseOffers(
    String text,
    Optional<OfferKind> kind,
    Optional<Boolean> sold,
    String sort,
    boolean descending,
    int offset,
    int limit)
    implements Operation<BrowseOffers.Rows> {

  /**
   * @param version the one in force; absent where none has been published
   * @param draft whether changes wait to be published
   * @param subscribers who have it now, in any version
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Line(
      OfferKind kind,
      String code,
      String name,
      Money monthlyFee,
      boolean national,
      boolean sold,
      Optional<Integer> version,
      boolean draft,
      long subscribers) {}

  public record Rows(List<Line> items) {
    public Rows {
      items = List.copyOf(items);
    }
  }
}
