package org.sbms.branch.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.pricing.Discount;
import org.sbms.contract.Money;

/**
 * A promotion as it is written: in a form, by the API.
 *
 * @param percent of the fee; only of kind PERCENT
 * @param amount off, or instead
 * @param cycles for how many months; absent for as long as the offer is had
 * @param validUntil the first day on which it is not given any more
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PromotionTerms(
    String code,
    String nameEn,
    String nameRu,
    Kind discount,
    Optional<String> percent,
    Optional<Money> amount,
    Optional<Integer> cycles,
    LocalDate validFrom,
    Optional<LocalDate> validUntil,
    boolean bundle,
    boolean byCode,
    boolean active,
    List<OfferKey> offers) {

  public enum Kind {
    PERCENT,
    FIXED,
    INSTEAD
  }

  public PromotionTerms {
    offers = List.copyOf(offers);
  }

  /**
   * @throws IllegalArgumentException with a sentence fit for a user
   */
  Discount toDiscount() {
    return switch (discount) {
      case PERCENT ->
          new Discount.Percent(
              percent
                  .flatMap(Money::plainDecimal)
                  .filter(value -> value.scale() <= 4)
                  .orElseThrow(() -> new IllegalArgumentException("must be a percentage")));
      case FIXED -> new Discount.Fixed(requiredAmount());
      case INSTEAD -> new Discount.Instead(requiredAmount());
    };
  }

  private Money requiredAmount() {
    return amount.orElseThrow(() -> new IllegalArgumentException("must be an amount"));
  }

  static PromotionTerms of(Promotion promotion) {
    Kind kind =
        switch (promotion.discount()) {
          case Discount.Percent _ -> Kind.PERCENT;
          case Discount.Fixed _ -> Kind.FIXED;
          case Discount.Instead _ -> Kind.INSTEAD;
        };
    Optional<BigDecimal> percent =
        promotion.discount() instanceof Discount.Percent(BigDecimal value)
            ? Optional.of(value.stripTrailingZeros())
            : Optional.empty();
    Optional<Money> amount =
        switch (promotion.discount()) {
          case Discount.Percent _ -> Optional.empty();
          case Discount.Fixed(Money off) -> Optional.of(off);
          case Discount.Instead(Money price) -> Optional.of(price);
        };
    return new PromotionTerms(
        promotion.code(),
        promotion.nameEn(),
        promotion.nameRu(),
        kind,
        percent.map(BigDecimal::toPlainString),
        amount,
        promotion.cycles().isPresent()
            ? Optional.of(promotion.cycles().getAsInt())
            : Optional.empty(),
        promotion.validFrom(),
        promotion.validUntil(),
        promotion.bundle(),
        promotion.byCode(),
        promotion.active(),
        promotion.offers().stream()
            .sorted(java.util.Comparator.comparing(OfferKey::kind).thenComparing(OfferKey::code))
            .toList());
  }
}
