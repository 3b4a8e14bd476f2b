package org.sbms.branch.bank;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.bank.WorkOnBank.Share;
import org.sbms.branch.bank.WorkOnReturns.BankReturn;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.payment.CancelPayment;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.payment.PaymentState;
import org.sbms.branch.payment.TakePayment;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/**
 * Moves the money of locked lines between suspense and payments. A payment books the bank as if the
 * money came with it, so what leaves suspense leaves the bank's account by the same amount, and the
 * two together leave it as it was.
 */
final class BankBooks {
  private static final int MAX_REFERENCE = 64;

  private final BankStore store;
  private final PaymentFeature payments;
  private final Ledger ledger;

  BankBooks(BankStore store, PaymentFeature payments, Ledger ledger) {
    this.store = store;
    this.payments = payments;
    this.ledger = ledger;
  }

  /** Shares of one line; that nothing stands in their way was looked at, with accounts locked. */
  record Assignment(BankLine line, List<Share> shares, String rule, Caller caller) {}

  List<BankLine> assign(Tx tx, List<Assignment> assignments, LocalDate day, Instant now) {
    List<Command<TakePayment>> takes = new ArrayList<>();
    for (Assignment one : assignments) {
      for (Share share : one.shares) {
        takes.add(
            new Command<>(
                one.caller,
                one.line.id().toString(),
                new TakePayment(
                    share.account(),
                    share.amount(),
                    PaymentMethod.BANK_TRANSFER,
                    reference(one.line))));
      }
    }
    List<Outcome<Payment>> taken = payments.takeWithin(tx, takes);
    List<Posting> postings = new ArrayList<>();
    List<BankLine> lines = new ArrayList<>();
    int next = 0;
    for (Assignment one : assignments) {
      Money open = one.line.open();
      for (Share share : one.shares) {
        Payment payment = done(taken.get(next++));
        open = open.minus(share.amount());
        postings.add(
            new Posting(
                payment.id(),
                "bank-assigned",
                Chart.BANK_SUSPENSE,
                Chart.BANK,
                share.amount(),
                share.account().value()));
        store.addPart(tx, one.line.id(), part(payment, one, now));
      }
      BankLine line =
          one.line.worked(
              open.isZero() ? LineState.DONE : LineState.OPEN,
              open,
              Optional.empty(),
              one.rule,
              "",
              now,
              one.caller.actor().login());
      store.update(tx, line);
      lines.add(line);
    }
    ledger.post(tx, now, day, postings);
    return lines;
  }

  /**
   * Cancels a payment of a line, if it is not cancelled yet; when that is through its money is in
   * suspense again.
   *
   * @return the line as it is then; a refusal when the payment stands
   */
  Outcome<BankLine> takeBack(
      Tx tx,
      BankLine line,
      BankLine.Part part,
      String reason,
      Caller caller,
      LocalDate day,
      Instant now) {
    PaymentState state = PaymentState.valueOf(part.state());
    if (state == PaymentState.CANCELLING) {
      return Outcome.done(line);
    }
    if (state != PaymentState.REVERSED) {
      Outcome<Payment> cancelled =
          payments.cancelWithin(
              tx,
              new Command<>(
                  caller,
                  part.paymentId().toString(),
                  new CancelPayment(part.paymentId(), reason)));
      if (!(cancelled instanceof Outcome.Done<Payment>(Payment payment))) {
        return cancelled.map(_ -> line);
      }
      if (payment.state() != PaymentState.REVERSED) {
        return Outcome.done(line);
      }
    }
    ledger.post(
        tx,
        now,
        day,
        List.of(
            new Posting(
                part.paymentId(),
                "bank-given-back",
                Chart.BANK,
                Chart.BANK_SUSPENSE,
                part.amount(),
                part.account().value())));
    store.giveBack(tx, part.paymentId());
    BankLine open =
        line.worked(
            LineState.OPEN,
            line.open().plus(part.amount()),
            Optional.of(part.account()),
            part.rule(),
            reason,
            now,
            caller.actor().login());
    store.update(tx, open);
    return Outcome.done(open);
  }

  /** What is open of a line leaves suspense and the bank's account, or comes to both. */
  void close(Tx tx, BankLine line, String kind, LocalDate day, Instant now) {
    ledger.post(
        tx, now, day, List.of(posting(line.id(), kind, line.account(), line.open().negated())));
  }

  /** A return that was booked did not leave the bank. */
  void keep(Tx tx, BankReturn rejected, LocalDate day, Instant now) {
    ledger.post(
        tx,
        now,
        day,
        List.of(
            posting(rejected.id(), "bank-return-rejected", rejected.from(), rejected.amount())));
  }

  /** What comes to the bank's account, or leaves it. */
  static Posting posting(UUID id, String kind, String subject, Money amount) {
    return amount.isPositive()
        ? new Posting(id, kind, Chart.BANK, Chart.BANK_SUSPENSE, amount, subject)
        : new Posting(id, kind, Chart.BANK_SUSPENSE, Chart.BANK, amount.negated(), subject);
  }

  private static BankLine.Part part(Payment payment, Assignment one, Instant now) {
    return new BankLine.Part(
        payment.id(),
        payment.receipt(),
        payment.account(),
        payment.amount(),
        payment.state().name(),
        "",
        one.rule,
        false,
        now,
        one.caller.actor().login());
  }

  private static Payment done(Outcome<Payment> taken) {
    if (taken instanceof Outcome.Done<Payment>(Payment payment)) {
      return payment;
    }
    throw new IllegalStateException("was looked at before, and yet: " + taken);
  }

  private static String reference(BankLine line) {
    String reference = line.endToEndId().isEmpty() ? line.bankReference() : line.endToEndId();
    return reference.length() <= MAX_REFERENCE ? reference : reference.substring(0, MAX_REFERENCE);
  }
}
