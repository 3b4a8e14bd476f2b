package org.sbms.contract.reference;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * One row of a dataset.
 *
 * @param key the values of the key columns, joined
 * @param values by column, in the spelling that is kept; an empty value is absent
 */
public record DatasetRow(String key, Map<String, String> values) {

  public DatasetRow {
    values = Map.copyOf(values);
  }

  /** The value, or the empty text. */
  public String get(String column) {
    return values.getOrDefault(column, "");
  }

  public Optional<String> find(String column) {
    return Optional.ofNullable(values.get(column));
  }

  public boolean flag(String column) {
    return get(column).equals("true");
  }

  public Optional<LocalDate> date(String column) {
    return find(column).map(LocalDate::parse);
  }

  /** Whether the row holds on that day; a missing end, or a missing pair of dates, is no limit. */
  public boolean holdsOn(LocalDate day) {
    return date(DatasetSpec.EFFECTIVE_FROM).map(from -> !day.isBefore(from)).orElse(true)
        && date(DatasetSpec.EFFECTIVE_TO).map(to -> !day.isAfter(to)).orElse(true);
  }
}
