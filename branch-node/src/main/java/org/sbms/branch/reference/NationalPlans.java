package org.sbms.branch.reference;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.DatasetSpec;
import org.sbms.contract.reference.Datasets;

/** Rate plans that every branch sells alike. */
public final class NationalPlans {
  private final ReferenceCache.View<List<Version>> all;

  /**
   * What a plan costs for a while.
   *
   * @param kind mobile, internet, tv or bundle
   * @param until the first day on which it is not sold any more
   */
  public record Version(
      String code,
      String kind,
      LocalText name,
      Money monthlyFee,
      Optional<LocalDate> from,
      Optional<LocalDate> until) {}

  NationalPlans(ReferenceCache cache) {
    all =
        cache.view(
            Datasets.NATIONAL_PLANS, rows -> rows.stream().map(NationalPlans::version).toList());
  }

  /** The same list until reference data changes. */
  public List<Version> all() {
    return all.get();
  }

  private static Version version(DatasetRow row) {
    return new Version(
        row.get("code"),
        row.get("kind"),
        LocalText.of(row, "name"),
        Money.parse(row.get("monthly_fee"), row.get("currency")),
        row.date(DatasetSpec.EFFECTIVE_FROM),
        row.date(DatasetSpec.EFFECTIVE_TO).map(last -> last.plusDays(1)));
  }
}
