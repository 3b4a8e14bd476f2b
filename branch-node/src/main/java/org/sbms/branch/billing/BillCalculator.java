package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.branch.billing.BilledAccount.OpenCharge;
import org.sbms.branch.billing.BilledAccount.Terms;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.Product;
import org.sbms.branch.charge.ChargeKind;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.branch.pricing.Taxed;
import org.sbms.contract.Money;
import org.sbms.kit.text.Language;

/**
 * Bills one account: values in, a bill out. The bill has the charges that have waited for it and
 * the fees that are due; each line has its taxes, worked out and rounded by itself, so that lines
 * sum to the bill. Taxes are those of the line's first day, also where a bill months later corrects
 * it.
 */
final class BillCalculator {
  private static final int MAX_LINES = 10_000;

  private final OfferCatalog.Snapshot catalog;
  private final FeeLines prices;
  private final Function<OfferKey, String> names;
  private final Words words;
  private final TaxBook taxes;

  /** What a bill says beside names. */
  interface Words {
    /** The name of a line that corrects an earlier one. */
    String correction(Language language, String name);
  }

  /**
   * @param names of offers
   */
  BillCalculator(
      OfferCatalog.Snapshot catalog, Function<OfferKey, String> names, Words words, TaxBook taxes) {
    this.catalog = catalog;
    this.prices = new FeeLines(catalog);
    this.names = names;
    this.words = words;
    this.taxes = taxes;
  }

  Billing bill(BilledAccount account, LocalDate day) {
    LocalDate from = account.billedFrom();
    if (from.isAfter(day)) {
      return new Billing.NotDue();
    }
    Terms terms = account.terms();
    Period today = terms.cycle().containing(day, terms.cycleSince());
    Period period = new Period(from, today.until());
    List<Bill.Line> lines = new ArrayList<>();
    List<Taxed> taxed = new ArrayList<>();
    for (OpenCharge charge : account.open()) {
      if (charge.subscriber().isEmpty()) {
        add(lines, taxed, charge, terms);
      }
    }
    for (FeesDue.Fee fee :
        new FeesDue(catalog, prices, account, today.until(), today.from()).find()) {
      taxed.add(taxed(fee.amount(), fee.kind(), fee.product(), fee.days(), terms));
      lines.add(fee(fee, taxed.getLast(), terms, day));
    }
    for (OpenCharge charge : account.open()) {
      if (charge.subscriber().isPresent()) {
        add(lines, taxed, charge, terms);
      }
    }
    if (lines.size() > MAX_LINES) {
      throw new IllegalStateException("a bill of more than " + MAX_LINES + " lines");
    }
    if (lines.isEmpty()) {
      return new Billing.Nothing(period.until());
    }
    Bill bill = sum(period, lines, taxed, account);
    if (account.isPaidByAnother()) {
      return new Billing.PaidByAnother(bill);
    }
    return isCovered(bill, account)
        ? new Billing.Billed(bill)
        : new Billing.NotCovered(bill, new Money(account.balanceMinor(), account.currency()));
  }

  private static boolean isCovered(Bill bill, BilledAccount account) {
    return account.terms().mode() != BillingMode.PREPAID
        || !bill.debit().isPositive()
        || account.balanceMinor() - bill.debit().minor() >= -account.terms().creditLimitMinor();
  }

  private void add(List<Bill.Line> lines, List<Taxed> taxed, OpenCharge charge, Terms terms) {
    Taxed ofLine = taxed(charge.amount(), charge.kind(), charge.product(), charge.days(), terms);
    taxed.add(ofLine);
    lines.add(waiting(charge, ofLine));
  }

  private Bill.Line waiting(OpenCharge charge, Taxed taxed) {
    return new Bill.Line(
        Optional.of(charge.id()),
        charge.kind(),
        charge.offer(),
        charge.product(),
        charge.text(),
        charge.days(),
        charge.chargedOn(),
        charge.quantity(),
        charge.unit(),
        charge.amount(),
        taxed.net(),
        taxed.gross(),
        charge.booked(),
        revenueAccount(charge.product()));
  }

  private Bill.Line fee(FeesDue.Fee fee, Taxed taxed, Terms terms, LocalDate day) {
    return new Bill.Line(
        Optional.empty(),
        fee.kind(),
        Optional.of(fee.offer()),
        fee.product(),
        text(fee, terms.language()),
        fee.days(),
        day,
        1,
        "",
        fee.amount(),
        taxed.net(),
        taxed.gross(),
        false,
        revenueAccount(fee.product()));
  }

  private String text(FeesDue.Fee fee, Language language) {
    String offer = names.apply(fee.offer());
    String name =
        catalog
            .product(fee.product())
            .map(product -> offer + " · " + product.name(language))
            .orElse(offer);
    return fee.correction() ? words.correction(language, name) : name;
  }

  /** A penalty is no price of a service, and not taxed. */
  private Taxed taxed(Money amount, ChargeKind kind, String product, Period days, Terms terms) {
    boolean taxable =
        kind != ChargeKind.PENALTY && catalog.product(product).map(Product::taxable).orElse(true);
    return taxable ? taxes.of(amount, terms.taxArea(), days.from()) : taxes.untaxed(amount);
  }

  private String revenueAccount(String product) {
    return catalog.product(product).map(Product::revenueAccount).orElse(Chart.REVENUE.code());
  }

  private static Bill sum(
      Period period, List<Bill.Line> lines, List<Taxed> ofLines, BilledAccount account) {
    long net = 0;
    long gross = 0;
    long booked = 0;
    Map<TaxLayer, long[]> layers = new LinkedHashMap<>();
    for (Bill.Line line : lines) {
      net = Math.addExact(net, line.net().minor());
      gross = Math.addExact(gross, line.gross().minor());
      booked = Math.addExact(booked, line.bookedAmount().minor());
    }
    for (Taxed ofLine : ofLines) {
      for (Taxed.TaxAmount tax : ofLine.taxes()) {
        long[] sums = layers.computeIfAbsent(tax.layer(), _ -> new long[2]);
        sums[0] = Math.addExact(sums[0], tax.base().minor());
        sums[1] = Math.addExact(sums[1], tax.tax().minor());
      }
    }
    List<Bill.Tax> taxed = new ArrayList<>();
    layers.forEach((layer, sums) ->
        taxed.add(
            new Bill.Tax(
                layer,
                new Money(sums[0], account.currency()),
                new Money(sums[1], account.currency()))));
    return new Bill(
        period,
        lines,
        taxed,
        new Money(net, account.currency()),
        new Money(gross - net, account.currency()),
        new Money(gross, account.currency()),
        new Money(gross - booked, account.currency()));
  }
}
