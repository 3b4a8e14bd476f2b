package org.sbms.branch.partner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.partner.PartnerBill.Item;
import org.sbms.branch.partner.PartnerBill.Line;
import org.sbms.branch.partner.PartnerBill.Tax;
import org.sbms.branch.partner.ShareTerm.Direction;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.branch.pricing.Taxed;
import org.sbms.branch.pricing.Taxes;
import org.sbms.contract.Money;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;

/** What a partner is billed, from terms and what its subscribers paid, were billed and are. */
final class BillDecisions {
  private BillDecisions() {}

  /** A term, the days on which it held, its product's name, and the base by subscriber. */
  record Measured(ShareTerm term, Period days, String productName, Map<String, Long> bases) {
    long base() {
      return bases.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }
  }

  record Sums(List<Line> lines, List<Tax> taxes, List<Item> items, Money net, Money total) {
    Money tax() {
      return total.minus(net);
    }
  }

  /**
   * Lines in the order of the terms; one whose base is zero is left out. Shares are negative: the
   * total is what the partner owes.
   *
   * @param layers of the partner's area on the day of issue
   */
  static Sums bill(List<Measured> all, boolean sharesTaxed, List<TaxLayer> layers, Money zero) {
    List<Line> lines = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    Map<Object, Tax> taxes = new LinkedHashMap<>();
    Money net = zero;
    Money total = zero;
    for (Measured measured : all) {
      ShareTerm term = measured.term();
      long base = measured.base();
      if (base == 0) {
        continue;
      }
      int number = lines.size() + 1;
      boolean earns = term.direction() == Direction.EARNS;
      Money amount = term.amount(base, zero);
      Taxed taxed =
          Taxes.of(earns ? amount.negated() : amount, earns && !sharesTaxed ? List.of() : layers);
      lines.add(line(number, measured, base, taxed, zero.currencyCode()));
      measured.bases().forEach((account, part) -> items.add(new Item(number, account, part)));
      taxed.taxes().forEach(part -> add(taxes, term.direction(), part));
      net = net.plus(taxed.net());
      total = total.plus(taxed.gross());
    }
    return new Sums(lines, List.copyOf(taxes.values()), items, net, total);
  }

  private static Line line(int number, Measured of, long base, Taxed taxed, String currency) {
    return new Line(
        number,
        of.term().direction(),
        of.term().basis(),
        of.term().product(),
        of.productName(),
        of.days(),
        of.term().rates(currency),
        base,
        taxed.net(),
        taxed.tax(),
        taxed.gross());
  }

  private record Layer(Direction direction, TaxLayer layer) {}

  private static void add(Map<Object, Tax> taxes, Direction direction, Taxed.TaxAmount part) {
    TaxLayer layer = part.layer();
    taxes.merge(
        new Layer(direction, layer),
        new Tax(
            direction,
            layer.layer(),
            layer.code(),
            layer.percent(),
            layer.inclusive(),
            part.base(),
            part.tax()),
        (one, other) ->
            new Tax(
                one.direction(),
                one.layer(),
                one.code(),
                one.percent(),
                one.inclusive(),
                one.base().plus(other.base()),
                one.tax().plus(other.tax())));
  }

  /** The same bill with every amount turned. */
  static Sums turned(List<Line> lines, List<Tax> taxes, List<Item> items, Money net, Money total) {
    return new Sums(
        lines.stream()
            .map(line ->
                new Line(
                    line.line(),
                    line.direction(),
                    line.basis(),
                    line.product(),
                    line.productName(),
                    line.days(),
                    line.rates(),
                    -line.base(),
                    line.net().negated(),
                    line.tax().negated(),
                    line.total().negated()))
            .toList(),
        taxes.stream()
            .map(tax ->
                new Tax(
                    tax.direction(),
                    tax.layer(),
                    tax.code(),
                    tax.percent(),
                    tax.inclusive(),
                    tax.base().negated(),
                    tax.tax().negated()))
            .toList(),
        items.stream().map(item -> new Item(item.line(), item.account(), -item.base())).toList(),
        net.negated(),
        total.negated());
  }

  /** Fees earn, shares cost; the tax on fees is owed to the state, that on shares is set off. */
  static List<Posting> postings(UUID id, String kind, String partner, Sums sums) {
    List<Posting> postings = new ArrayList<>();
    for (Line line : sums.lines()) {
      LedgerAccount other =
          line.direction() == Direction.PAYS ? Chart.PARTNER_FEES : Chart.PARTNER_SHARES;
      add(postings, id, kind, partner, other, line.net());
    }
    for (Tax tax : sums.taxes()) {
      LedgerAccount other =
          tax.direction() == Direction.PAYS ? Chart.taxPayable(tax.code()) : Chart.PARTNER_TAX_PAID;
      add(postings, id, kind, partner, other, tax.tax());
    }
    return postings;
  }

  private static void add(
      List<Posting> postings,
      UUID id,
      String kind,
      String partner,
      LedgerAccount other,
      Money amount) {
    if (amount.isPositive()) {
      postings.add(new Posting(id, kind, Chart.PARTNERS, other, amount, partner));
    } else if (amount.isNegative()) {
      postings.add(new Posting(id, kind, other, Chart.PARTNERS, amount.negated(), partner));
    }
  }
}
