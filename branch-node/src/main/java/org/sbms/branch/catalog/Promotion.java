package org.sbms.branch.catalog;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.sbms.branch.pricing.Discount;
import org.sbms.kit.text.Language;

/**
 * A discount on recurring fees of some offers.
 *
 * @param cycles for how many months a subscriber has it; empty for as long as it has the offer
 * @param validFrom from when on it is given
 * @param validUntil the first day on which it is not given any more; who has it keeps it
 * @param bundle whether only who has all of its offers gets it
 * @param byCode whether one of its codes must be shown
 */
public record Promotion(
    String code,
    String nameEn,
    String nameRu,
    Discount discount,
    OptionalInt cycles,
    LocalDate validFrom,
    Optional<LocalDate> validUntil,
    boolean bundle,
    boolean byCode,
    boolean active,
    Set<OfferKey> offers) {

  public Promotion {
    offers = Set.copyOf(offers);
  }

  public boolean isGivenOn(LocalDate day) {
    return active
        && !day.isBefore(validFrom)
        && validUntil.map(until -> day.isBefore(until)).orElse(true);
  }

  public String name(Language language) {
    return switch (language) {
      case EN -> nameEn;
      case RU -> nameRu;
    };
  }
}
