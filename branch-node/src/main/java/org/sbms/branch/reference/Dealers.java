package org.sbms.branch.reference;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

/** Dealers of national reach. */
public final class Dealers {
  private final ReferenceCache.View<List<DatasetRow>> all;

  Dealers(ReferenceCache cache) {
    all = cache.view(Datasets.DEALERS, rows -> rows);
  }

  /** Their names by code, of those that hold on the day. */
  public Map<String, LocalText> on(LocalDate day) {
    Map<String, LocalText> names = new TreeMap<>();
    all.get().stream()
        .filter(row -> row.holdsOn(day))
        .forEach(row -> names.put(row.get("code"), LocalText.of(row, "name")));
    return names;
  }
}
