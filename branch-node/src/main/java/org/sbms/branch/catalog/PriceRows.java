package org.sbms.branch.catalog;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.pricing.Price;
import org.sbms.branch.pricing.PriceLine;
import org.sbms.branch.pricing.Tiers;
import org.sbms.branch.pricing.Timing;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.Money;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;

/** Priced lines in their table. */
final class PriceRows {
  /** What {@link #toLine} reads, beside the key and the currency. */
  static final String COLUMNS =
      """
      p.line, p.product, p.price_kind, p.fee_minor, p.months, p.timing, p.unit, p.step_units,
      p.tier_kind, p.tiers::text as tiers, p.allowance_units, p.applies_when::text as applies_when
      """;

  private PriceRows() {}

  static PriceLine toLine(Row row, Currency currency) {
    return new PriceLine(
        row.getInteger("line"),
        row.getString("product"),
        toPrice(row, currency),
        toConditions(row.getString("applies_when")));
  }

  private static Price toPrice(Row row, Currency currency) {
    return switch (OfferLine.Kind.valueOf(row.getString("price_kind"))) {
      case RECURRING ->
          new Price.Recurring(
              fee(row, currency),
              row.getInteger("months"),
              Timing.valueOf(row.getString("timing")));
      case ONE_TIME -> new Price.OneTime(fee(row, currency));
      case PER_EVENT -> new Price.PerEvent(fee(row, currency));
      case PER_UNIT ->
          new Price.PerUnit(
              Unit.valueOf(row.getString("unit")),
              row.getLong("step_units"),
              new Tiers(
                  Tiers.Kind.valueOf(row.getString("tier_kind")), toTiers(row.getString("tiers"))),
              row.getLong("allowance_units"));
    };
  }

  private static Money fee(Row row, Currency currency) {
    return new Money(row.getLong("fee_minor"), currency);
  }

  private static List<Tiers.Tier> toTiers(String json) {
    return Arrays.stream(Json.read(json, OfferLine.Tier[].class))
        .map(tier ->
            new Tiers.Tier(tier.upTo().orElse(Long.MAX_VALUE), new BigDecimal(tier.price())))
        .toList();
  }

  private static Map<String, String> toConditions(String json) {
    Map<String, String> conditions = new LinkedHashMap<>();
    Json.read(json, com.fasterxml.jackson.databind.JsonNode.class)
        .properties()
        .forEach(entry -> conditions.put(entry.getKey(), entry.getValue().asText()));
    return conditions;
  }

  static void insert(Tx tx, OfferKey offer, int version, List<PriceLine> lines) {
    for (PriceLine line : lines) {
      insert(tx, offer, version, OfferLine.of(line));
    }
  }

  private static void insert(Tx tx, OfferKey offer, int version, OfferLine line) {
    tx.write(
        """
        insert into offer_price (offer_kind, code, version, line, product, price_kind, fee_minor,
          months, timing, unit, step_units, tier_kind, tiers, allowance_units, applies_when)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::text::jsonb, $14,
          $15::text::jsonb)
        """,
        offer.kind().name(),
        offer.code(),
        version,
        line.line(),
        line.product(),
        line.kind().name(),
        orNull(line.fee().map(Money::minor)),
        orNull(line.months()),
        orNull(line.timing().map(Enum::name)),
        orNull(line.unit().map(Enum::name)),
        orNull(line.step()),
        orNull(line.tierKind().map(Enum::name)),
        line.tiers().isEmpty() ? null : Json.write(line.tiers()),
        orNull(line.allowance()),
        Json.write(line.when()));
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }
}
