package org.sbms.branch.rating;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.catalog.OfferVersion;
import org.sbms.branch.pricing.PriceLine;
import org.sbms.branch.pricing.Unit;

/**
 * Which priced line is for a use. Of all lines for the product among what the subscriber had, the
 * one with the most conditions that hold; of equal ones that of a service before that of the plan,
 * then by the offer's code and the line's number.
 */
final class Tariff {
  private static final Comparator<Found> BY_SPECIFICITY =
      Comparator.<Found>comparingInt(found -> -found.line.when().size())
          .thenComparing(found -> found.offer.kind() == OfferKind.SERVICE ? 0 : 1)
          .thenComparing(found -> found.offer.code())
          .thenComparing(found -> found.line.line());

  private final OfferCatalog.Snapshot catalog;
  private final Map<String, Kind> kinds;
  private final Map<Asked, List<Found>> lines = new ConcurrentHashMap<>();

  /** A kind of usage: what it is, and what it is counted in where nobody says. */
  record Kind(String product, Unit unit) {}

  /** A line that may price a use. */
  record Found(OfferKey offer, int version, PriceLine line, Meter meter) {}

  private record Asked(OfferKey offer, int version, String product) {}

  Tariff(OfferCatalog.Snapshot catalog, Map<String, Kind> kinds) {
    this.catalog = catalog;
    this.kinds = Map.copyOf(kinds);
  }

  OfferCatalog.Snapshot catalog() {
    return catalog;
  }

  Map<String, Kind> kinds() {
    return kinds;
  }

  Optional<Kind> kind(String code) {
    return Optional.ofNullable(kinds.get(code));
  }

  /**
   * @param attributes asked for only when a line has conditions
   */
  Optional<Found> find(
      Iterable<Had> had, String product, Supplier<Map<String, String>> attributes) {
    Found best = null;
    Map<String, String> known = null;
    for (Had item : had) {
      for (Found found : linesOf(item, product)) {
        if (!found.line.when().isEmpty() && known == null) {
          known = new HashMap<>(attributes.get());
        }
        boolean applies =
            found.line.when().isEmpty() || known != null && found.line.appliesTo(known);
        if (applies && (best == null || BY_SPECIFICITY.compare(found, best) < 0)) {
          best = found;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * The meter of a counter that exists; a version that was published once stays in the catalogue.
   */
  Meter meter(CounterKey key) {
    OfferVersion version =
        catalog
            .version(key.offer().kind(), key.offer().code(), key.version())
            .orElseThrow(() -> new IllegalStateException("no version for " + key));
    return version.lines().stream()
        .filter(line -> line.line() == key.line())
        .findFirst()
        .map(line -> new Meter(line.price(), version.currency()))
        .orElseThrow(() -> new IllegalStateException("no line for " + key));
  }

  private List<Found> linesOf(Had item, String product) {
    return lines.computeIfAbsent(
        new Asked(item.offer(), item.version(), product),
        asked ->
            catalog
                .version(asked.offer.kind(), asked.offer.code(), asked.version)
                .map(version ->
                    version.lines().stream()
                        .filter(line -> line.product().equals(product))
                        .filter(line -> Meter.counts(line.price()))
                        .map(line ->
                            new Found(
                                asked.offer,
                                asked.version,
                                line,
                                new Meter(line.price(), version.currency())))
                        .toList())
                .orElseGet(List::of));
  }
}
