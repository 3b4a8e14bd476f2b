package org.sbms.branch.partner;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.Money;

/**
 * What is shared with a partner, or taken from it.
 *
 * <p>The base of a bill's period is split over the tiers: each rate holds for the part of the base
 * within its tier. A part's amount is exact; their sum is rounded once, to the nearest minor unit,
 * a half away from zero. A base below zero (more given back than taken) is worked out as its
 * opposite, and so is the amount.
 *
 * @param product whose charges or subscribers count; empty for all
 * @param until the first day on which it does not hold
 */
public record ShareTerm(
    UUID id,
    Direction direction,
    Basis basis,
    String product,
    List<Tier> tiers,
    LocalDate since,
    Optional<LocalDate> until) {
  static final int MAX_TIERS = 10;
  static final int MAX_PLACES = 4;

  public enum Direction {
    /** We owe it to the partner. */
    EARNS,
    /** The partner owes it to us. */
    PAYS
  }

  public enum Basis {
    /** Money that reached the balances of its subscribers, less what went back. */
    COLLECTED,
    /** The net of its subscribers' invoices and credit notes. */
    BILLED,
    /** How many it has who are served on the last day. */
    SUBSCRIBERS
  }

  /**
   * A tier.
   *
   * @param upTo minor units, or subscribers; the last has none
   * @param rate per cent, or an amount in major units for each subscriber
   */
  public record Tier(Optional<Long> upTo, BigDecimal rate) {}

  public ShareTerm {
    tiers = List.copyOf(tiers);
  }

  /** The days of a period on which it holds. */
  Optional<Period> within(Period period) {
    LocalDate end = until.filter(day -> day.isBefore(period.until())).orElse(period.until());
    return since.isBefore(end) ? new Period(since, end).overlap(period) : Optional.empty();
  }

  Money amount(long base, Money zero) {
    BigDecimal inMajor =
        basis == Basis.SUBSCRIBERS
            ? BigDecimal.ONE
            : BigDecimal.ONE.movePointLeft(2 + zero.currency().getDefaultFractionDigits());
    BigDecimal sum = BigDecimal.ZERO;
    long below = 0;
    long size = Math.absExact(base);
    for (Tier tier : tiers) {
      long reached = Math.min(size, tier.upTo().orElse(Long.MAX_VALUE));
      sum = sum.add(tier.rate().multiply(BigDecimal.valueOf(reached - below)));
      if (reached == size) {
        break;
      }
      below = reached;
    }
    long minor =
        sum.multiply(inMajor)
            .movePointRight(zero.currency().getDefaultFractionDigits())
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact();
    return new Money(base < 0 ? -minor : minor, zero.currency());
  }

  /** As it is read: {@code 10 %}, or {@code 0–1000.00: 10 %; 1000.00–: 12 %}. */
  public String rates(String currency) {
    List<String> parts = new ArrayList<>();
    String below = "0";
    for (Tier tier : tiers) {
      String rate = tier.rate().stripTrailingZeros().toPlainString();
      String shown =
          basis == Basis.SUBSCRIBERS
              ? Money.parse(rate, currency).amount() + " " + currency
              : rate + " %";
      String upTo = tier.upTo().map(bound -> bound(bound, currency)).orElse("");
      parts.add(tiers.size() == 1 ? shown : below + "–" + upTo + ": " + shown);
      below = upTo;
    }
    return String.join("; ", parts);
  }

  private String bound(long upTo, String currency) {
    return basis == Basis.SUBSCRIBERS
        ? Long.toString(upTo)
        : Money.ofMinor(upTo, currency).amount();
  }

  /** What is wrong with the tiers, if anything. */
  static Optional<String> problem(Basis basis, List<Tier> tiers, int moneyPlaces) {
    if (tiers.isEmpty() || tiers.size() > MAX_TIERS) {
      return Optional.of("must be 1 to " + MAX_TIERS + " tiers");
    }
    int places = basis == Basis.SUBSCRIBERS ? moneyPlaces : MAX_PLACES;
    long below = 0;
    for (int i = 0; i < tiers.size(); i++) {
      Tier tier = tiers.get(i);
      boolean last = i == tiers.size() - 1;
      if (last != tier.upTo().isEmpty()) {
        return Optional.of("must each have a bound, save the last");
      }
      if (!last && tier.upTo().orElseThrow() <= below) {
        return Optional.of("must each reach further than the one before");
      }
      below = tier.upTo().orElse(below);
      if (tier.rate().signum() < 0 || tier.rate().stripTrailingZeros().scale() > places) {
        return Optional.of("must have rates of zero or more with at most " + places + " places");
      }
      if (basis != Basis.SUBSCRIBERS && tier.rate().compareTo(BigDecimal.valueOf(100)) > 0) {
        return Optional.of("must not be above 100 per cent");
      }
      if (tier.rate().compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
        return Optional.of("must not be above 1000000 a subscriber");
      }
    }
    return Optional.empty();
  }
}
