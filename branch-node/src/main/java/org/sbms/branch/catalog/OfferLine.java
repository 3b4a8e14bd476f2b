package org.sbms.branch.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.pricing.Price;
import org.sbms.branch.pricing.PriceLine;
import org.sbms.branch.pricing.Tiers;
import org.sbms.branch.pricing.Timing;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.Money;

/**
 * A priced line as it is written: in a form, by the API, in the table. Which fields it has depends
 * on its kind; {@link #toPriceLine} says what is wrong with one.
 *
 * @param tiers the last has no bound
 * @param when attribute and the value it must have
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record OfferLine(
    int line,
    String product,
    Kind kind,
    Optional<Money> fee,
    Optional<Integer> months,
    Optional<Timing> timing,
    Optional<Unit> unit,
    Optional<Long> step,
    Optional<Tiers.Kind> tierKind,
    List<Tier> tiers,
    Optional<Long> allowance,
    Map<String, String> when) {

  public enum Kind {
    RECURRING,
    ONE_TIME,
    PER_EVENT,
    PER_UNIT
  }

  /**
   * @param upTo absent for the last
   * @param price of a unit, a decimal in major units
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Tier(Optional<Long> upTo, String price) {}

  public OfferLine {
    tiers = tiers == null ? List.of() : List.copyOf(tiers);
    when = when == null ? Map.of() : Map.copyOf(when);
  }

  static OfferLine recurring(int line, String product, Money fee, int months, Timing timing) {
    return new OfferLine(
        line,
        product,
        Kind.RECURRING,
        Optional.of(fee),
        Optional.of(months),
        Optional.of(timing),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  /**
   * @throws IllegalArgumentException with a sentence fit for a user
   */
  public PriceLine toPriceLine() {
    return new PriceLine(line, product, price(), when);
  }

  private Price price() {
    return switch (kind) {
      case RECURRING ->
          new Price.Recurring(requiredFee(), months.orElse(1), timing.orElse(Timing.ADVANCE));
      case ONE_TIME -> new Price.OneTime(requiredFee());
      case PER_EVENT -> new Price.PerEvent(requiredFee());
      case PER_UNIT ->
          new Price.PerUnit(
              unit.orElseThrow(() -> new IllegalArgumentException("must name a unit")),
              step.orElse(1L),
              new Tiers(tierKind.orElse(Tiers.Kind.GRADUATED), pricedTiers()),
              allowance.orElse(0L));
    };
  }

  private Money requiredFee() {
    return fee.orElseThrow(() -> new IllegalArgumentException("must have a fee"));
  }

  private List<Tiers.Tier> pricedTiers() {
    List<Tiers.Tier> priced = new ArrayList<>();
    for (Tier tier : tiers) {
      BigDecimal price =
          Money.plainDecimal(tier.price())
              .orElseThrow(
                  () -> new IllegalArgumentException("must have prices such as 2.50 in its tiers"));
      priced.add(new Tiers.Tier(tier.upTo().orElse(Long.MAX_VALUE), price));
    }
    return priced;
  }

  public static OfferLine of(PriceLine line) {
    return switch (line.price()) {
      case Price.Recurring(Money fee, int months, Timing timing) ->
          with(line, recurring(line.line(), line.product(), fee, months, timing));
      case Price.OneTime(Money fee) -> with(line, feeOnly(line, Kind.ONE_TIME, fee));
      case Price.PerEvent(Money fee) -> with(line, feeOnly(line, Kind.PER_EVENT, fee));
      case Price.PerUnit(Unit unit, long step, Tiers tiers, long allowance) ->
          new OfferLine(
              line.line(),
              line.product(),
              Kind.PER_UNIT,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(unit),
              Optional.of(step),
              Optional.of(tiers.kind()),
              tiers.tiers().stream().map(OfferLine::tier).toList(),
              Optional.of(allowance),
              line.when());
    };
  }

  private static OfferLine feeOnly(PriceLine line, Kind kind, Money fee) {
    return new OfferLine(
        line.line(),
        line.product(),
        kind,
        Optional.of(fee),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  private static OfferLine with(PriceLine line, OfferLine plain) {
    return new OfferLine(
        plain.line,
        plain.product,
        plain.kind,
        plain.fee,
        plain.months,
        plain.timing,
        plain.unit,
        plain.step,
        plain.tierKind,
        plain.tiers,
        plain.allowance,
        line.when());
  }

  private static Tier tier(Tiers.Tier tier) {
    return new Tier(
        Optional.of(tier.upToUnits()).filter(bound -> bound != Long.MAX_VALUE),
        tier.pricePerUnit().toPlainString());
  }
}
