package org.sbms.branch.reference;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

/** The ways to pay. */
public final class PaymentSystems {
  private final ReferenceCache.View<List<PaymentSystem>> all;

  /**
   * @param code what a payment names as its method
   * @param method cash, card, bank, wallet, terminal or mobile
   * @param atDesk whether a cashier may take it
   */
  public record PaymentSystem(
      String code,
      LocalText name,
      String method,
      boolean atDesk,
      String currency,
      BigDecimal commissionPercent,
      Optional<Money> min,
      Optional<Money> max,
      DatasetRow row) {}

  PaymentSystems(ReferenceCache cache) {
    all =
        cache.view(
            Datasets.PAYMENT_SYSTEMS,
            rows -> rows.stream().map(PaymentSystems::paymentSystem).toList());
  }

  public List<PaymentSystem> on(LocalDate day) {
    return all.get().stream().filter(system -> system.row().holdsOn(day)).toList();
  }

  /** What a cashier may choose from. */
  public List<PaymentSystem> atDesk(LocalDate day) {
    return on(day).stream().filter(PaymentSystem::atDesk).toList();
  }

  public Optional<PaymentSystem> find(String code, LocalDate day) {
    return on(day).stream().filter(system -> system.code().equals(code)).findFirst();
  }

  private static PaymentSystem paymentSystem(DatasetRow row) {
    String currency = row.get("currency");
    return new PaymentSystem(
        row.key(),
        LocalText.of(row, "name"),
        row.get("method"),
        row.flag("at_desk"),
        currency,
        new BigDecimal(row.get("commission_percent")),
        row.find("min_amount").map(amount -> Money.parse(amount, currency)),
        row.find("max_amount").map(amount -> Money.parse(amount, currency)),
        row);
  }
}
