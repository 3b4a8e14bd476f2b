package org.sbms.branch.cheque;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sbms.branch.ledger.Chart;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;

/** What may be done with a cheque, and what is booked then. */
final class ChequeDecisions {
  private static final RefusalCode WRONG_STATE =
      new RefusalCode("cheque-in-another-state", RefusalCode.Category.CONFLICT);
  private static final RefusalCode BEING_CREDITED =
      new RefusalCode("cheque-being-credited", RefusalCode.Category.BUSY);
  private static final RefusalCode NOT_DUE =
      new RefusalCode("cheque-not-due", RefusalCode.Category.CONFLICT);

  private ChequeDecisions() {}

  sealed interface Step {
    record Move(Cheque cheque, List<Posting> postings) implements Step {}

    record Refuse(Refusal refusal) implements Step {}
  }

  /** As it comes in; a payment is due at once when the rule says so. */
  static Step.Move received(Cheque cheque, CreditRule rule) {
    return switch (rule) {
      case AT_RECEIPT -> new Step.Move(cheque.credited(CreditState.DUE, false), List.of());
      case AT_CLEARING ->
          new Step.Move(cheque.credited(CreditState.NONE, true), List.of(hold(cheque)));
    };
  }

  static Step deposit(Cheque cheque, UUID slip, LocalDate today, String by, Instant now) {
    if (cheque.state() != ChequeState.RECEIVED) {
      return wrongState(cheque);
    }
    if (cheque.dated().isAfter(today)) {
      return refuse(NOT_DUE, "The cheque " + cheque.number() + " is dated on a day to come.");
    }
    return new Step.Move(cheque.to(ChequeState.DEPOSITED, "", by, now).onSlip(slip), List.of());
  }

  /** The bank has paid: a balance gets it now, unless one has it already. */
  static Step clear(Cheque cheque, String by, Instant now) {
    if (cheque.state() != ChequeState.DEPOSITED) {
      return wrongState(cheque);
    }
    List<Posting> postings = new ArrayList<>();
    postings.add(posting(cheque, "cheque-cleared", Chart.BANK, Chart.CHEQUES));
    Cheque cleared = cheque.to(ChequeState.CLEARED, "", by, now);
    if (cheque.credit() != CreditState.NONE) {
      return new Step.Move(cleared, postings);
    }
    postings.add(release(cheque));
    return new Step.Move(cleared.credited(CreditState.DUE, false), postings);
  }

  /** The bank has not paid, or has taken back what it had paid. */
  static Step bounce(Cheque cheque, String reason, String by, Instant now) {
    return switch (cheque.state()) {
      case DEPOSITED -> undo(cheque, ChequeState.BOUNCED, reason, by, now, List.of());
      case CLEARED ->
          undo(
              cheque,
              ChequeState.BOUNCED,
              reason,
              by,
              now,
              List.of(posting(cheque, "cheque-taken-back", Chart.CHEQUES, Chart.BANK)));
      case RECEIVED, BOUNCED, RETURNED -> wrongState(cheque);
    };
  }

  static Step giveBack(Cheque cheque, String reason, String by, Instant now) {
    return cheque.state() == ChequeState.RECEIVED
        ? undo(cheque, ChequeState.RETURNED, reason, by, now, List.of())
        : wrongState(cheque);
  }

  /** Its worth is gone: so it is with the balance that has it. */
  private static Step undo(
      Cheque cheque,
      ChequeState end,
      String reason,
      String by,
      Instant now,
      List<Posting> ofTheBank) {
    if (cheque.credit() == CreditState.DUE) {
      return refuse(BEING_CREDITED, "It is being credited at this moment: try again shortly.");
    }
    Cheque ended = cheque.to(end, reason, by, now);
    List<Posting> postings = new ArrayList<>(ofTheBank);
    if (cheque.held()) {
      postings.add(release(cheque));
    }
    return new Step.Move(
        cheque.credit() == CreditState.CREDITED
            ? ended.credited(CreditState.REVERSE_DUE, false)
            : ended.credited(CreditState.NONE, false),
        postings);
  }

  static Step credited(Cheque cheque, UUID payment) {
    return cheque.credit() == CreditState.DUE
        ? new Step.Move(cheque.credited(CreditState.CREDITED, false).paidBy(payment), List.of())
        : wrongState(cheque);
  }

  /** No payment can be taken for it, such as when the account was closed meanwhile. */
  static Step notTaken(Cheque cheque, String why, Instant now) {
    return cheque.credit() == CreditState.DUE
        ? new Step.Move(
            cheque
                .to(cheque.state(), why, cheque.changedBy(), now)
                .credited(CreditState.NOT_TAKEN, true),
            List.of(hold(cheque)))
        : wrongState(cheque);
  }

  /** Somebody says for whom it is. */
  static Step credit(Cheque cheque, AccountNumber to, String by, Instant now) {
    return cheque.credit() == CreditState.NOT_TAKEN
        ? new Step.Move(
            cheque
                .to(cheque.state(), "", by, now)
                .credited(CreditState.DUE, false)
                .creditedAgain(to),
            List.of(release(cheque)))
        : wrongState(cheque);
  }

  static Step reversed(Cheque cheque, boolean givenBack) {
    return cheque.credit() == CreditState.REVERSE_DUE
        ? new Step.Move(
            cheque.credited(givenBack ? CreditState.REVERSED : CreditState.KEPT, false), List.of())
        : wrongState(cheque);
  }

  private static Posting hold(Cheque cheque) {
    return posting(cheque, "cheque-held", Chart.CHEQUES, Chart.CHEQUES_HELD);
  }

  private static Posting release(Cheque cheque) {
    return posting(cheque, "cheque-released", Chart.CHEQUES_HELD, Chart.CHEQUES);
  }

  private static Posting posting(
      Cheque cheque, String kind, LedgerAccount debit, LedgerAccount credit) {
    return new Posting(cheque.id(), kind, debit, credit, cheque.amount(), cheque.account().value());
  }

  private static Step wrongState(Cheque cheque) {
    return refuse(
        WRONG_STATE,
        "The cheque " + cheque.number() + " is " + cheque.state() + ", " + cheque.credit() + ".");
  }

  private static Step refuse(RefusalCode code, String detail) {
    return new Step.Refuse(Refusal.of(code, detail));
  }
}
