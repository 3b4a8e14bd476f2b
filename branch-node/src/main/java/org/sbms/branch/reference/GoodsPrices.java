package org.sbms.branch.reference;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.SupplyPurpose;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

/** What subscribers pay for goods. */
public final class GoodsPrices {
  private static final String ANY = "*";

  private final ReferenceCache.View<List<DatasetRow>> rows;

  /**
   * @param goods for the item itself
   * @param handling for the work with it
   */
  public record Price(Money goods, Money handling) {}

  GoodsPrices(ReferenceCache cache) {
    rows = cache.view(Datasets.GOODS_PRICES, List::copyOf);
  }

  /** A model's own price goes before that of any model. */
  public Optional<Price> find(
      EquipmentKind kind, String model, SupplyPurpose purpose, Currency currency, LocalDate day) {
    return rows.get().stream()
        .filter(row -> row.get("kind").equals(kind.wire()))
        .filter(row -> row.get("model").equals(model) || row.get("model").equals(ANY))
        .filter(row -> row.get("purpose").equals(purpose.wire()))
        .filter(row -> row.get("currency").equals(currency.getCurrencyCode()))
        .filter(row -> row.holdsOn(day))
        .min(Comparator.comparing(row -> row.get("model").equals(ANY)))
        .map(row ->
            new Price(
                Money.parse(row.get("price"), currency),
                Money.parse(row.get("handling"), currency)));
  }
}
