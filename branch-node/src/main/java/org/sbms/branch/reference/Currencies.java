package org.sbms.branch.reference;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

/** The currencies of ISO 4217, and which of them we take. */
public final class Currencies {
  private final ReferenceCache.View<Map<String, Currency>> byCode;

  /**
   * @param minorUnits decimal places; empty for what is no money, such as gold
   */
  public record Currency(
      String code,
      LocalText name,
      Optional<Integer> minorUnits,
      boolean accepted,
      DatasetRow row) {}

  Currencies(ReferenceCache cache) {
    byCode =
        cache.view(
            Datasets.CURRENCIES,
            rows ->
                rows.stream()
                    .map(Currencies::currency)
                    .collect(Collectors.toMap(Currency::code, Function.identity())));
  }

  public boolean isAccepted(String code, LocalDate day) {
    return find(code).map(c -> c.accepted() && c.row().holdsOn(day)).orElse(false);
  }

  public Optional<Currency> find(String code) {
    return Optional.ofNullable(byCode.get().get(code));
  }

  public List<Currency> accepted(LocalDate day) {
    return byCode.get().values().stream()
        .filter(c -> isAccepted(c.code(), day))
        .sorted(java.util.Comparator.comparing(Currency::code))
        .toList();
  }

  private static Currency currency(DatasetRow row) {
    return new Currency(
        row.key(),
        LocalText.of(row, "name"),
        row.find("minor_units").map(Integer::valueOf),
        row.flag("accepted"),
        row);
  }
}
