package org.sbms.branch.catalog;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;

/** Products, sorted and narrowed by what a list offers. */
public record BrowseProducts(
    String text,
    Optional<Product.Kind> kind,
    String sort,
    boolean descending,
    int offset,
    int limit)
    implements Operation<BrowseProducts.Rows> {

  public record Rows(List<Product> items) {
    public Rows {
      items = List.copyOf(items);
    }
  }
}
