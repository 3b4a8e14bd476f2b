package org.sbms.branch.catalog;

import java.util.Optional;
import org.sbms.branch.pricing.Unit;
import org.sbms.kit.text.Language;

/**
 * What a priced line is for, and a line of a bill later.
 *
 * @param unit what its usage is counted in; absent where nothing is counted
 * @param revenueAccount where its revenue is booked
 */
public record Product(
    String code,
    Kind kind,
    String nameEn,
    String nameRu,
    Optional<Unit> unit,
    String revenueAccount,
    boolean taxable,
    boolean sold) {

  public enum Kind {
    CHANNEL,
    BOUQUET,
    A_LA_CARTE,
    FREE_TO_AIR,
    PPC,
    PPV,
    IPPV,
    OPPV,
    NVOD,
    VOD,
    DVR,
    BROADBAND,
    TELEPHONY,
    EQUIPMENT_RENT,
    EQUIPMENT_LEASE,
    EQUIPMENT_SALE,
    ONE_TIME
  }

  public String name(Language language) {
    return switch (language) {
      case EN -> nameEn;
      case RU -> nameRu;
    };
  }
}
