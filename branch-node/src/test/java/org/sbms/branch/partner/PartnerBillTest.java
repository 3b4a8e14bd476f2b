package org.sbms.branch.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.billing.BillingHouse.day;
import static org.sbms.branch.billing.BillingHouse.rub;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.branch.billing.BillingHouse;
import org.sbms.branch.partner.PartnerOrders.AddTerm;
import org.sbms.branch.partner.PartnerOrders.AttachSubscribers;
import org.sbms.branch.partner.PartnerOrders.BillAgain;
import org.sbms.branch.partner.PartnerOrders.BrowseBills;
import org.sbms.branch.partner.PartnerOrders.BrowsePartners;
import org.sbms.branch.partner.PartnerOrders.CorrectBill;
import org.sbms.branch.partner.PartnerOrders.DetachSubscriber;
import org.sbms.branch.partner.PartnerOrders.EndTerm;
import org.sbms.branch.partner.PartnerOrders.ListAttached;
import org.sbms.branch.partner.PartnerOrders.ListBillItems;
import org.sbms.branch.partner.PartnerOrders.NotePayment;
import org.sbms.branch.partner.PartnerOrders.SavePartner;
import org.sbms.branch.partner.PartnerOrders.ShowBill;
import org.sbms.branch.partner.PartnerOrders.ShowPartner;
import org.sbms.branch.partner.ShareTerm.Basis;
import org.sbms.branch.partner.ShareTerm.Direction;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;

/** Partners over a branch that bills; after each test their balances are what the books say. */
final class PartnerBillTest {
  private static final NodeId SELF = NodeId.of(BillingHouse.NW);
  private static final Set<Permission> ALL =
      Set.of(PartnerFeature.VIEW, PartnerFeature.MANAGE, PartnerFeature.BILL);

  private BillingHouse house;
  private PartnerFeature feature;
  private Executor executor;

  @BeforeEach
  void open() {
    house = new BillingHouse(day("2026-04-01"), PartnerFeature.MIGRATIONS);
    feature =
        new PartnerFeature(
            BillingHouse.NW,
            rub("0.00").currency(),
            house.accounts,
            house.days,
            house.ledger,
            (_, _) -> BillingHouse.VAT,
            house.clock,
            house.random);
    Operations operations = new Operations();
    feature.register(operations);
    executor =
        new Executor(SELF, operations, house.database, new Alone(), AuditLog.NONE, house.clock);
  }

  @AfterEach
  void balancesAreInTheBooks() {
    assertThat(
            house.count(
                """
                select count(*) from partner p where balance_minor <> (
                  select coalesce(sum(case when debit = '1090' then amount_minor
                    else -amount_minor end), 0)
                  from ledger_posting where subject = p.code and '1090' in (debit, credit))
                """))
        .as("balances that differ from the ledger")
        .isZero();
    assertThat(
            house.count(
                """
                select count(*) from partner_bill b where (net_minor, tax_minor, total_minor) <> (
                  select sum(net_minor), sum(tax_minor), sum(total_minor)
                  from partner_bill_line l where l.bill_id = b.id)
                or tax_minor <> (select coalesce(sum(tax_minor), 0) from partner_bill_tax t
                  where t.bill_id = b.id)
                or exists (select from partner_bill_line l where l.bill_id = b.id
                  and base <> (select sum(base) from partner_bill_item i
                    where i.bill_id = b.id and i.line = l.line))
                """))
        .as("bills that are not the sum of their lines, taxes and items")
        .isZero();
    executor.close();
    house.close();
  }

  private static final class Alone implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new AssertionError("partners ask nobody");
    }
  }

  @Test
  void aBillSetsSharesOfWhatWasCollectedAgainstFeesASubscriber() {
    partner("CABLE", 1, false);
    term("CABLE", Direction.EARNS, Basis.COLLECTED, "", "10");
    term("CABLE", Direction.PAYS, Basis.SUBSCRIBERS, "", "30");
    String one = house.subscriber("START", day("2026-04-01"));
    String two = house.subscriber("START", day("2026-04-01"));
    String three = house.subscriber("START", day("2026-04-01"));
    attach("CABLE", "2026-04-01", one, three);
    attach("CABLE", "2026-04-16", two);
    house.suspend(three, day("2026-04-28"), day("2026-05-03"));
    pay("2026-04-05", one, "300.00");
    pay("2026-04-10", two, "100.00"); // not the partner's yet
    pay("2026-04-20", one, "200.00");
    pay("2026-04-30", two, "50.00");
    house.turnTo(day("2026-05-01"));
    pay("2026-05-01", one, "1000.00"); // of the next period
    feature.bill(house.database);
    feature.bill(house.database);
    PartnerBill bill = ask(new ShowBill(bills("CABLE").getFirst().id()));
    // 10 % of 550.00 less two fees of 30.00; of 60.00 the tax is 60 * 22 / 122 = 10.8196.
    assertThat(lines(bill))
        .containsExactly(
            "EARNS COLLECTED 55000 10 % -55.00 + 0.00",
            "PAYS SUBSCRIBERS 2 30.00 RUB 49.18 + 10.82");
    assertThat(bill.head().total()).isEqualTo(rub("5.00"));
    assertThat(bill.head().number()).isEqualTo("NW-2026-P00000001");
    assertThat(bill.head().dueOn()).isEqualTo(day("2026-05-16"));
    assertThat(bills("CABLE")).hasSize(1);
    assertThat(balance("CABLE")).isEqualTo(rub("5.00"));
    assertThat(csv(bill))
        .contains(
            "NW-2026-P00000001,CABLE,1,"
                + one
                + ",EARNS,COLLECTED,,2026-04-01,2026-04-30,10 %,500.00,,,,RUB")
        .contains(
            "NW-2026-P00000001,CABLE,2,,PAYS,SUBSCRIBERS,,2026-04-01,2026-04-30,30.00 RUB,2,49.18,10.82,60.00,RUB");
    byte[] pdf =
        PartnerBillPdf.write(
            bill, Messages.load(Set.of("partner")).in(Language.RU, ZoneOffset.UTC));
    assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
  }

  @Test
  void aShareOfInvoicesIsOfTheirNetByProductAndFollowsCreditNotes() {
    partner("CABLE", 1, true);
    String product = productOf("START");
    term("CABLE", Direction.EARNS, Basis.BILLED, product, "50");
    term("CABLE", Direction.PAYS, Basis.BILLED, "", "10");
    String one = house.subscriber("START", day("2026-04-01"));
    attach("CABLE", "2026-04-01", one);
    house.run(day("2026-04-01"));
    house.turnTo(day("2026-05-01"));
    feature.bill(house.database);
    PartnerBill bill = ask(new ShowBill(bills("CABLE").getFirst().id()));
    // The invoice is 300.00 with 22 % in it: net 245.90. Half of it is 122.95, and the partner
    // charges tax on that; a tenth is 24.59. Each contains 22/122: 22.17 and 4.43.
    assertThat(lines(bill))
        .containsExactly(
            "EARNS BILLED 24590 50 % -100.78 + -22.17", "PAYS BILLED 24590 10 % 20.16 + 4.43");
    assertThat(bill.head().total()).isEqualTo(rub("-98.36"));
    assertThat(net("1095")).isEqualTo(22_17);
    assertThat(net("5110")).isEqualTo(100_78);
    assertThat(net("4110")).isEqualTo(-20_16);
    assertThat(balance("CABLE")).isEqualTo(rub("-98.36"));
    done(new NotePayment("CABLE", rub("-98.36"), "Order 17"));
    assertThat(balance("CABLE")).isEqualTo(rub("0.00"));
  }

  @Test
  void aBillIsTakenBackWholeAndItsPeriodBilledAnewOnce() {
    partner("CABLE", 1, false);
    ShareTerm term = term("CABLE", Direction.EARNS, Basis.COLLECTED, "", "10");
    String one = house.subscriber("START", day("2026-04-01"));
    attach("CABLE", "2026-04-01", one);
    pay("2026-04-05", one, "300.00");
    house.turnTo(day("2026-05-01"));
    feature.bill(house.database);
    UUID first = bills("CABLE").getFirst().id();
    assertThat(errors(new CorrectBill(first, " "))).containsExactly("reason");
    PartnerBill.Head note = done(new CorrectBill(first, "Wrong rate"));
    assertThat(note.number()).isEqualTo("NW-2026-PC00000001");
    assertThat(note.total()).isEqualTo(rub("30.00"));
    assertThat(balance("CABLE")).isEqualTo(rub("0.00"));
    assertThat(code(new CorrectBill(first, "Again"))).isEqualTo("state-conflict");
    assertThat(code(new CorrectBill(note.id(), "Of a note"))).isEqualTo("state-conflict");
    feature.bill(house.database);
    assertThat(bills("CABLE")).as("not by itself").hasSize(2);
    PartnerBill.Head again = done(new BillAgain(note.id()));
    assertThat(again.number()).isEqualTo("NW-2026-P00000002");
    assertThat(again.total()).isEqualTo(rub("-30.00"));
    assertThat(code(new BillAgain(note.id()))).isEqualTo("state-conflict");
    assertThat(code(new BillAgain(first))).isEqualTo("not-found");
    assertThat(errors(new EndTerm("CABLE", term.id(), day("2026-04-30")))).containsExactly("until");
  }

  @Test
  void twoTermsOfDifferentDaysShareAPeriodByTheDay() {
    partner("CABLE", 1, false);
    ShareTerm early = term("CABLE", Direction.EARNS, Basis.COLLECTED, "", "10");
    assertThat(
            code(
                new AddTerm(
                    "CABLE",
                    Direction.EARNS,
                    Basis.COLLECTED,
                    "",
                    early.tiers(),
                    day("2026-04-16"))))
        .isEqualTo("state-conflict");
    done(new EndTerm("CABLE", early.id(), day("2026-04-16")));
    done(
        new AddTerm(
            "CABLE",
            Direction.EARNS,
            Basis.COLLECTED,
            "",
            TierText.read("20", Basis.COLLECTED, rub("0.00").currency()),
            day("2026-04-16")));
    String one = house.subscriber("START", day("2026-04-01"));
    attach("CABLE", "2026-04-01", one);
    pay("2026-04-15", one, "100.00");
    pay("2026-04-16", one, "100.00");
    house.turnTo(day("2026-05-01"));
    feature.bill(house.database);
    assertThat(bills("CABLE").getFirst().total()).isEqualTo(rub("-30.00"));
  }

  @Test
  void aPeriodWithoutALineHasNoBillAndAPartnerThatLeftIsBilledToItsLastDay() {
    partner("CABLE", 15, false);
    term("CABLE", Direction.EARNS, Basis.COLLECTED, "", "10");
    String one = house.subscriber("START", day("2026-04-01"));
    attach("CABLE", "2026-04-01", one);
    house.turnTo(day("2026-06-20"));
    feature.bill(house.database); // to 15 April, 15 May, 15 June: nothing was collected
    assertThat(bills("CABLE")).isEmpty();
    pay("2026-06-20", one, "100.00");
    Partner partner = ask(new ShowPartner("CABLE")).standing().partner();
    assertThat(errors(new SavePartner(ending(partner, "2026-06-01")))).containsExactly("until");
    done(new SavePartner(ending(partner, "2026-06-25")));
    house.turnTo(day("2026-08-01"));
    pay("2026-08-01", one, "500.00");
    feature.bill(house.database);
    assertThat(bills("CABLE"))
        .extracting(bill -> bill.period().from() + " " + bill.period().until() + " " + bill.total())
        .containsExactly("2026-06-15 2026-06-25 -10.00 RUB");
    assertThat(ask(new ShowPartner("CABLE")).soFar()).isEmpty();
  }

  @Test
  void anAccountIsOfOnePartnerAtATimeAndDaysThatAreBilledDoNotChange() {
    partner("CABLE", 1, false);
    partner("DEALER", 1, false);
    String one = house.subscriber("START", day("2026-04-01"));
    AccountNumber account = new AccountNumber(one);
    attach("CABLE", "2026-04-10", one);
    assertThat(errors(attaching("DEALER", "2026-04-20", one))).containsExactly("accounts");
    assertThat(errors(attaching("DEALER", "2026-04-01", one))).containsExactly("accounts");
    done(new DetachSubscriber("CABLE", account, day("2026-04-20")));
    attach("DEALER", "2026-04-20", one);
    assertThat(ask(new ListAttached("CABLE", "", 0, 10)).items().getFirst().until())
        .contains(day("2026-04-20"));
    assertThat(code(new DetachSubscriber("CABLE", account, day("2026-04-25"))))
        .isEqualTo("not-found");
    house.turnTo(day("2026-05-01"));
    feature.bill(house.database);
    assertThat(errors(new DetachSubscriber("DEALER", account, day("2026-04-25"))))
        .containsExactly("until");
    String two = house.subscriber("START", day("2026-04-01"));
    assertThat(errors(attaching("CABLE", "2026-04-25", two))).containsExactly("since");
    assertThat(
            errors(
                attaching(
                    "CABLE", "2026-05-01", AccountNumber.of(BillingHouse.NW, 99_999).value())))
        .containsExactly("accounts");
    assertThat(errors(attaching("CABLE", "2026-05-01", two, two))).containsExactly("accounts");
  }

  @Test
  void invoicesCarryThePartnersLookFromTheDayOnThatTheyAreItsSubscribers() {
    house.database.run(
        """
        insert into invoice_template values ('CABLE', 1, 'Cable', '', '', '', 'ITEMISED', 'x', now()),
          ('CABLE', 2, 'Cable', '', '', '', 'ITEMISED', 'x', now())
        """);
    partner("CABLE", 1, false);
    partner("PLAIN", 1, false);
    String one = house.subscriber("START", day("2026-04-01"));
    String two = house.subscriber("START", day("2026-04-01"));
    attach("CABLE", "2026-05-01", one);
    attach("PLAIN", "2026-04-01", two);
    house.run(day("2026-04-01"));
    house.turnTo(day("2026-05-01"));
    house.run(day("2026-05-01"));
    done(new DetachSubscriber("CABLE", new AccountNumber(one), day("2026-06-01")));
    house.turnTo(day("2026-06-01"));
    house.run(day("2026-06-01"));
    assertThat(looks(one)).containsExactly("branch 1", "CABLE 2", "branch 1");
    assertThat(looks(two)).as("no template of its own").containsOnly("branch 1");
  }

  private List<String> looks(String account) {
    return house.database.list(
        row -> row.getString("template") + " " + row.getInteger("template_version"),
        "select * from invoice where account = $1 order by issued_on",
        account);
  }

  @Test
  void whatIsWrongWithAPartnerIsSaidFieldByField() {
    Partner bad =
        new Partner(
            "cable",
            " ",
            Partner.Kind.DEALER,
            "",
            "",
            "",
            day("2026-04-02"),
            Optional.of(day("2026-04-02")),
            new Partner.Bank("", "", ""),
            false,
            "Russia",
            Language.RU,
            32,
            400);
    assertThat(errors(new SavePartner(bad)))
        .containsExactly(
            "code", "name", "contract", "until", "taxArea", "billDay", "paymentTermDays");
    partner("CABLE", 1, false);
    assertThat(
            errors(
                new AddTerm(
                    "CABLE", Direction.EARNS, Basis.COLLECTED, "TV", List.of(), day("2026-04-01"))))
        .containsExactly("product", "tiers");
    assertThat(errors(new NotePayment("CABLE", Money.parse("0.00", "RUB"), "x")))
        .containsExactly("amount");
    assertThat(code(new NotePayment("NOBODY", rub("1.00"), "x"))).isEqualTo("not-found");
    assertThat(ask(new BrowsePartners("cab", "code", 0, 10)).items()).hasSize(1);
    assertThat(ask(new BrowsePartners("%", "code", 0, 10)).items()).isEmpty();
  }

  private void partner(String code, int billDay, boolean taxed) {
    done(
        new SavePartner(
            new Partner(
                code,
                "Cable of the valley",
                Partner.Kind.LOCAL_OPERATOR,
                "7701234567",
                "Mill street 1",
                "17/26",
                day("2026-04-01"),
                Optional.empty(),
                new Partner.Bank("Bank", "044525225", "40702810000000000001"),
                taxed,
                "RU",
                Language.RU,
                billDay,
                15)));
  }

  private static Partner ending(Partner partner, String until) {
    return new Partner(
        partner.code(),
        partner.name(),
        partner.kind(),
        partner.taxNumber(),
        partner.address(),
        partner.contract(),
        partner.since(),
        Optional.of(day(until)),
        partner.bank(),
        partner.taxed(),
        partner.taxArea(),
        partner.language(),
        partner.billDay(),
        partner.paymentTermDays());
  }

  private ShareTerm term(
      String partner, Direction direction, Basis basis, String product, String tiers) {
    return done(
        new AddTerm(
            partner,
            direction,
            basis,
            product,
            TierText.read(tiers, basis, rub("0.00").currency()),
            day("2026-04-01")));
  }

  private void attach(String partner, String since, String... accounts) {
    done(attaching(partner, since, accounts));
  }

  private static AttachSubscribers attaching(String partner, String since, String... accounts) {
    return new AttachSubscribers(
        partner, Arrays.stream(accounts).map(AccountNumber::new).toList(), day(since));
  }

  private void pay(String on, String account, String amount) {
    LocalDate day = day(on);
    if (!day.equals(house.today())) {
      house.turnTo(day);
    }
    house.pay(account, rub(amount));
  }

  private String productOf(String plan) {
    return house
        .database
        .one(
            row -> row.getString(0),
            """
            select coalesce((select product from offer_price where code = $1
              order by version desc, line limit 1), $1)
            """,
            plan)
        .orElseThrow();
  }

  private List<PartnerBill.Head> bills(String partner) {
    return ask(new BrowseBills(partner, "", "issued", 0, 50)).items();
  }

  private Money balance(String partner) {
    return ask(new ShowPartner(partner)).standing().balance();
  }

  private String csv(PartnerBill bill) {
    return new String(
        BillCsv.write(ask(new ListBillItems(bill.head().id()))), StandardCharsets.UTF_8);
  }

  private static List<String> lines(PartnerBill bill) {
    return bill.lines().stream()
        .map(line ->
            "%s %s %d %s %s + %s"
                .formatted(
                    line.direction(),
                    line.basis(),
                    line.base(),
                    line.rates(),
                    line.net().amount(),
                    line.tax().amount()))
        .toList();
  }

  private long net(String code) {
    return house.ledger.trialBalance(house.database, house.clock.instant().plusSeconds(1)).stream()
        .filter(line -> line.code().equals(code))
        .mapToLong(line -> line.debitMinor() - line.creditMinor())
        .sum();
  }

  private <R> Outcome<R> run(Operation<R> operation, String key) {
    return executor.run(
        new Caller(new Actor(SELF, "olga", "manager"), SELF, ALL), new Request<>(operation, key));
  }

  private <R> R done(Operation<R> operation) {
    Outcome<R> outcome = run(operation, UUID.randomUUID().toString());
    assertThat(outcome).as("%s", operation).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<R>) outcome).result();
  }

  private <R> R ask(Operation<R> question) {
    return ((Outcome.Done<R>) run(question, "")).result();
  }

  private String code(Operation<?> operation) {
    Outcome<?> outcome = run(operation, UUID.randomUUID().toString());
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).refusal().code().code();
  }

  private List<String> errors(Operation<?> operation) {
    Outcome<?> outcome = run(operation, UUID.randomUUID().toString());
    assertThat(outcome).as("%s", operation).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome)
        .refusal().errors().stream().map(error -> error.field()).toList();
  }
}
