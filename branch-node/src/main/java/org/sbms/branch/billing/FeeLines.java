package org.sbms.branch.billing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sbms.branch.billing.BilledAccount.Item;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferVersion;
import org.sbms.branch.pricing.PriceLine;

/**
 * The priced lines of what subscribers have: many have the same, so what was found once is kept.
 * For one worker, and one part of a run.
 */
final class FeeLines {
  /** The attribute that changes with the days of a subscriber, and not with the account. */
  static final String PLAN = "plan";

  private record Known(OfferKey offer, int version, Map<String, String> attributes) {}

  private record Version(OfferKey offer, int version) {}

  private final OfferCatalog.Snapshot catalog;
  private final Map<Version, Boolean> asking = new HashMap<>();
  private final Map<Known, List<PriceLine>> known = new HashMap<>();

  FeeLines(OfferCatalog.Snapshot catalog) {
    this.catalog = catalog;
  }

  List<PriceLine> of(Item item, Map<String, String> attributes) {
    return known.computeIfAbsent(new Known(item.offer(), item.version(), attributes), this::find);
  }

  /** Whether what the item costs depends on the plan beside it. */
  boolean askForPlan(Item item) {
    return asking.computeIfAbsent(
        new Version(item.offer(), item.version()),
        asked ->
            version(asked.offer(), asked.version()).lines().stream()
                .anyMatch(line -> line.when().containsKey(PLAN)));
  }

  private List<PriceLine> find(Known wanted) {
    return version(wanted.offer(), wanted.version()).fees(wanted.attributes());
  }

  private OfferVersion version(OfferKey offer, int number) {
    return catalog
        .version(offer.kind(), offer.code(), number)
        .orElseThrow(
            () -> new IllegalStateException("no version " + number + " of " + offer.code()));
  }
}
