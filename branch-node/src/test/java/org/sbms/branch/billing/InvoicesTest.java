package org.sbms.branch.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.billing.BillingHouse.NW;
import static org.sbms.branch.billing.BillingHouse.day;
import static org.sbms.branch.billing.BillingHouse.rub;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.billing.InvoiceDocument;
import org.sbms.contract.billing.InvoiceHead;
import org.sbms.contract.billing.ListInvoices;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;

/** What becomes of invoices: what pays them, what corrects them, how they are read. */
final class InvoicesTest {
  private BillingHouse house;
  private CreditNotes notes;

  @BeforeEach
  void open() {
    house = new BillingHouse(day("2026-04-01"));
    notes =
        new CreditNotes(
            NW,
            house.accounts,
            house.days,
            house.ledger,
            new OfferCatalog(),
            house.clock,
            house.random);
  }

  @AfterEach
  void close() {
    assertThat(house.wrongs()).isZero();
    house.close();
  }

  @Test
  void aPaymentPaysTheOldestDueFirstAndWhatIsLeftWaits() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    house.pay(account, rub("400.00"));
    allocate();
    assertThat(open(account)).containsExactly("0.00", "200.00");
    house.pay(account, rub("300.00"));
    allocate();
    assertThat(open(account)).containsExactly("0.00", "0.00");
    // A hundred is left, and pays the next invoice.
    house.turnTo(day("2026-06-01"));
    house.run(day("2026-06-01"));
    allocate();
    assertThat(open(account)).containsExactly("0.00", "0.00", "200.00");
    assertThat(house.balance(account)).isEqualTo(rub("-200.00"));
  }

  @Test
  void moneyThatWasThereBeforeTheFirstInvoicePaysIt() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.turnTo(day("2026-04-02"));
    house.pay(account, rub("250.00"));
    house.turnTo(day("2026-04-05"));
    house.run(day("2026-04-05"));
    allocate();
    assertThat(open(account)).containsExactly("50.00");
    assertThat(invoices(account).getFirst().number()).isEqualTo("NW-2026-00000001");
  }

  @Test
  void savingOtherTermsChoosesNoWayOfDeliveryAndTheBranchsWayIsFollowed() {
    AccountNumber account = new AccountNumber(house.subscriber("START", day("2026-04-01")));
    assertThat(terms(account, Optional.empty()).delivery()).containsExactly(DeliveryWay.MAIL);
    assertThat(terms(account, Optional.of(Set.of(DeliveryWay.MAIL))).delivery())
        .containsExactly(DeliveryWay.MAIL);
    house.database.inTransaction(
        tx -> TermsHandlers.deliver(tx, new ChangeBillDelivery(Set.of(DeliveryWay.PRINT))));
    assertThat(terms(account, Optional.empty()).delivery())
        .as("nobody chose")
        .containsExactly(DeliveryWay.PRINT);
    assertThat(terms(account, Optional.of(Set.of(DeliveryWay.MAIL))).delivery())
        .containsExactly(DeliveryWay.MAIL);
    house.database.inTransaction(tx -> TermsHandlers.deliver(tx, new ChangeBillDelivery(Set.of())));
    assertThat(terms(account, Optional.empty()).delivery())
        .as("somebody chose")
        .containsExactly(DeliveryWay.MAIL);
    house.database.inTransaction(
        tx -> TermsHandlers.deliver(tx, new ChangeBillDelivery(Set.of(DeliveryWay.MAIL))));
  }

  private AccountTerms terms(AccountNumber account, Optional<Set<DeliveryWay>> ways) {
    TermsHandlers handlers =
        new TermsHandlers(house.accounts, house.days, rub("0.00").currency(), house.clock);
    ChangeAccountTerms order =
        new ChangeAccountTerms(
            account, BillingMode.POSTPAID, 1, 1, rub("0.00"), "RU", Language.EN, ways);
    return house.database.inTransaction(tx ->
        handlers.change(new Command<>(OLGA, UUID.randomUUID().toString(), order), tx)
                instanceof Outcome.Done<AccountTerms>(AccountTerms terms)
            ? terms
            : throwing());
  }

  private static AccountTerms throwing() {
    throw new AssertionError("refused");
  }

  @Test
  void aReversedPaymentOpensTheInvoiceAgain() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.pay(account, rub("300.00"));
    allocate();
    assertThat(open(account)).containsExactly("0.00");
    house.database.run("update credit set state = 'REVERSED' where account = $1", account);
    house.database.inTransaction(tx -> {
      house.accounts.change(
          tx, java.util.Map.of(new AccountNumber(account), -rub("300.00").minor()));
      house.ledger.post(
          tx,
          house.clock.instant(),
          house.today(),
          List.of(
              new org.sbms.kit.ledger.Posting(
                  UUID.randomUUID(),
                  "credit-reversed",
                  org.sbms.branch.ledger.Chart.SUBSCRIBERS,
                  org.sbms.branch.ledger.Chart.dueFrom(new org.sbms.contract.BranchCode("SO")),
                  rub("300.00"),
                  account)));
      return true;
    });
    allocate();
    assertThat(open(account)).containsExactly("300.00");
    assertThat(house.count("select count(*) from allocation")).isZero();
  }

  @Test
  void aPaymentPaysTheInvoiceThatSomebodySaysAndTheRuleSharesOutTheRest() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    house.pay(account, rub("400.00"));
    allocate();
    assertThat(open(account)).containsExactly("0.00", "200.00");
    UUID may = byNumber(account, "NW-2026-00000002");
    UUID payment = payment(account);
    Money balance = house.balance(account);
    long postings = house.count("select count(*) from ledger_posting");

    ShowAllocation.Allocated allocated = byHand(may, payment, "300.00");
    assertThat(allocated.invoice().open()).isEqualTo(rub("0.00"));
    assertThat(open(account)).containsExactly("200.00", "0.00");
    allocate();
    assertThat(open(account)).as("it stays").containsExactly("200.00", "0.00");
    byHand(may, payment, "0.00");
    assertThat(open(account)).as("the rule again").containsExactly("0.00", "200.00");
    byHand(byNumber(account, "NW-2026-00000001"), payment, "150.00");
    assertThat(refused(may, payment, "250.01")).isEqualTo("more-than-free");
    assertThat(refused(may, payment, "-1.00")).isEqualTo("invalid");
    assertThat(refused(may, UUID.randomUUID(), "1.00")).isEqualTo("invalid");
    byHand(may, payment, "250.00");
    assertThat(open(account)).containsExactly("150.00", "50.00");

    assertThat(house.balance(account)).isEqualTo(balance);
    assertThat(house.count("select count(*) from ledger_posting")).isEqualTo(postings);
    house.database.run("update credit set state = 'REVERSED' where payment_id = $1", payment);
    takeFrom(account, rub("400.00"));
    allocate();
    assertThat(open(account)).as("it falls with its payment").containsExactly("300.00", "300.00");
  }

  @Test
  void debtFromBeforeTheFirstInvoiceIsSaidToBeWhyAnInvoiceStaysOpen() {
    String account = house.subscriber("START", day("2026-04-01"));
    takeFrom(account, rub("100.00"));
    house.run(day("2026-04-01"));
    house.pay(account, rub("300.00"));
    allocate();
    assertThat(open(account)).containsExactly("100.00");
    ShowAllocation.Allocated allocated =
        ((Outcome.Done<ShowAllocation.Allocated>)
                byHand()
                    .show(
                        OLGA,
                        new ShowAllocation(byNumber(account, "NW-2026-00000001")),
                        house.database))
            .result();
    // 100 owed before, 300 billed, 300 paid: 100 of the payment covered what was owed before.
    assertThat(allocated.free()).isEqualTo(rub("100.00"));
    byHand(byNumber(account, "NW-2026-00000001"), payment(account), "300.00");
    assertThat(open(account)).containsExactly("0.00");
  }

  @Test
  void aCreditNoteGivesLinesBackOnceWithTheirTaxesAndPaysTheInvoice() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.item(account, "SERVICE", "SPORT", day("2026-04-01"), null);
    house.run(day("2026-04-01"));
    InvoiceHead invoice = invoices(account).getFirst();
    InvoiceHead note = done(new IssueCreditNote(invoice.id(), List.of(2), "No signal"));
    // 299.00 with 22 % in it: 53.92 of tax.
    assertThat(note.total()).isEqualTo(rub("-299.00"));
    assertThat(note.tax()).isEqualTo(rub("-53.92"));
    assertThat(note.number()).isEqualTo("NW-2026-C00000001");
    assertThat(house.balance(account)).isEqualTo(rub("-300.00"));
    allocate();
    assertThat(open(account)).containsExactly("300.00");
    assertThat(issue(new IssueCreditNote(invoice.id(), List.of(2), "Again")))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(done(new IssueCreditNote(invoice.id(), List.of(), "All the rest")).total())
        .isEqualTo(rub("-300.00"));
    assertThat(issue(new IssueCreditNote(invoice.id(), List.of(), "Once more")))
        .isInstanceOf(Outcome.Refused.class);
    allocate();
    assertThat(house.balance(account)).isEqualTo(rub("0.00"));
    assertThat(open(account)).containsExactly("0.00");
  }

  @Test
  void whatACreditNoteGaveBackIsNotChargedAgainByTheNextBill() {
    String account = house.subscriber("START", day("2026-04-01"));
    house.run(day("2026-04-01"));
    done(new IssueCreditNote(invoices(account).getFirst().id(), List.of(), "Outage"));
    house.suspend(account, day("2026-04-30"), day("2026-05-01"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    assertThat(house.totals(account))
        .containsExactly("INVOICE 300.00", "CREDIT_NOTE -300.00", "INVOICE 290.00");
  }

  @Test
  void anInvoiceIsReadInBothLanguagesAndPrintedInOneFile() {
    String account = house.subscriber("FAMILY", day("2026-04-01"));
    house.run(day("2026-04-01"));
    InvoiceDocument document =
        InvoiceReading.document(
                house.database,
                invoices(account).getFirst().id(),
                Optional.of(new AccountNumber(account)))
            .orElseThrow();
    assertThat(document.lines()).hasSize(1);
    assertThat(document.taxes().getFirst().percent()).isEqualTo("22");
    Messages words = Messages.load(Set.of("bill"));
    byte[] file =
        InvoicePdf.write(
            List.of(document, document), language -> words.in(language, ZoneOffset.UTC));
    assertThat(new String(file, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    assertThat(
            InvoiceReading.document(
                house.database, document.head().id(), Optional.of(AccountNumber.of(NW, 99_999))))
        .isEmpty();
  }

  private void allocate() {
    new Allocations(house.clock).follow(house.database);
  }

  private List<InvoiceHead> invoices(String account) {
    return InvoiceReading.of(house.database, new ListInvoices(new AccountNumber(account), 0, 100))
        .orElseThrow()
        .items();
  }

  /** Of the invoices, oldest first. */
  private List<String> open(String account) {
    return invoices(account).reversed().stream()
        .filter(invoice -> !invoice.creditNote())
        .map(invoice -> invoice.open().amount())
        .toList();
  }

  private InvoiceHead done(IssueCreditNote order) {
    if (issue(order) instanceof Outcome.Done<InvoiceHead>(InvoiceHead note)) {
      return note;
    }
    throw new AssertionError(order);
  }

  /** Money that leaves the balance without an invoice. */
  private void takeFrom(String account, Money amount) {
    house.database.inTransaction(tx -> {
      house.accounts.change(tx, java.util.Map.of(new AccountNumber(account), -amount.minor()));
      house.ledger.post(
          tx,
          house.clock.instant(),
          house.today(),
          List.of(
              new org.sbms.kit.ledger.Posting(
                  UUID.randomUUID(),
                  "credit-reversed",
                  org.sbms.branch.ledger.Chart.SUBSCRIBERS,
                  org.sbms.branch.ledger.Chart.dueFrom(new org.sbms.contract.BranchCode("SO")),
                  amount,
                  account)));
      return true;
    });
  }

  private HandAllocations byHand() {
    return new HandAllocations(new Allocations(house.clock), house.clock);
  }

  private Outcome<ShowAllocation.Allocated> tryByHand(UUID invoice, UUID payment, String amount) {
    AllocateByHand order = new AllocateByHand(invoice, payment, rub(amount));
    return house.database.inTransaction(
        tx -> byHand().allocate(new Command<>(OLGA, UUID.randomUUID().toString(), order), tx));
  }

  private ShowAllocation.Allocated byHand(UUID invoice, UUID payment, String amount) {
    if (tryByHand(invoice, payment, amount)
        instanceof Outcome.Done<ShowAllocation.Allocated>(ShowAllocation.Allocated allocated)) {
      return allocated;
    }
    throw new AssertionError("refused: " + amount);
  }

  private String refused(UUID invoice, UUID payment, String amount) {
    return tryByHand(invoice, payment, amount) instanceof Outcome.Refused<?> refused
        ? refused.refusal().code().code()
        : "done";
  }

  private UUID byNumber(String account, String number) {
    return invoices(account).stream()
        .filter(invoice -> invoice.number().equals(number))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private UUID payment(String account) {
    return house
        .database
        .one(row -> row.getUUID(0), "select payment_id from credit where account = $1", account)
        .orElseThrow();
  }

  private static final Caller OLGA =
      new Caller(new Actor(NodeId.of(NW), "olga", "manager"), NodeId.of(NW), Set.of());

  private Outcome<InvoiceHead> issue(IssueCreditNote order) {
    return house.database.inTransaction(
        tx -> notes.issue(new Command<>(OLGA, UUID.randomUUID().toString(), order), tx));
  }
}
