package org.sbms.branch.partner;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.billing.InvoiceLooks;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.partner.PartnerBills.Edition;
import org.sbms.branch.partner.PartnerOrders.AddTerm;
import org.sbms.branch.partner.PartnerOrders.AttachSubscribers;
import org.sbms.branch.partner.PartnerOrders.Attachment;
import org.sbms.branch.partner.PartnerOrders.BillAgain;
import org.sbms.branch.partner.PartnerOrders.CorrectBill;
import org.sbms.branch.partner.PartnerOrders.DetachSubscriber;
import org.sbms.branch.partner.PartnerOrders.EndTerm;
import org.sbms.branch.partner.PartnerOrders.NotePayment;
import org.sbms.branch.partner.PartnerOrders.Payment;
import org.sbms.branch.partner.PartnerOrders.SavePartner;
import org.sbms.branch.partner.PartnerOrders.ShowPartner;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.pricing.Period;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Command;

/** Carries out what is ordered about partners; what is billed already never changes. */
final class PartnerHandlers {
  private final BusinessDays days;
  private final Accounts accounts;
  private final Ledger ledger;
  private final BillIssuer issuer;
  private final String currency;

  PartnerHandlers(
      BusinessDays days, Accounts accounts, Ledger ledger, BillIssuer issuer, String currency) {
    this.days = days;
    this.accounts = accounts;
    this.ledger = ledger;
    this.issuer = issuer;
    this.currency = currency;
  }

  Outcome<Partner.Standing> save(Command<SavePartner> command, Tx tx) {
    Partner partner = command.operation().partner();
    LocalDate today = days.open(tx);
    Optional<Partner.Standing> before = Partners.lock(tx, partner.code(), today);
    if (before.isEmpty()) {
      Partners.insert(tx, partner, currency, login(command), issuer.now());
      return Outcome.done(Partners.find(tx, partner.code(), today).orElseThrow());
    }
    if (!before.get().partner().since().equals(partner.since())) {
      return Outcome.refused(Refusal.invalid("since", "must stay as it is"));
    }
    LocalDate billed = before.get().billedUntil();
    boolean endMoves = !before.get().partner().until().equals(partner.until());
    if (endMoves && partner.until().filter(end -> end.isBefore(billed)).isPresent()) {
      return Outcome.refused(billedAlready("until"));
    }
    Partners.update(tx, partner, login(command), issuer.now());
    return Outcome.done(Partners.find(tx, partner.code(), today).orElseThrow());
  }

  Outcome<ShowPartner.Shown> show(ShowPartner question, Sql sql) {
    LocalDate today = days.today(sql);
    return Partners.find(sql, question.code(), today)
        .map(standing ->
            Outcome.done(
                new ShowPartner.Shown(
                    standing,
                    Partners.terms(sql, question.code()),
                    soFar(sql, standing, today),
                    Partners.payments(sql, question.code()))))
        .orElseGet(() -> unknown(question.code()));
  }

  private Optional<ShowPartner.SoFar> soFar(Sql sql, Partner.Standing standing, LocalDate today) {
    LocalDate until = standing.partner().until().filter(end -> end.isBefore(today)).orElse(today);
    if (!standing.billedUntil().isBefore(until)) {
      return Optional.empty();
    }
    Period period = new Period(standing.billedUntil(), until);
    BillDecisions.Sums sums = issuer.sums(sql, standing, period);
    return Optional.of(new ShowPartner.SoFar(period, sums.lines(), sums.total()));
  }

  Outcome<ShareTerm> addTerm(Command<AddTerm> command, Tx tx) {
    AddTerm order = command.operation();
    Optional<Partner.Standing> found = Partners.lock(tx, order.partner(), days.open(tx));
    if (found.isEmpty()) {
      return unknown(order.partner());
    }
    if (order.since().isBefore(found.get().billedUntil())) {
      return Outcome.refused(billedAlready("since"));
    }
    if (!order.product().isEmpty() && !Partners.knowsProduct(tx, order.product())) {
      return Outcome.refused(Refusal.invalid("product", "is no product of the catalogue"));
    }
    ShareTerm term =
        new ShareTerm(
            issuer.newId(),
            order.direction(),
            order.basis(),
            order.product(),
            order.tiers(),
            order.since(),
            Optional.empty());
    if (Partners.terms(tx, order.partner()).stream().anyMatch(other -> same(other, term))) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT,
          "There is such a term already: end it before the new one begins.");
    }
    Partners.insert(tx, order.partner(), term, login(command));
    return Outcome.done(term);
  }

  /** Two of them would share the same money twice. */
  private static boolean same(ShareTerm one, ShareTerm other) {
    return one.direction() == other.direction()
        && one.basis() == other.basis()
        && one.product().equals(other.product())
        && one.until().map(end -> end.isAfter(other.since())).orElse(true);
  }

  Outcome<ShareTerm> endTerm(Command<EndTerm> command, Tx tx) {
    EndTerm order = command.operation();
    Optional<Partner.Standing> found = Partners.lock(tx, order.partner(), days.open(tx));
    if (found.isEmpty()) {
      return unknown(order.partner());
    }
    Optional<ShareTerm> term = term(tx, order);
    if (term.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such term.");
    }
    if (order.until().isBefore(found.get().billedUntil())) {
      return Outcome.refused(billedAlready("until"));
    }
    if (order.until().isBefore(term.get().since())) {
      return Outcome.refused(Refusal.invalid("until", "must not be before it begins"));
    }
    Partners.endTerm(tx, order.term(), order.until());
    return Outcome.done(term(tx, order).orElseThrow());
  }

  private static Optional<ShareTerm> term(Sql sql, EndTerm order) {
    return Partners.terms(sql, order.partner()).stream()
        .filter(term -> term.id().equals(order.term()))
        .findFirst();
  }

  Outcome<AttachSubscribers.Attached> attach(Command<AttachSubscribers> command, Tx tx) {
    AttachSubscribers order = command.operation();
    Optional<Partner.Standing> found = Partners.lock(tx, order.partner(), days.open(tx));
    if (found.isEmpty()) {
      return unknown(order.partner());
    }
    if (order.since().isBefore(found.get().billedUntil())) {
      return Outcome.refused(billedAlready("since"));
    }
    Map<AccountNumber, Accounts.Facts> known = accounts.lock(tx, order.accounts());
    List<String> strangers =
        order.accounts().stream()
            .filter(account -> !known.containsKey(account))
            .map(AccountNumber::value)
            .toList();
    if (!strangers.isEmpty()) {
      return Outcome.refused(
          Refusal.invalid("accounts", "are no subscribers here: " + some(strangers)));
    }
    List<String> numbers = order.accounts().stream().map(AccountNumber::value).toList();
    List<String> taken = Partners.attachedSince(tx, numbers, order.since());
    if (!taken.isEmpty()) {
      return Outcome.refused(
          Refusal.invalid("accounts", "are a partner's at that time: " + some(taken)));
    }
    Partners.attach(tx, order.partner(), numbers, order.since(), login(command));
    InvoiceLooks.give(tx, numbers, order.partner(), order.since());
    return Outcome.done(new AttachSubscribers.Attached(order.partner(), numbers.size()));
  }

  private static String some(List<String> accounts) {
    return String.join(", ", accounts.subList(0, Math.min(5, accounts.size())))
        + (accounts.size() > 5 ? ", …" : "");
  }

  Outcome<Attachment> detach(Command<DetachSubscriber> command, Tx tx) {
    DetachSubscriber order = command.operation();
    Optional<Partner.Standing> found = Partners.lock(tx, order.partner(), days.open(tx));
    if (found.isEmpty()) {
      return unknown(order.partner());
    }
    Optional<Attachment> open = Partners.open(tx, order.partner(), order.account());
    if (open.isEmpty()) {
      return Outcome.refused(
          RefusalCode.NOT_FOUND, order.account() + " is not this partner's subscriber.");
    }
    if (order.until().isBefore(found.get().billedUntil())) {
      return Outcome.refused(billedAlready("until"));
    }
    if (!order.until().isAfter(open.get().since())) {
      return Outcome.refused(Refusal.invalid("until", "must be after the day it began"));
    }
    Partners.detach(tx, open.get(), order.until());
    InvoiceLooks.end(tx, order.account().value(), order.until());
    return Outcome.done(
        new Attachment(
            order.partner(),
            order.account(),
            open.get().name(),
            open.get().since(),
            Optional.of(order.until())));
  }

  Outcome<Payment> pay(Command<NotePayment> command, Tx tx) {
    NotePayment order = command.operation();
    LocalDate today = days.open(tx);
    if (Partners.lock(tx, order.partner(), today).isEmpty()) {
      return unknown(order.partner());
    }
    Payment payment =
        new Payment(
            issuer.newId(),
            order.partner(),
            order.amount(),
            order.reference().strip(),
            today,
            login(command));
    boolean came = order.amount().isPositive();
    ledger.post(
        tx,
        issuer.now(),
        today,
        List.of(
            new Posting(
                payment.id(),
                "partner-payment",
                came ? Chart.BANK : Chart.PARTNERS,
                came ? Chart.PARTNERS : Chart.BANK,
                came ? order.amount() : order.amount().negated(),
                order.partner())));
    Partners.changeBalance(tx, order.partner(), order.amount().negated());
    Partners.insert(tx, payment, issuer.now());
    return Outcome.done(payment);
  }

  Outcome<PartnerBill.Head> correct(Command<CorrectBill> command, Tx tx) {
    Optional<PartnerBill> found = held(tx, command.operation().id());
    if (found.isEmpty()) {
      return noBill();
    }
    PartnerBill bill = found.get();
    if (bill.head().creditNote() || bill.correction().isPresent()) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT,
          bill.head().creditNote()
              ? "A credit note is not corrected."
              : "The bill is taken back already.");
    }
    Edition edition =
        PartnerBills.newest(tx, bill.head().partner(), bill.head().period().from()).orElseThrow();
    return Outcome.done(
        issuer.correct(
            tx,
            partner(tx, bill).partner(),
            bill,
            edition.number(),
            command.operation().reason().strip(),
            login(command)));
  }

  Outcome<PartnerBill.Head> again(Command<BillAgain> command, Tx tx) {
    Optional<PartnerBill> found = held(tx, command.operation().correction());
    if (found.isEmpty() || !found.get().head().creditNote()) {
      return noBill();
    }
    PartnerBill.Head note = found.get().head();
    Edition edition = PartnerBills.newest(tx, note.partner(), note.period().from()).orElseThrow();
    if (!edition.takenBack()) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The period is billed again already.");
    }
    return Outcome.done(
        issuer.again(
            tx, partner(tx, found.get()), edition.number() + 1, note.period(), login(command)));
  }

  /** Read again under the partner's lock: somebody may have corrected it in between. */
  private Optional<PartnerBill> held(Tx tx, UUID id) {
    Optional<PartnerBill> found = PartnerBills.find(tx, id);
    found.ifPresent(bill -> Partners.lock(tx, bill.head().partner(), days.open(tx)));
    return found.isEmpty() ? found : PartnerBills.find(tx, id);
  }

  private Partner.Standing partner(Tx tx, PartnerBill bill) {
    return Partners.find(tx, bill.head().partner(), days.open(tx)).orElseThrow();
  }

  static <R> Outcome<R> noBill() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such bill.");
  }

  private static Refusal billedAlready(String field) {
    return Refusal.invalid(field, "must not be in days that are billed already");
  }

  private static String login(Command<?> command) {
    return command.caller().actor().login();
  }

  private static <R> Outcome<R> unknown(String code) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no partner " + code + ".");
  }
}
