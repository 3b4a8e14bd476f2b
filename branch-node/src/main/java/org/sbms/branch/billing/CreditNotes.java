package org.sbms.branch.billing;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.catalog.OfferKey;
import org.sbms.branch.catalog.OfferKind;
import org.sbms.branch.catalog.Product;
import org.sbms.branch.charge.ChargeKind;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.pricing.Period;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.branch.pricing.Taxed;
import org.sbms.branch.pricing.Taxes;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.billing.InvoiceHead;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.Stake;
import org.sbms.kit.operation.UuidV7;

/**
 * Corrects invoices, which never change themselves. Each line is given back once, with exactly its
 * taxes; the note pays the invoice as far as it is open, and the rest is credit.
 */
final class CreditNotes {
  private final BranchCode branch;
  private final Accounts accounts;
  private final BusinessDays days;
  private final Ledger ledger;
  private final OfferCatalog catalog;
  private final Clock clock;
  private final RandomGenerator random;

  CreditNotes(
      BranchCode branch,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      OfferCatalog catalog,
      Clock clock,
      RandomGenerator random) {
    this.branch = branch;
    this.accounts = accounts;
    this.days = days;
    this.ledger = ledger;
    this.catalog = catalog;
    this.clock = clock;
    this.random = random;
  }

  /** What the note gives back; the account is locked, so that it stays true. */
  Optional<Stake> stake(IssueCreditNote order, Tx tx) {
    return decide(tx, order) instanceof Outcome.Done<Decided>(Decided decided)
            && decided.bill().gross().isNegative()
        ? Optional.of(new Stake(branch, decided.bill().gross().negated()))
        : Optional.empty();
  }

  Outcome<InvoiceHead> issue(Command<IssueCreditNote> command, Tx tx) {
    LocalDate today = days.open(tx);
    return switch (decide(tx, command.operation())) {
      case Outcome.Done<Decided>(Decided decided) ->
          Outcome.done(
              write(
                  tx,
                  decided,
                  command.operation().reason().strip(),
                  command.caller().actor().login(),
                  today));
      case Outcome.Refused<Decided>(Refusal refusal) -> Outcome.refused(refusal);
      case Outcome.Unknown<Decided>(String why) -> new Outcome.Unknown<>(why);
    };
  }

  /**
   * @param originals the charges that are given back, line by line
   */
  private record Decided(
      InvoiceHead invoice,
      UUID customer,
      String language,
      String template,
      int templateVersion,
      List<UUID> originals,
      Bill bill) {}

  private Outcome<Decided> decide(Tx tx, IssueCreditNote order) {
    Optional<Row> found =
        tx.one(row -> row, "select * from invoice where id = $1", order.invoice());
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such invoice.");
    }
    InvoiceHead invoice = InvoiceReading.head(found.get());
    if (invoice.creditNote()) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "A credit note is not corrected.");
    }
    accounts.lock(tx, List.of(invoice.account()));
    Map<Integer, Row> open = notGivenBack(tx, invoice);
    Set<Integer> wanted = order.lines().isEmpty() ? open.keySet() : new TreeSet<>(order.lines());
    if (!open.keySet().containsAll(wanted)) {
      return Outcome.refused(
          Refusal.invalid("lines", "must be lines of the invoice that are not given back yet"));
    }
    if (wanted.isEmpty()) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "All lines of the invoice are given back already.");
    }
    List<Row> rows = wanted.stream().map(open::get).toList();
    Bill bill = bill(tx, invoice, rows);
    if (bill.gross().isPositive()) {
      return Outcome.refused(Refusal.invalid("lines", "must come to something that is given back"));
    }
    return Outcome.done(
        new Decided(
            invoice,
            found.get().getUUID("customer_id"),
            found.get().getString("language"),
            found.get().getString("template"),
            found.get().getInteger("template_version"),
            rows.stream().map(row -> row.getUUID("id")).toList(),
            bill));
  }

  private static Map<Integer, Row> notGivenBack(Sql sql, InvoiceHead invoice) {
    Map<Integer, Row> lines = new LinkedHashMap<>();
    sql.run(
            """
            select * from charge c where (account = $1 or payer = $1) and invoice_id = $2
              and not exists (
              select from charge g where g.source = 'credit-note' and g.source_id = c.id::text)
            order by line
            """,
            invoice.account().value(),
            invoice.id())
        .forEach(row -> lines.put(row.getInteger("line"), row));
    return lines;
  }

  private Bill bill(Sql sql, InvoiceHead invoice, List<Row> rows) {
    OfferCatalog.Snapshot prices = catalog.snapshot(sql);
    List<TaxLayer> layers = layers(sql, invoice);
    List<Bill.Line> lines = new ArrayList<>();
    Map<TaxLayer, Money[]> sums = new LinkedHashMap<>();
    for (Row row : rows) {
      lines.add(line(row, prices, invoice.total().currency()));
      taxes(row, layers, invoice.total().currency())
          .forEach((layer, parts) ->
              sums.merge(
                  layer,
                  parts,
                  (one, other) -> new Money[] {one[0].plus(other[0]), one[1].plus(other[1])}));
    }
    Money zero = Money.zero(invoice.total().currency());
    Money net = lines.stream().map(Bill.Line::net).reduce(zero, Money::plus);
    Money gross = lines.stream().map(Bill.Line::gross).reduce(zero, Money::plus);
    List<Bill.Tax> taxes = new ArrayList<>();
    sums.forEach((layer, parts) -> taxes.add(new Bill.Tax(layer, parts[0], parts[1])));
    return new Bill(
        new Period(invoice.from(), invoice.until()),
        lines,
        taxes,
        net,
        gross.minus(net),
        gross,
        gross);
  }

  private Bill.Line line(Row row, OfferCatalog.Snapshot prices, Currency currency) {
    String product = row.getString("product");
    @Nullable String offer = row.getString("offer");
    @Nullable Long quantity = row.getLong("quantity");
    @Nullable String unit = row.getString("unit");
    return new Bill.Line(
        Optional.empty(),
        ChargeKind.ADJUSTMENT,
        offer == null
            ? Optional.empty()
            : Optional.of(new OfferKey(OfferKind.valueOf(row.getString("offer_kind")), offer)),
        product,
        row.getString("text"),
        new Period(row.getLocalDate("period_from"), row.getLocalDate("period_until")),
        row.getLocalDate("charged_on"),
        quantity == null ? 1 : quantity,
        unit == null ? "" : unit,
        new Money(-row.getLong("amount_minor"), currency),
        new Money(-row.getLong("net_minor"), currency),
        new Money(-row.getLong("gross_minor"), currency),
        false,
        prices.product(product).map(Product::revenueAccount).orElse(Chart.REVENUE.code()));
  }

  private static List<TaxLayer> layers(Sql sql, InvoiceHead invoice) {
    return sql.list(
        row ->
            new TaxLayer(
                row.getInteger("layer"),
                row.getString("code"),
                row.getBigDecimal("percent"),
                row.getBoolean("inclusive"),
                row.getBoolean("compound")),
        """
        select * from invoice_tax where invoice_id = $1
        order by layer, code, percent desc, inclusive, compound
        """,
        invoice.id());
  }

  /**
   * A line's taxes layer by layer, negative. They are worked out as they were; should rates have
   * changed within the invoice, the set of them that gives the line's tax is the right one.
   */
  private static Map<TaxLayer, Money[]> taxes(Row row, List<TaxLayer> layers, Currency currency) {
    Money amount = new Money(-row.getLong("amount_minor"), currency);
    Money tax = new Money(-row.getLong("tax_minor"), currency);
    if (tax.isZero()) {
      return Map.of();
    }
    Map<Integer, List<TaxLayer>> byLayer =
        layers.stream().collect(Collectors.groupingBy(TaxLayer::layer));
    for (List<TaxLayer> some : combinations(List.copyOf(byLayer.values()))) {
      Taxed taxed = Taxes.of(amount, some);
      if (taxed.tax().equals(tax)) {
        Map<TaxLayer, Money[]> parts = new LinkedHashMap<>();
        taxed
            .taxes()
            .forEach(part -> parts.put(part.layer(), new Money[] {part.base(), part.tax()}));
        return parts;
      }
    }
    throw new IllegalStateException("no taxes of the invoice give " + tax);
  }

  /**
   * One of each, or none of a layer that there was not yet; there are few layers, and more than one
   * rate of one only around a change.
   */
  private static List<List<TaxLayer>> combinations(List<List<TaxLayer>> layers) {
    List<List<TaxLayer>> all = new ArrayList<>(List.of(List.of()));
    for (List<TaxLayer> rates : layers) {
      List<List<TaxLayer>> longer = new ArrayList<>();
      for (List<TaxLayer> begun : all) {
        for (TaxLayer rate : rates) {
          List<TaxLayer> next = new ArrayList<>(begun);
          next.add(rate);
          longer.add(next);
        }
      }
      longer.addAll(all);
      all = longer;
    }
    return all;
  }

  private InvoiceHead write(Tx tx, Decided decided, String reason, String by, LocalDate today) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    UUID id = UuidV7.next(now, random);
    AccountNumber account = decided.invoice().account();
    Bill bill = decided.bill();
    ledger.post(tx, now, today, BillPostings.of(id, account.value(), bill));
    if (!bill.debit().isZero()) {
      accounts.change(tx, Map.of(account, -bill.debit().minor()));
    }
    long serial = InvoiceSeries.takeOne(tx, InvoiceKind.CREDIT_NOTE, today.getYear());
    String number = InvoiceKind.CREDIT_NOTE.number(branch.value(), today.getYear(), serial);
    tx.write(
        """
        insert into invoice (id, number, kind, corrects, account, customer_id, period_from,
          period_until, issued_on, due_on, currency, net_minor, tax_minor, total_minor, open_minor,
          reason, issued_by, language, template_version, template)
        values ($1, $2, 'CREDIT_NOTE', $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, 0, $13, $14,
          $15, $16, $17)
        """,
        id,
        number,
        decided.invoice().id(),
        account.value(),
        decided.customer(),
        bill.period().from(),
        bill.period().until(),
        today,
        bill.gross().currencyCode(),
        bill.net().minor(),
        bill.tax().minor(),
        bill.gross().minor(),
        reason,
        by,
        decided.language(),
        decided.templateVersion(),
        decided.template());
    lines(tx, id, account, decided, today, now);
    for (Bill.Tax tax : bill.taxes()) {
      tx.write(
          "insert into invoice_tax values ($1, $2, $3, $4, $5, $6, $7, $8)",
          id,
          tax.layer().layer(),
          tax.layer().code(),
          tax.layer().percent(),
          tax.layer().inclusive(),
          tax.layer().compound(),
          tax.base().minor(),
          tax.tax().minor());
    }
    payInvoice(tx, id, decided, now);
    return tx.one(InvoiceReading::head, "select * from invoice where id = $1", id).orElseThrow();
  }

  private void lines(
      Tx tx, UUID note, AccountNumber account, Decided decided, LocalDate today, Instant now) {
    for (int i = 0; i < decided.originals().size(); i++) {
      Bill.Line line = decided.bill().lines().get(i);
      tx.write(
          """
          insert into charge (id, account, kind, offer_kind, offer, product, text, period_from,
            period_until, charged_on, quantity, unit, amount_minor, net_minor, tax_minor,
            gross_minor, currency, booked, source, source_id, invoice_id, line)
          values ($1, $2, 'ADJUSTMENT', $3, $4, $5, $6, $7, $8, $9, $10, nullif($11, ''), $12, $13,
            $14, $15, $16, false, 'credit-note', $17, $18, $19)
          """,
          UuidV7.next(now, random),
          account.value(),
          line.offer().map(offer -> offer.kind().name()).orElse(null),
          line.offer().map(OfferKey::code).orElse(null),
          line.product(),
          line.text(),
          line.days().from(),
          line.days().until(),
          today,
          line.quantity(),
          line.unit(),
          line.amount().minor(),
          line.net().minor(),
          line.tax().minor(),
          line.gross().minor(),
          line.amount().currencyCode(),
          decided.originals().get(i).toString(),
          note,
          i + 1);
    }
  }

  /** As far as the corrected invoice is open, the note pays it before any other. */
  private static void payInvoice(Tx tx, UUID note, Decided decided, Instant now) {
    long gives = -decided.bill().gross().minor();
    long pays = Math.min(gives, decided.invoice().open().minor());
    if (pays <= 0) {
      return;
    }
    tx.write(
        "insert into allocation values ($1, 'credit-note', $2, $3, $4, true)",
        decided.invoice().id(),
        note.toString(),
        pays,
        now.atOffset(ZoneOffset.UTC));
    tx.write(
        "update invoice set open_minor = open_minor - $2 where id = $1",
        decided.invoice().id(),
        pays);
  }
}
