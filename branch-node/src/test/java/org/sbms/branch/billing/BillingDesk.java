package org.sbms.branch.billing;

import static org.sbms.branch.OneBranch.NW;
import static org.sbms.branch.OneBranch.RUB;
import static org.sbms.branch.OneBranch.ZONE;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.sbms.branch.OneBranch;
import org.sbms.branch.catalog.CatalogFeature;
import org.sbms.branch.charge.ChargeBook;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.branch.rating.RatingFeature;
import org.sbms.branch.subscription.ItemFeature;
import org.sbms.branch.subscription.SubscriptionFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.CorrectPast;
import org.sbms.contract.subscriber.GivePromotion;
import org.sbms.contract.subscriber.PersonalData;
import org.sbms.contract.subscriber.RegisterSubscriber;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.SetOwnPrice;
import org.sbms.contract.subscriber.Subscribed;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.contract.subscriber.TerminateSubscriber;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.text.Language;

/** A branch whose desk and whose bill runs are the real ones, and one subscriber of it. */
final class BillingDesk implements AutoCloseable {
  private static final Permission[] MAY = {
    PartyFeature.VIEW,
    SubscriptionFeature.REGISTER,
    SubscriptionFeature.CHANGE_PLAN,
    SubscriptionFeature.CHANGE_SERVICES,
    SubscriptionFeature.SUSPEND,
    SubscriptionFeature.TERMINATE,
    ItemFeature.SET_PRICE,
    ItemFeature.GIVE_PROMOTION,
    ItemFeature.CORRECT_PAST,
    BillingFeature.VIEW,
    BillingFeature.RUN,
    BillingFeature.SET,
    BillingFeature.CORRECT
  };

  private static final LocalDate CHANGE_OF_LAW = LocalDate.of(2027, 2, 1);

  final OneBranch branch = new OneBranch(RatingFeature.MIGRATIONS);
  private final BillingFeature billing;
  private final Caller anna = branch.caller("anna", MAY);
  private Optional<AccountNumber> account = Optional.empty();
  private LocalDate today = LocalDate.of(2026, 11, 25);
  private String area = "RU";
  private boolean forgiving;

  BillingDesk() {
    branch.clock.set("2026-11-25T09:00:00Z");
    new ItemFeature(branch.accounts, branch.days, branch.clock).register(branch.operations);
    new CatalogFeature(branch.days, List::of, RUB, branch.clock).register(branch.operations);
    billing =
        new BillingFeature(
            NW,
            RUB,
            ZONE,
            branch.database,
            branch.accounts,
            branch.days,
            branch.ledger,
            BillingDesk::layers,
            new UsageCharges(
                branch.database,
                RatingFeature.unbilled(),
                new ChargeBook(branch.clock, new Random(4))),
            branch.clock,
            new Random(5));
    billing.register(branch.operations);
    offers();
    reasons();
  }

  private static List<TaxLayer> layers(String area, LocalDate day) {
    boolean before = day.isBefore(CHANGE_OF_LAW);
    return switch (area) {
      case "QC" -> List.of(tax(1, "gst", "5", false, false), tax(2, "qst", "9.5", false, true));
      case "MX" -> List.of(tax(1, "vat", "20", true, false), tax(2, "local", "5", false, true));
      case "XX" -> List.of(tax(1, "vat", before ? "20" : "20.00", before, false));
      default -> List.of(tax(1, "vat", before ? "20" : "22", true, false));
    };
  }

  private static TaxLayer tax(
      int layer, String code, String percent, boolean inclusive, boolean compound) {
    return new TaxLayer(layer, code, new BigDecimal(percent), inclusive, compound);
  }

  private void offers() {
    branch.database.run(
        """
        insert into rate_plan values ('BASE', 'Base', 31000, 'RUB'), ('TOP', 'Top', 62000, 'RUB'),
          ('DUO', 'Duo', 51000, 'RUB'), ('MIX', 'Mix', 61417, 'RUB')
        """);
    branch.database.run(
        """
        insert into service_offer values ('NEWS', 'News', 6200, 'RUB'),
          ('ENTRY', 'Entry', 3100, 'RUB'), ('BYPLAN', 'By plan', 10000, 'RUB'),
          ('YEAR', 'Year', 30500, 'RUB'), ('QUARTER', 'Quarter', 3100, 'RUB'),
          ('LATER', 'Later', 3100, 'RUB'), ('AFTER', 'After', 3042, 'RUB')
        """);
    branch.database.run(
        """
        update offer_price o set fee_minor = t.fee, months = t.months, timing = t.timing
        from (values ('DUO', 31000, 1, 'ADVANCE'),
            ('MIX', 31000, 1, 'ADVANCE'), ('YEAR', 366000, 12, 'ADVANCE'),
            ('QUARTER', 9300, 3, 'ADVANCE'), ('LATER', 9300, 3, 'ARREARS'),
            ('AFTER', 36500, 12, 'ARREARS')) as t (code, fee, months, timing)
        where o.code = t.code
        """);
    branch.database.run(
        """
        insert into offer_price (offer_kind, code, version, line, product, price_kind, fee_minor,
          months, timing, applies_when)
        values ('PLAN', 'DUO', 1, 2, 'BROADBAND', 'RECURRING', 20000, 1, 'ADVANCE', '{}'),
          ('PLAN', 'MIX', 1, 2, 'BROADBAND', 'RECURRING', 365000, 12, 'ADVANCE', '{}'),
          ('SERVICE', 'BYPLAN', 1, 2, 'BOUQUET', 'RECURRING', 5000, 1, 'ADVANCE',
            '{"plan": "TOP"}'),
          ('SERVICE', 'ENTRY', 1, 2, 'CONNECTION', 'ONE_TIME', 50000, null, null, '{}')
        """);
    branch.database.run(
        """
        insert into promotion (code, name_en, name_ru, discount, amount_minor, currency, valid_from,
          bundle, by_code)
        values ('OFF', 'Off', 'Off', 'FIXED', 10000, 'RUB', '2026-01-01', false, false),
          ('FOR', 'For', 'For', 'INSTEAD', 40000, 'RUB', '2026-01-01', false, false)
        """);
    branch.database.run(
        "insert into promotion_offer values ('OFF', 'PLAN', 'DUO'), ('FOR', 'PLAN', 'DUO')");
  }

  private void reasons() {
    for (String kind : List.of("suspend", "resume", "terminate")) {
      branch.test.asSuperuser(
          """
          insert into reference_row (dataset, key, version, values) values ('reason-codes',
            '%1$s|test', 1, '{"kind": "%1$s", "code": "test", "text_en": "Test",
            "text_ru": "Test", "needs_comment": "false"}')
          """
              .formatted(kind));
    }
    branch.test.asSuperuser("update reference_state set version = 1");
  }

  /** As if nobody had been here yet, and on the day on which the desk was opened. */
  void forget() {
    branch.test.asSuperuser(
        """
        truncate account, customer, charge, invoice, invoice_series, bill_run, business_day,
          ledger_posting, operation_execution cascade
        """);
    account = Optional.empty();
    area = "RU";
    turnTo("2026-11-25");
  }

  /**
   * Steps between semicolons, {@code DAY VERB ARGUMENTS}; the day, or moment, stays until another
   * is said.
   *
   * @return the totals of the runs' bills, and of credit notes; {@code -} for a run without
   */
  List<String> play(String script) {
    List<String> totals = new ArrayList<>();
    for (String step : script.split(";")) {
      List<String> words = new ArrayList<>(List.of(step.strip().split(" ")));
      if (Character.isDigit(words.getFirst().charAt(0))) {
        turnTo(words.removeFirst());
      }
      String verb = words.removeFirst();
      switch (verb) {
        case "bill" ->
            totals.addAll(bill(words.isEmpty() ? today : LocalDate.parse(words.getFirst())));
        case "credit" -> {
          done(new IssueCreditNote(lastInvoice(), List.of(), "agreed"));
          totals.add(last().getLast());
        }
        default -> happen(verb, words);
      }
    }
    return totals;
  }

  /** What cannot be done is not done. */
  void attempt(String step) {
    forgiving = true;
    play(step);
    forgiving = false;
  }

  private void turnTo(String when) {
    branch.clock.set(when.contains("T") ? when : when + "T09:00:00Z");
    branch.days.rollOver(branch.database);
    today = branch.days.today(branch.database);
  }

  private List<String> bill(LocalDate day) {
    int before = last().size();
    done(new StartBillRun(day, false, Optional.empty()));
    billing.work();
    if (branch.count("bill_run_set_aside") != 0) {
      throw new AssertionError(
          branch.database.list(row -> row.getString(0), "select detail from bill_run_set_aside"));
    }
    List<String> all = last();
    return all.size() == before ? List.of("-") : all.subList(before, all.size());
  }

  private void happen(String verb, List<String> words) {
    Optional<LocalDate> now = Optional.empty();
    switch (verb) {
      case "open" -> open(words);
      case "terms" -> terms(Integer.parseInt(words.getFirst()), Integer.parseInt(words.getLast()));
      case "area" -> {
        area = words.getFirst();
        terms(1, 1);
      }
      case "plan" -> done(new ChangePlan(account(), words.getFirst(), now));
      case "add" -> done(new AddService(account(), words.getFirst(), now));
      case "remove" -> done(new RemoveService(account(), words.getFirst(), now));
      case "suspend" -> done(new SuspendSubscriber(account(), "test", "", now));
      case "resume" -> done(new ResumeSubscriber(account(), "test", "", now));
      case "close" -> done(new TerminateSubscriber(account(), "test", "", now));
      case "promotion" -> done(new GivePromotion(account(), words.getFirst()));
      case "price" ->
          done(
              new SetOwnPrice(
                  account(),
                  Subscribed.OfferKind.SERVICE,
                  words.getFirst(),
                  Optional.of(Money.parse(words.get(1), "RUB")),
                  words.size() > 2 ? Optional.of(LocalDate.parse(words.get(2))) : now,
                  "agreed"));
      case "correct" ->
          done(
              new CorrectPast(
                  account(),
                  CorrectPast.What.valueOf(words.getFirst()),
                  words.get(1).equals("-") ? "" : words.get(1),
                  LocalDate.parse(words.getLast()),
                  "told late"));
      default -> throw new IllegalArgumentException("nobody can " + verb);
    }
  }

  private void open(List<String> offers) {
    PersonalData person =
        new PersonalData(
            PersonalData.CustomerKind.PERSON,
            "Vera",
            "Nevsky 1",
            "+7 921 555-01-23",
            "vera@mail.example",
            Optional.of(new PersonalData.IdentityDocument("passport-ru", "4010 123456")));
    account =
        done(new RegisterSubscriber(
                NW, person, offers.getFirst(), offers.subList(1, offers.size()), List.of()))
            .orElseThrow()
            .account();
  }

  void terms(int months, int anchor) {
    done(order(months, anchor));
  }

  ChangeAccountTerms order(int months, int anchor) {
    return new ChangeAccountTerms(
        account(),
        BillingMode.POSTPAID,
        months,
        anchor,
        Money.zero(RUB),
        area,
        Language.EN,
        Optional.of(Set.of(DeliveryWay.PRINT)));
  }

  AccountNumber account() {
    return account.orElseThrow();
  }

  private <R> Optional<R> done(Operation<R> operation) {
    return switch (branch.run(anna, operation)) {
      case Outcome.Done<R>(R result) -> Optional.of(result);
      case Outcome.Refused<R> _ when forgiving -> Optional.empty();
      case Outcome.Refused<R>(Refusal refusal) ->
          throw new AssertionError(operation + ": " + refusal);
      case Outcome.Unknown<R> _ -> throw new AssertionError("always known");
    };
  }

  Caller anna() {
    return anna;
  }

  UUID lastInvoice() {
    return branch
        .database
        .one(
            row -> row.getUUID(0),
            "select id from invoice where kind = 'INVOICE' order by number desc limit 1")
        .orElseThrow();
  }

  private List<String> last() {
    return amounts("total_minor");
  }

  List<String> taxes() {
    return amounts("tax_minor");
  }

  private List<String> amounts(String column) {
    return branch.database.list(
        row -> Money.ofMinor(row.getLong(0), "RUB").amount(),
        "select " + column + " from invoice order by issued_on, kind desc, number");
  }

  /**
   * Everything that was charged is on a bill; the balance is what the bills come to, and what the
   * ledger says.
   */
  void requireBooks() {
    branch.requireBalancedBooks();
    long billed =
        branch
            .database
            .one(row -> row.getLong(0), "select coalesce(sum(total_minor), 0)::bigint from invoice")
            .orElseThrow();
    if (branch.balance(account()).minor() != -billed) {
      throw new AssertionError(
          "the balance is " + branch.balance(account()) + ", billed is " + billed);
    }
    long wrong =
        branch.count(
            """
            invoice i where format('%s %s %s', net_minor, tax_minor, total_minor) is distinct from (
              select format('%s %s %s', sum(net_minor), sum(tax_minor), sum(gross_minor))
              from invoice_line l where l.invoice_id = i.id)
            """);
    if (wrong != 0) {
      throw new AssertionError("a bill is not the sum of its lines");
    }
  }

  @Override
  public void close() {
    branch.close();
  }
}
