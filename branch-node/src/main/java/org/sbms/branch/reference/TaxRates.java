package org.sbms.branch.reference;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

/**
 * The taxes of an area on a day. An area inside a country has its own layers, and the country's
 * where it has none at that place. Several codes at one layer are alternatives for special goods:
 * the standard one comes first by its code ({@code vat} before {@code vat-reduced}).
 */
public final class TaxRates {
  private final ReferenceCache.View<List<DatasetRow>> rows;

  TaxRates(ReferenceCache cache) {
    rows = cache.view(Datasets.TAXES, List::copyOf);
  }

  /** Lower layers first; none where the area is not taxed. */
  public List<TaxLayer> of(String area, LocalDate day) {
    TreeMap<Integer, TaxLayer> layers = new TreeMap<>();
    put(layers, country(area), day);
    if (!country(area).equals(area)) {
      TreeMap<Integer, TaxLayer> own = new TreeMap<>();
      put(own, area, day);
      layers.putAll(own);
    }
    return List.copyOf(layers.values());
  }

  private static String country(String area) {
    int dash = area.indexOf('-');
    return dash < 0 ? area : area.substring(0, dash);
  }

  private void put(TreeMap<Integer, TaxLayer> layers, String area, LocalDate day) {
    for (DatasetRow row : rows.get()) {
      if (row.get("area").equals(area) && row.holdsOn(day)) {
        layers.merge(
            Integer.parseInt(row.get("layer")),
            toLayer(row),
            (one, other) -> one.code().compareTo(other.code()) <= 0 ? one : other);
      }
    }
  }

  private static TaxLayer toLayer(DatasetRow row) {
    return new TaxLayer(
        Integer.parseInt(row.get("layer")),
        row.get("code"),
        new BigDecimal(row.get("percent")),
        row.get("basis").equals("inclusive"),
        row.get("compound").equals("true"));
  }
}
