package org.sbms.branch.catalog;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.sbms.contract.Operation;

/**
 * Writes the draft of an offer's next version, whole; of its first one if there is no such offer.
 *
 * @param eligibility for each attribute, the values of which a subscriber must have one
 */
public record SaveDraft(
    OfferKey offer,
    String name,
    LocalDate validFrom,
    OfferVersion.Existing existing,
    String note,
    List<OfferLine> lines,
    Map<String, List<String>> eligibility)
    implements Operation<Offer> {

  public SaveDraft {
    lines = List.copyOf(lines);
    eligibility = Map.copyOf(eligibility);
  }
}
