package org.sbms.branch.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.Money;
import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.CopyRows;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.UuidV7;

/**
 * Writes a part of a run in the run's transaction: bills by COPY, balances and marks set by set.
 * Numbers are taken last, since from then on other parts wait for this one to commit.
 */
final class PartWriter {
  private static final int BYTES_A_LINE = 260;

  private final Bulk bulk;
  private final Ledger ledger;
  private final RandomGenerator random;
  private final Part part;

  /**
   * What is the same for all bills of a part.
   *
   * @param day that is billed
   * @param issuedOn the open business day
   */
  record Part(
      String branch,
      UUID run,
      String startedBy,
      LocalDate day,
      LocalDate issuedOn,
      int paymentTermDays,
      int templateVersion,
      Instant now) {}

  PartWriter(Bulk bulk, Ledger ledger, RandomGenerator random, Part part) {
    this.bulk = bulk;
    this.ledger = ledger;
    this.random = random;
    this.part = part;
  }

  private record Issued(UUID id, BilledAccount account, Bill bill) {
    InvoiceKind kind() {
      return bill.isCreditNote() ? InvoiceKind.CREDIT_NOTE : InvoiceKind.INVOICE;
    }
  }

  /** What the accounts' bills came to. */
  RunTally write(List<BilledResult> results) {
    List<Issued> issued = new ArrayList<>(results.size());
    Map<BilledAccount, Bill> stopped = new LinkedHashMap<>();
    List<BilledAccount> resumed = new ArrayList<>();
    List<ForPayer> forPayers = new ArrayList<>();
    Map<String, LocalDate> until = new java.util.TreeMap<>();
    RunTally tally = new RunTally();
    for (BilledResult result : results) {
      BilledAccount account = result.account();
      tally.add(result.billing());
      switch (result.billing()) {
        case Billing.Billed(Bill bill) -> {
          issued.add(new Issued(UuidV7.next(part.now(), random), account, bill));
          until.put(account.number(), bill.period().until());
          account.terms().stoppedSince().ifPresent(_ -> resumed.add(account));
        }
        case Billing.PaidByAnother(Bill bill) -> {
          forPayers.add(new ForPayer(account, bill));
          until.put(account.number(), bill.period().until());
          account.terms().stoppedSince().ifPresent(_ -> resumed.add(account));
        }
        case Billing.Nothing(LocalDate end) -> until.put(account.number(), end);
        case Billing.NotCovered(Bill bill, Money _) -> stopped.put(account, bill);
        case Billing.NotDue _ -> {}
      }
    }
    handOver(forPayers);
    lines(issued);
    postings(issued);
    balances(issued);
    keepStops(resumed);
    progress(until);
    stop(stopped);
    invoices(issued);
    return tally;
  }

  /** What another account pays for waits for that one's bill. */
  private record ForPayer(BilledAccount account, Bill bill) {
    Money booked() {
      return bill.gross().minus(bill.debit());
    }
  }

  private void handOver(List<ForPayer> parts) {
    if (parts.isEmpty()) {
      return;
    }
    CopyRows made = new CopyRows(parts.size() * 10 * BYTES_A_LINE);
    List<String> waited = new ArrayList<>();
    List<String> payers = new ArrayList<>();
    for (ForPayer part : parts) {
      for (Bill.Line line : part.bill.lines()) {
        if (line.openCharge().isPresent()) {
          waited.add(line.openCharge().get().toString());
          payers.add(part.account.payer());
        } else {
          copyForPayer(made, part.account, line);
        }
      }
    }
    bulk.copy(
        """
        charge (id, account, payer, kind, offer_kind, offer, product, text, period_from, period_until,
          charged_on, quantity, unit, amount_minor, net_minor, tax_minor, gross_minor, currency,
          booked)\
        """,
        made);
    int changed =
        bulk.run(
            """
            update charge c set payer = t.payer from unnest(?::uuid[], ?::text[]) as t (id, payer)
            where c.id = t.id and c.invoice_id is null and c.payer is null
            """,
            waited.toArray(String[]::new),
            payers.toArray(String[]::new));
    if (changed != waited.size()) {
      throw new IllegalStateException("handed over " + changed + " of " + waited.size());
    }
    carry(parts.stream().filter(part -> !part.booked().isZero()).toList());
  }

  /** Taxes are told apart where the charge comes on a bill. */
  private void copyForPayer(CopyRows out, BilledAccount account, Bill.Line line) {
    out.add(UuidV7.next(part.now(), random))
        .add(account.number())
        .add(account.payer())
        .add(line.kind().name())
        .add(line.offer().map(offer -> offer.kind().name()).orElse(null))
        .add(line.offer().map(offer -> offer.code()).orElse(null))
        .add(line.product())
        .add(line.text())
        .add(line.days().from())
        .add(line.days().until())
        .add(line.chargedOn())
        .add(line.quantity())
        .add(orNull(line.unit()))
        .add(line.amount().minor())
        .add(line.amount().minor())
        .add(0)
        .add(line.amount().minor())
        .add(line.amount().currencyCode())
        .add(false)
        .endRow();
  }

  /** What has left the subscriber's balance already comes back to it, and leaves the payer's. */
  private void carry(List<ForPayer> parts) {
    if (parts.isEmpty()) {
      return;
    }
    List<Posting> postings = new ArrayList<>(parts.size() * 2);
    Map<String, Long> changes = new java.util.TreeMap<>();
    for (ForPayer carried : parts) {
      Money booked = carried.booked();
      String subscriber = carried.account.number();
      String payer = carried.account.payer();
      boolean charged = booked.isPositive();
      Money amount = charged ? booked : booked.negated();
      UUID id = UuidV7.next(part.now(), random);
      postings.add(carried(id, charged ? payer : subscriber, true, amount));
      postings.add(carried(id, charged ? subscriber : payer, false, amount));
      changes.merge(subscriber, booked.minor(), Math::addExact);
      changes.merge(payer, -booked.minor(), Math::addExact);
    }
    ledger.post(bulk, part.now(), part.issuedOn(), postings);
    bulk.run(
        """
        update account a set balance_minor = balance_minor + t.change
        from unnest(?::text[], ?::bigint[]) as t (number, change) where a.number = t.number
        """,
        changes.keySet().toArray(String[]::new),
        changes.values().toArray(Long[]::new));
  }

  private static Posting carried(UUID id, String account, boolean charged, Money amount) {
    return charged
        ? new Posting(
            id, "payer-transfer", Chart.SUBSCRIBERS, Chart.BETWEEN_ACCOUNTS, amount, account)
        : new Posting(
            id, "payer-transfer", Chart.BETWEEN_ACCOUNTS, Chart.SUBSCRIBERS, amount, account);
  }

  private void lines(List<Issued> issued) {
    CopyRows made = new CopyRows(issued.size() * 10 * BYTES_A_LINE);
    Waited waited = new Waited();
    for (Issued invoice : issued) {
      int number = 0;
      for (Bill.Line line : invoice.bill.lines()) {
        number++;
        if (line.openCharge().isPresent()) {
          waited.add(line.openCharge().get(), invoice.id, number, line);
        } else {
          copy(made, invoice, number, line);
        }
      }
    }
    bulk.copy(
        """
        charge (id, account, kind, offer_kind, offer, product, text, period_from, period_until,
          charged_on, quantity, unit, amount_minor, net_minor, tax_minor, gross_minor, currency,
          booked, invoice_id, line)\
        """,
        made);
    waited.write(bulk);
  }

  private void copy(CopyRows out, Issued invoice, int number, Bill.Line line) {
    out.add(UuidV7.next(part.now(), random))
        .add(invoice.account.number())
        .add(line.kind().name())
        .add(line.offer().map(offer -> offer.kind().name()).orElse(null))
        .add(line.offer().map(offer -> offer.code()).orElse(null))
        .add(line.product())
        .add(line.text())
        .add(line.days().from())
        .add(line.days().until())
        .add(line.chargedOn())
        .add(line.quantity())
        .add(orNull(line.unit()))
        .add(line.amount().minor())
        .add(line.net().minor())
        .add(line.gross().minor() - line.net().minor())
        .add(line.gross().minor())
        .add(line.amount().currencyCode())
        .add(false)
        .add(invoice.id)
        .add(number)
        .endRow();
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Charges that have waited for this bill become its lines. */
  private static final class Waited {
    private final List<String> ids = new ArrayList<>();
    private final List<String> invoices = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Long> net = new ArrayList<>();
    private final List<Long> gross = new ArrayList<>();

    void add(UUID charge, UUID invoice, int number, Bill.Line line) {
      ids.add(charge.toString());
      invoices.add(invoice.toString());
      numbers.add(number);
      net.add(line.net().minor());
      gross.add(line.gross().minor());
    }

    void write(Bulk bulk) {
      if (ids.isEmpty()) {
        return;
      }
      int changed =
          bulk.run(
              """
              update charge c set invoice_id = t.invoice, line = t.line, net_minor = t.net,
                tax_minor = t.gross - t.net, gross_minor = t.gross
              from unnest(?::uuid[], ?::uuid[], ?::int[], ?::bigint[], ?::bigint[])
                as t (id, invoice, line, net, gross)
              where c.id = t.id and c.invoice_id is null
              """,
              ids.toArray(String[]::new),
              invoices.toArray(String[]::new),
              numbers.toArray(Integer[]::new),
              net.toArray(Long[]::new),
              gross.toArray(Long[]::new));
      if (changed != ids.size()) {
        throw new IllegalStateException("billed " + changed + " of " + ids.size() + " charges");
      }
    }
  }

  private void postings(List<Issued> issued) {
    List<Posting> postings = new ArrayList<>(issued.size() * 3);
    for (Issued invoice : issued) {
      postings.addAll(BillPostings.of(invoice.id, invoice.account.number(), invoice.bill));
    }
    ledger.post(bulk, part.now(), part.issuedOn(), postings);
  }

  private void balances(List<Issued> issued) {
    List<Issued> moving =
        issued.stream().filter(invoice -> !invoice.bill.debit().isZero()).toList();
    if (moving.isEmpty()) {
      return;
    }
    int changed =
        bulk.run(
            """
            update account a set balance_minor = balance_minor - t.debit
            from unnest(?::text[], ?::bigint[]) as t (number, debit) where a.number = t.number
            """,
            moving.stream().map(invoice -> invoice.account.number()).toArray(String[]::new),
            moving.stream().map(invoice -> invoice.bill.debit().minor()).toArray(Long[]::new));
    if (changed != moving.size()) {
      throw new IllegalStateException("changed " + changed + " of " + moving.size());
    }
  }

  private void progress(Map<String, LocalDate> until) {
    if (until.isEmpty()) {
      return;
    }
    bulk.run(
        """
        update account_billing b set billed_until = t.until, recheck_from = null,
          stopped_since = null
        from unnest(?::text[], ?::date[]) as t (account, until) where b.account = t.account
        """,
        until.keySet().toArray(String[]::new),
        until.values().stream().map(LocalDate::toString).toArray(String[]::new));
  }

  /** The days without service stay known: a bill that looks at them again must not charge them. */
  private void keepStops(List<BilledAccount> resumed) {
    for (BilledAccount account : resumed) {
      LocalDate since = account.terms().stoppedSince().orElseThrow();
      if (since.isBefore(part.day())) {
        bulk.run(
            "insert into account_stop values (?, ?, ?) on conflict do nothing",
            account.number(),
            since,
            part.day());
      }
    }
  }

  /** {@link PrepaidStops} suspends them. */
  private void stop(Map<BilledAccount, Bill> stopped) {
    stopped.forEach((account, bill) -> {
      bulk.run(
          """
          insert into prepaid_stop (account, stopped_on, needs_minor, state)
          values (?, ?, ?, 'STOPPED')
          on conflict (account) where state in ('STOPPED', 'SUSPENDED', 'COVERED')
          do update set needs_minor = excluded.needs_minor
          """,
          account.number(),
          part.day(),
          bill.debit().minor());
      bulk.run(
          "update account_billing set stopped_since = coalesce(stopped_since, ?) where account = ?",
          account.billedFrom(),
          account.number());
    });
  }

  private void invoices(List<Issued> issued) {
    if (issued.isEmpty()) {
      return;
    }
    Map<String, InvoiceLooks.Look> looks =
        InvoiceLooks.of(
            bulk,
            issued.stream().map(invoice -> invoice.account.number()).toList(),
            part.issuedOn());
    int year = part.issuedOn().getYear();
    Map<InvoiceKind, Long> last = new EnumMap<>(InvoiceKind.class);
    for (InvoiceKind kind : InvoiceKind.values()) {
      long wanted = issued.stream().filter(invoice -> invoice.kind() == kind).count();
      if (wanted > 0) {
        last.put(kind, InvoiceSeries.take(bulk, kind, year, wanted));
      }
    }
    InvoiceLooks.Look usual = new InvoiceLooks.Look(InvoiceLooks.BRANCH, part.templateVersion());
    CopyRows documents = new CopyRows(issued.size() * BYTES_A_LINE);
    CopyRows taxes = new CopyRows(issued.size() * BYTES_A_LINE);
    for (Issued invoice : issued) {
      long serial = last.merge(invoice.kind(), 1L, Long::sum);
      document(
          documents,
          invoice,
          invoice.kind().number(part.branch(), year, serial),
          looks.getOrDefault(invoice.account.number(), usual));
      taxes(taxes, invoice);
    }
    bulk.copy(
        """
        invoice (id, number, kind, account, customer_id, period_from, period_until, issued_on,
          due_on, currency, net_minor, tax_minor, total_minor, open_minor, issued_by, language,
          template, template_version, run_id)\
        """,
        documents);
    bulk.copy(
        """
        invoice_tax (invoice_id, layer, code, percent, inclusive, compound, base_minor,
          tax_minor)\
        """,
        taxes);
  }

  private void document(CopyRows out, Issued invoice, String number, InvoiceLooks.Look look) {
    Bill bill = invoice.bill;
    out.add(invoice.id)
        .add(number)
        .add(invoice.kind().name())
        .add(invoice.account.number())
        .add(invoice.account.customer())
        .add(bill.period().from())
        .add(bill.period().until())
        .add(part.issuedOn())
        .add(part.issuedOn().plusDays(part.paymentTermDays()))
        .add(bill.gross().currencyCode())
        .add(bill.net().minor())
        .add(bill.tax().minor())
        .add(bill.gross().minor())
        .add(Math.max(0, bill.gross().minor()))
        .add(part.startedBy())
        .add(invoice.account.terms().language().name())
        .add(look.template())
        .add(look.version())
        .add(part.run())
        .endRow();
  }

  private static void taxes(CopyRows out, Issued invoice) {
    for (Bill.Tax tax : invoice.bill.taxes()) {
      out.add(invoice.id)
          .add(tax.layer().layer())
          .add(tax.layer().code())
          .add(tax.layer().percent().toPlainString())
          .add(tax.layer().inclusive())
          .add(tax.layer().compound())
          .add(tax.base().minor())
          .add(tax.tax().minor())
          .endRow();
    }
  }
}
