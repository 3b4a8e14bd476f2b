package org.sbms.branch.catalog;

import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.pricing.Discount;
import org.sbms.branch.pricing.PriceLine;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;

/**
 * The catalogue in memory, for whoever prices many things: all published versions with their lines,
 * products and promotions. It is loaded set by set, and again only after something has changed;
 * asking whether it has is one row.
 */
public final class OfferCatalog {
  private volatile @Nullable Snapshot loaded;

  /** The catalogue as of one moment; nothing in it changes. */
  public static final class Snapshot {
    private final long revision;
    private final Map<OfferKey, NavigableMap<Integer, OfferVersion>> versions;
    private final Map<String, Product> products;
    private final Map<String, Promotion> promotions;

    private Snapshot(
        long revision,
        Map<OfferKey, NavigableMap<Integer, OfferVersion>> versions,
        Map<String, Product> products,
        Map<String, Promotion> promotions) {
      this.revision = revision;
      this.versions = versions;
      this.products = products;
      this.promotions = promotions;
    }

    /** A catalogue of just these. */
    public static Snapshot of(
        List<OfferVersion> versions, List<Product> products, List<Promotion> promotions) {
      Map<OfferKey, NavigableMap<Integer, OfferVersion>> byOffer = new HashMap<>();
      versions.forEach(version ->
          byOffer
              .computeIfAbsent(version.offer(), _ -> new TreeMap<>())
              .put(version.version(), version));
      Map<String, Product> byCode = new HashMap<>();
      products.forEach(product -> byCode.put(product.code(), product));
      Map<String, Promotion> byPromotion = new HashMap<>();
      promotions.forEach(promotion -> byPromotion.put(promotion.code(), promotion));
      return new Snapshot(0, byOffer, byCode, byPromotion);
    }

    /** A version that was published once, whether it is sold or not. */
    public Optional<OfferVersion> version(OfferKind kind, String code, int version) {
      return Optional.ofNullable(versionsOf(kind, code).get(version));
    }

    /** The version that whoever takes the offer on that day gets. */
    public Optional<OfferVersion> inForce(OfferKind kind, String code, LocalDate day) {
      return versionsOf(kind, code).values().stream()
          .filter(version -> !version.validFrom().isAfter(day))
          .max(java.util.Comparator.comparing(OfferVersion::validFrom));
    }

    private NavigableMap<Integer, OfferVersion> versionsOf(OfferKind kind, String code) {
      return versions.getOrDefault(new OfferKey(kind, code), new TreeMap<>());
    }

    /** All versions of all offers. */
    public List<OfferVersion> versions() {
      return versions.values().stream().flatMap(some -> some.values().stream()).toList();
    }

    public Optional<Product> product(String code) {
      return Optional.ofNullable(products.get(code));
    }

    public Map<String, Product> products() {
      return products;
    }

    public Optional<Promotion> promotion(String code) {
      return Optional.ofNullable(promotions.get(code));
    }

    public Map<String, Promotion> promotions() {
      return promotions;
    }
  }

  public Snapshot snapshot(Sql sql) {
    long revision =
        sql.one(row -> row.getLong(0), "select revision from catalog_state").orElseThrow();
    Snapshot known = loaded;
    if (known != null && known.revision == revision) {
      return known;
    }
    // What is written while this loads counts under a later revision, and is loaded then.
    Snapshot fresh = new Snapshot(revision, versions(sql), products(sql), promotions(sql));
    loaded = fresh;
    return fresh;
  }

  private static Map<OfferKey, NavigableMap<Integer, OfferVersion>> versions(Sql sql) {
    Map<OfferKey, Map<Integer, List<PriceLine>>> lines = new HashMap<>();
    sql.run(
            """
            select p.offer_kind, p.code, p.version, coalesce(r.currency, s.currency) as currency,
            %s
            from offer_price p
            left join rate_plan r on p.offer_kind = 'PLAN' and r.code = p.code
            left join service_offer s on p.offer_kind = 'SERVICE' and s.code = p.code
            order by p.offer_kind, p.code, p.version, p.line
            """
                .formatted(PriceRows.COLUMNS))
        .forEach(row ->
            lines
                .computeIfAbsent(key(row), _ -> new HashMap<>())
                .computeIfAbsent(row.getInteger("version"), _ -> new ArrayList<>())
                .add(PriceRows.toLine(row, currency(row))));
    Map<OfferKey, Map<Integer, Map<String, Set<String>>>> eligibility = new HashMap<>();
    sql.run("select * from offer_eligibility")
        .forEach(row ->
            eligibility
                .computeIfAbsent(key(row), _ -> new HashMap<>())
                .computeIfAbsent(row.getInteger("version"), _ -> new HashMap<>())
                .computeIfAbsent(row.getString("attribute"), _ -> new HashSet<>())
                .add(row.getString("value")));
    Map<OfferKey, NavigableMap<Integer, OfferVersion>> versions = new HashMap<>();
    sql.run(
            """
            select v.*, coalesce(r.currency, s.currency) as currency
            from offer_version v
            left join rate_plan r on v.offer_kind = 'PLAN' and r.code = v.code
            left join service_offer s on v.offer_kind = 'SERVICE' and s.code = v.code
            where v.state = 'PUBLISHED' or v.in_force
            """)
        .forEach(row -> {
          OfferKey key = key(row);
          int version = row.getInteger("version");
          versions
              .computeIfAbsent(key, _ -> new TreeMap<>())
              .put(
                  version,
                  new OfferVersion(
                      key,
                      version,
                      row.getLocalDate("valid_from"),
                      OfferVersion.Existing.valueOf(row.getString("existing")),
                      new Money(row.getLong("monthly_fee_minor"), currency(row)),
                      lines.getOrDefault(key, Map.of()).getOrDefault(version, List.of()),
                      eligibility.getOrDefault(key, Map.of()).getOrDefault(version, Map.of())));
        });
    return versions;
  }

  private static OfferKey key(Row row) {
    return new OfferKey(OfferKind.valueOf(row.getString("offer_kind")), row.getString("code"));
  }

  private static Currency currency(Row row) {
    return Currency.getInstance(row.getString("currency"));
  }

  private static Map<String, Product> products(Sql sql) {
    Map<String, Product> products = new HashMap<>();
    sql.run("select * from product")
        .forEach(row -> products.put(row.getString("code"), toProduct(row)));
    return Map.copyOf(products);
  }

  static Product toProduct(Row row) {
    return new Product(
        row.getString("code"),
        Product.Kind.valueOf(row.getString("kind")),
        row.getString("name_en"),
        row.getString("name_ru"),
        Optional.ofNullable(row.getString("unit")).map(Unit::valueOf),
        row.getString("revenue_account"),
        row.getBoolean("taxable"),
        row.getBoolean("sold"));
  }

  private static Map<String, Promotion> promotions(Sql sql) {
    Map<String, Set<OfferKey>> offers = new HashMap<>();
    sql.run("select * from promotion_offer")
        .forEach(row ->
            offers.computeIfAbsent(row.getString("promotion"), _ -> new HashSet<>()).add(key(row)));
    Map<String, Promotion> promotions = new HashMap<>();
    sql.run("select * from promotion")
        .forEach(row -> {
          String code = row.getString("code");
          promotions.put(code, toPromotion(row, offers.getOrDefault(code, Set.of())));
        });
    return Map.copyOf(promotions);
  }

  static Promotion toPromotion(Row row, Set<OfferKey> offers) {
    Integer cycles = row.getInteger("cycles");
    return new Promotion(
        row.getString("code"),
        row.getString("name_en"),
        row.getString("name_ru"),
        toDiscount(row),
        cycles == null ? OptionalInt.empty() : OptionalInt.of(cycles),
        row.getLocalDate("valid_from"),
        Optional.ofNullable(row.getLocalDate("valid_until")),
        row.getBoolean("bundle"),
        row.getBoolean("by_code"),
        row.getBoolean("active"),
        offers);
  }

  private static Discount toDiscount(Row row) {
    return switch (row.getString("discount")) {
      case "PERCENT" -> new Discount.Percent(row.getBigDecimal("percent"));
      case "FIXED" -> new Discount.Fixed(amount(row));
      case "INSTEAD" -> new Discount.Instead(amount(row));
      default -> throw new IllegalStateException("no discount " + row.getString("discount"));
    };
  }

  private static Money amount(Row row) {
    return new Money(row.getLong("amount_minor"), currency(row));
  }
}
