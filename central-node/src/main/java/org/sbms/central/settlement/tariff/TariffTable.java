package org.sbms.central.settlement.tariff;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.reference.DatasetRow;

/**
 * The tariffs of one version of reference data.
 *
 * @param base rows of {@code inter-branch-tariffs}, which hold from nothing on
 * @param tiers rows of {@code inter-branch-tariff-tiers}, which hold from an amount on
 * @param shares rows of {@code settlement-shares}, which go on top
 */
public record TariffTable(
    long version, List<DatasetRow> base, List<DatasetRow> tiers, List<DatasetRow> shares) {
  private static final String ANY = "*";
  private static final String FROM = "amount_from";

  /** What a tariff is for, as the datasets name it. */
  public enum Work {
    PAYMENT("payment"),
    REFUND("refund");

    private final String code;

    Work(String code) {
      this.code = code;
    }
  }

  public TariffTable {
    base = List.copyOf(base);
    tiers = List.copyOf(tiers);
    shares = List.copyOf(shares);
  }

  /** The row that says most of the agent, then of the origin, then of the home. */
  public Optional<Tariff> findShare(
      Agent agent,
      Work work,
      BranchCode origin,
      BranchCode home,
      Currency currency,
      LocalDate day) {
    return shares.stream()
        .filter(row -> row.get("kind").equals(agent.kind().inData()))
        .filter(row -> row.get("agent").equals(ANY) || row.get("agent").equals(agent.code()))
        .filter(row -> row.get("operation").equals(work.code))
        .filter(row -> concerns(row, "origin", origin) && concerns(row, "home", home))
        .filter(row -> row.get("currency").equals(currency.getCurrencyCode()))
        .filter(row -> row.holdsOn(day))
        .min(
            Comparator.comparing((DatasetRow row) -> row.get("agent").equals(ANY))
                .thenComparing(row -> row.get("origin").equals(ANY))
                .thenComparing(row -> row.get("home").equals(ANY)))
        .map(row -> tariff(row, currency));
  }

  /**
   * The row that says most of the two branches: both, then the origin, then the home, then any; and
   * of its tiers the highest that the amount reaches.
   */
  public Optional<Tariff> find(
      Work work, BranchCode origin, BranchCode home, Money amount, LocalDate day) {
    Currency currency = amount.currency();
    return Stream.concat(base.stream(), tiers.stream())
        .filter(row -> row.get("operation").equals(work.code))
        .filter(row -> concerns(row, "origin", origin) && concerns(row, "home", home))
        .filter(row -> row.get("currency").equals(currency.getCurrencyCode()))
        .filter(row -> row.holdsOn(day))
        .filter(row -> from(row, currency).compareTo(amount) <= 0)
        .min(
            Comparator.comparing((DatasetRow row) -> row.get("origin").equals(ANY))
                .thenComparing(row -> row.get("home").equals(ANY))
                .thenComparing(row -> from(row, currency), Comparator.reverseOrder()))
        .map(row -> tariff(row, currency));
  }

  private static Money from(DatasetRow row, Currency currency) {
    return row.find(FROM)
        .map(from -> Money.parse(from, currency))
        .orElseGet(() -> Money.zero(currency));
  }

  private static boolean concerns(DatasetRow row, String column, BranchCode branch) {
    return row.get(column).equals(ANY) || row.get(column).equals(branch.value());
  }

  private static Tariff tariff(DatasetRow row, Currency currency) {
    return new Tariff(
        new BigDecimal(row.get("percent")),
        Money.parse(row.get("fixed"), currency),
        row.find("min").map(amount -> Money.parse(amount, currency)),
        row.find("max").map(amount -> Money.parse(amount, currency)),
        row.find("tax_percent").map(BigDecimal::new).orElse(BigDecimal.ZERO));
  }
}
