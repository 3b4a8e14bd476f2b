package org.sbms.branch.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.contract.Money;

/**
 * An offer with all its versions, the newest first.
 *
 * @param national whether central keeps it; it is read-only here
 * @param sold whether anybody can take it
 */
public record Offer(
    OfferKind kind,
    String code,
    String name,
    String currency,
    boolean national,
    boolean sold,
    List<Version> versions) {

  /**
   * @param inForce whether its day has come
   * @param subscribers who have it now
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Version(
      int version,
      OfferVersion.State state,
      LocalDate validFrom,
      OfferVersion.Existing existing,
      String note,
      Money monthlyFee,
      List<OfferLine> lines,
      Map<String, List<String>> eligibility,
      String changedBy,
      Instant changedAt,
      Optional<String> publishedBy,
      Optional<Instant> publishedAt,
      boolean inForce,
      long subscribers) {

    public Version {
      lines = List.copyOf(lines);
      eligibility = Map.copyOf(eligibility);
    }
  }

  public Offer {
    versions = List.copyOf(versions);
  }

  public Optional<Version> draft() {
    return versions.stream()
        .filter(version -> version.state() == OfferVersion.State.DRAFT)
        .findFirst();
  }

  /** What is sold now: the version whose day came last. */
  public Optional<Version> current() {
    return versions.stream()
        .filter(Version::inForce)
        .max(java.util.Comparator.comparing(Version::validFrom));
  }

  public OfferKey key() {
    return new OfferKey(kind, code);
  }
}
