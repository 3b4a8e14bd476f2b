package org.sbms.branch.catalog;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.Money;
import org.sbms.kit.text.Texts;

/** Says prices and conditions in a reader's words. */
public final class Words {
  private Words() {}

  /** What a line costs, in one sentence or two. */
  public static String price(Texts texts, OfferLine line) {
    return switch (line.kind()) {
      case RECURRING ->
          texts.t(
              "catalog.price.RECURRING." + line.timing().orElseThrow(),
              fee(texts, line),
              line.months().orElse(1));
      case ONE_TIME -> texts.t("catalog.price.ONE_TIME", fee(texts, line));
      case PER_EVENT -> texts.t("catalog.price.PER_EVENT", fee(texts, line));
      case PER_UNIT -> perUnit(texts, line);
    };
  }

  private static String fee(Texts texts, OfferLine line) {
    return line.fee().map(texts::money).orElse("");
  }

  private static String perUnit(Texts texts, OfferLine line) {
    String unit = texts.of("catalog.unit", line.unit().orElse(Unit.PIECE));
    String tiers =
        line.tiers().stream()
            .map(tier ->
                tier.upTo().isPresent()
                    ? texts.t(
                        "catalog.price.upTo",
                        decimal(texts, tier.price()),
                        unit,
                        texts.number(tier.upTo().get()))
                    : line.tiers().size() == 1
                        ? texts.t("catalog.price.each", decimal(texts, tier.price()), unit)
                        : texts.t("catalog.price.beyond", decimal(texts, tier.price()), unit))
            .collect(Collectors.joining("; "));
    StringBuilder said = new StringBuilder(tiers);
    if (line.tiers().size() > 1) {
      said.append(" · ").append(texts.t("catalog.price.kind." + line.tierKind().orElseThrow()));
    }
    line.allowance()
        .filter(units -> units > 0)
        .ifPresent(units ->
            said.append(" · ").append(texts.t("catalog.price.allowance", texts.number(units))));
    line.step()
        .filter(units -> units > 1)
        .ifPresent(
            units -> said.append(" · ").append(texts.t("catalog.price.step", texts.number(units))));
    return said.toString();
  }

  /** A decimal of ours as the reader writes it, with all its places. */
  private static String decimal(Texts texts, String number) {
    BigDecimal value = new BigDecimal(number);
    NumberFormat format = NumberFormat.getNumberInstance(texts.locale());
    format.setMinimumFractionDigits(Math.max(0, value.scale()));
    format.setMaximumFractionDigits(Math.max(0, value.scale()));
    return format.format(value);
  }

  /** Conditions as they are typed: {@code zone = abroad; plan = TV}. */
  public static String conditions(Map<String, String> when) {
    return when.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(condition -> condition.getKey() + " = " + condition.getValue())
        .collect(Collectors.joining("; "));
  }

  public static String discount(Texts texts, PromotionTerms terms) {
    return switch (terms.discount()) {
      case PERCENT ->
          texts.t("catalog.discount.PERCENT", decimal(texts, terms.percent().orElse("0")));
      case FIXED -> texts.t("catalog.discount.FIXED", terms.amount().map(texts::money).orElse(""));
      case INSTEAD ->
          texts.t("catalog.discount.INSTEAD", terms.amount().map(texts::money).orElse(""));
    };
  }

  static Map<String, String> options(Texts texts, String prefix, Enum<?>[] values) {
    Map<String, String> options = new LinkedHashMap<>();
    for (Enum<?> value : values) {
      options.put(value.name(), texts.of(prefix, value));
    }
    return options;
  }

  /** A number as people type it: with spaces, and with a comma for the point. */
  static Money amount(String text, java.util.Currency currency) {
    return Money.parse(text.replaceAll("\\s", "").replace(',', '.'), currency);
  }
}
