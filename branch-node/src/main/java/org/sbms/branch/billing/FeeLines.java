package org.sbms.branch.billing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbms.branch.billing.BilledAccount.Item;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.pricing.PriceLine;

/**
 * The priced lines of what subscribers have: many have the same, so what was found once is kept.
 * For one worker, and one part of a run.
 */
final class FeeLines {
  private record Known(OfferKey offer, int version, Map<String, String> attributes) {}

  private final OfferCatalog.Snapshot catalog;
  private final Map<Known, List<PriceLine>> known = new HashMap<>();

  FeeLines(OfferCatalog.Snapshot catalog) {
    this.catalog = catalog;
  }

  List<PriceLine> of(Item item, Map<String, String> attributes) {
    return known.computeIfAbsent(new Known(item.offer(), item.version(), attributes), this::find);
  }

  private List<PriceLine> find(Known wanted) {
    return catalog
        .version(wanted.offer().kind(), wanted.offer().code(), wanted.version())
        .orElseThrow(() ->
            new IllegalStateException(
                "no version " + wanted.version() + " of " + wanted.offer().code()))
        .fees(wanted.attributes());
  }
}
