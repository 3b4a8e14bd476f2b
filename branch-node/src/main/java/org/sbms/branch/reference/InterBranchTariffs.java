package org.sbms.branch.reference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

/** What one branch leaves to the other of what it does for it. */
public final class InterBranchTariffs {
  private static final String ANY = "*";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final ReferenceCache.View<List<DatasetRow>> rows;

  /** What the tariff is for; named as in the dataset. */
  public enum Work {
    PAYMENT("payment"),
    GOODS("goods"),
    SERVICE("service");

    private final String code;

    Work(String code) {
      this.code = code;
    }
  }

  /** A part in per cent and a fixed one, together between two bounds. */
  public record Tariff(BigDecimal percent, Money fixed, Optional<Money> min, Optional<Money> max) {

    /**
     * The tariff's part of an amount: never more than the amount itself. The part in per cent is
     * rounded half up to minor units; what that leaves over stays in the rest.
     */
    public Money of(Money amount) {
      long part =
          BigDecimal.valueOf(amount.minor())
              .multiply(percent)
              .divide(HUNDRED, 0, RoundingMode.HALF_UP)
              .longValueExact();
      Money wanted = new Money(part, amount.currency()).plus(fixed);
      Money atLeast = min.filter(low -> low.compareTo(wanted) > 0).orElse(wanted);
      Money atMost = max.filter(high -> high.compareTo(atLeast) < 0).orElse(atLeast);
      return atMost.compareTo(amount) > 0 ? amount : atMost;
    }
  }

  InterBranchTariffs(ReferenceCache cache) {
    rows = cache.view(Datasets.INTER_BRANCH_TARIFFS, List::copyOf);
  }

  /** The row that says most: both branches, then the origin, then the home, then any. */
  public Optional<Tariff> find(
      Work work, BranchCode origin, BranchCode home, Currency currency, LocalDate day) {
    return rows.get().stream()
        .filter(row -> row.get("operation").equals(work.code))
        .filter(row -> concerns(row, "origin", origin) && concerns(row, "home", home))
        .filter(row -> row.get("currency").equals(currency.getCurrencyCode()))
        .filter(row -> row.holdsOn(day))
        .min(
            Comparator.comparing((DatasetRow row) -> row.get("origin").equals(ANY))
                .thenComparing(row -> row.get("home").equals(ANY)))
        .map(row -> tariff(row, currency));
  }

  private static boolean concerns(DatasetRow row, String column, BranchCode branch) {
    return row.get(column).equals(ANY) || row.get(column).equals(branch.value());
  }

  private static Tariff tariff(DatasetRow row, Currency currency) {
    return new Tariff(
        new BigDecimal(row.get("percent")),
        Money.parse(row.get("fixed"), currency),
        row.find("min").map(amount -> Money.parse(amount, currency)),
        row.find("max").map(amount -> Money.parse(amount, currency)));
  }
}
