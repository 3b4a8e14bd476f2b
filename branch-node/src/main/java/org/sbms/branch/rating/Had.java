package org.sbms.branch.rating;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.branch.catalog.OfferKey;

/** An offer that a subscriber had, in a version, on whole days. */
record Had(OfferKey offer, int version, LocalDate since, Optional<LocalDate> until) {
  boolean on(LocalDate day) {
    return !day.isBefore(since) && until.map(day::isBefore).orElse(true);
  }
}
