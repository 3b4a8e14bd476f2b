package org.sbms.branch.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.Credit;
import org.sbms.branch.payment.HomeDecisions;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentState;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.CorrectMismatch;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.CreditState;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.ledger.Posting;

/** What a correction does to a payment at its origin, or to a credit at its home. Pure. */
final class CorrectionDecisions {
  static final RefusalCode CANNOT_CORRECT =
      new RefusalCode("cannot-correct", RefusalCode.Category.CONFLICT);

  private CorrectionDecisions() {}

  /** What follows. */
  sealed interface Step {

    record Refuse(Refusal refusal) implements Step {}

    /** The message goes to home again, with what the payment says now. */
    record Send(Payment payment) implements Step {}

    record AtOrigin(Payment payment, JournalDraft journal) implements Step {}

    /**
     * @param deltasMinor by how much balances change
     */
    record AtHome(
        Credit credit,
        JournalDraft journal,
        List<Posting> postings,
        Map<AccountNumber, Long> deltasMinor)
        implements Step {}
  }

  static Step sendAgain(Optional<Payment> payment, BranchCode self) {
    return foreign(payment, self)
        .map(refusal -> (Step) new Step.Refuse(refusal))
        .orElseGet(() ->
            switch (payment.orElseThrow().state()) {
              case ACCEPTED, POSTED -> new Step.Send(payment.orElseThrow());
              case REJECTED, CANCELLING, REVERSED ->
                  refuse("It does not stand here any more, so home must not credit it.");
            });
  }

  static Step cancelAgain(Optional<Payment> payment, BranchCode self) {
    return foreign(payment, self)
        .map(refusal -> (Step) new Step.Refuse(refusal))
        .orElseGet(() ->
            switch (payment.orElseThrow().state()) {
              case CANCELLING, REVERSED -> new Step.Send(payment.orElseThrow());
              case ACCEPTED, POSTED, REJECTED ->
                  refuse("It was not cancelled here: cancel the payment itself.");
            });
  }

  static Step adoptDay(
      Optional<Payment> payment, Optional<LocalDate> day, BranchCode self, Instant now) {
    Optional<Refusal> obstacle = foreign(payment, self);
    if (obstacle.isPresent()) {
      return new Step.Refuse(obstacle.get());
    }
    if (day.isEmpty() || payment.orElseThrow().state() != PaymentState.POSTED) {
      return refuse("Only of a payment that home has credited is there a day to take over.");
    }
    Payment corrected = payment.orElseThrow().onDay(day.get());
    return new Step.AtOrigin(
        corrected,
        new JournalDraft(
            JournalKind.PAYMENT_CORRECTED,
            corrected.id(),
            self,
            corrected.homeBranch(),
            corrected.homeNumber(),
            corrected.account().value(),
            corrected.amount(),
            now,
            day.get()));
  }

  /** The old booking is taken back and the right one made, which holds for any difference. */
  static Step adoptOrigin(
      Optional<Credit> known,
      CorrectMismatch asked,
      Map<AccountNumber, Accounts.Facts> accounts,
      BranchCode self,
      LocalDate openDay,
      Instant now) {
    Optional<Refusal> obstacle = notStanding(known);
    if (obstacle.isPresent()) {
      return new Step.Refuse(obstacle.get());
    }
    Credit wrong = known.orElseThrow();
    AccountNumber account;
    try {
      account = new AccountNumber(asked.account());
    } catch (IllegalArgumentException malformed) {
      return refuse("What the origin states is no account: " + asked.account());
    }
    obstacle =
        closed(accounts, wrong.account())
            .or(() ->
                HomeDecisions.obstacle(Optional.ofNullable(accounts.get(account)), asked.amount()));
    if (obstacle.isPresent()) {
      return new Step.Refuse(obstacle.get());
    }
    Credit right = with(wrong, account, asked.amount(), CreditState.POSTED, now);
    List<Posting> postings = new ArrayList<>();
    Map<AccountNumber, Long> deltas = new HashMap<>();
    boolean isBookedRightly =
        account.equals(wrong.account()) && right.amount().equals(wrong.amount());
    if (!isBookedRightly) {
      postings.add(takenBack(wrong));
      postings.add(
          new Posting(
              right.id().paymentId(),
              "correction-from-" + right.id().origin(),
              Chart.dueFrom(right.id().origin()),
              Chart.SUBSCRIBERS,
              right.amount(),
              account.value()));
      deltas.merge(wrong.account(), -wrong.amount().minor(), Math::addExact);
      deltas.merge(account, right.amount().minor(), Math::addExact);
    }
    return new Step.AtHome(
        right, journal(JournalKind.CREDIT_CORRECTED, right, self, openDay, now), postings, deltas);
  }

  static Step withdraw(
      Optional<Credit> known,
      Map<AccountNumber, Accounts.Facts> accounts,
      BranchCode self,
      LocalDate openDay,
      Instant now) {
    Optional<Refusal> obstacle =
        notStanding(known).or(() -> closed(accounts, known.orElseThrow().account()));
    if (obstacle.isPresent()) {
      return new Step.Refuse(obstacle.get());
    }
    Credit credit = known.orElseThrow();
    Credit withdrawn = with(credit, credit.account(), credit.amount(), CreditState.REVERSED, now);
    return new Step.AtHome(
        withdrawn,
        journal(JournalKind.CREDIT_WITHDRAWN, withdrawn, self, openDay, now),
        List.of(takenBack(credit)),
        Map.of(credit.account(), -credit.amount().minor()));
  }

  private static Optional<Refusal> foreign(Optional<Payment> payment, BranchCode self) {
    if (payment.isEmpty()) {
      return Optional.of(
          Refusal.of(
              RefusalCode.NOT_FOUND, "No such payment was taken here: nothing can be sent."));
    }
    return payment.get().homeBranch().equals(self)
        ? Optional.of(Refusal.of(CANNOT_CORRECT, "It is for a subscriber of this branch."))
        : Optional.empty();
  }

  private static Optional<Refusal> notStanding(Optional<Credit> known) {
    if (known.isEmpty()) {
      return Optional.of(Refusal.of(RefusalCode.NOT_FOUND, "No such credit was posted here."));
    }
    return known.get().state() == CreditState.POSTED
        ? Optional.empty()
        : Optional.of(
            Refusal.of(CANNOT_CORRECT, "The credit does not stand: " + known.get().state() + "."));
  }

  private static Optional<Refusal> closed(
      Map<AccountNumber, Accounts.Facts> accounts, AccountNumber account) {
    return Optional.ofNullable(accounts.get(account))
            .filter(facts -> facts.state() != SubscriberState.TERMINATED)
            .isPresent()
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                HomeDecisions.ACCOUNT_CLOSED,
                "The account is closed: its credit cannot be taken back."));
  }

  private static Posting takenBack(Credit credit) {
    return new Posting(
        credit.id().paymentId(),
        "correction-from-" + credit.id().origin(),
        Chart.SUBSCRIBERS,
        Chart.dueFrom(credit.id().origin()),
        credit.amount(),
        credit.account().value());
  }

  private static JournalDraft journal(
      JournalKind kind, Credit credit, BranchCode self, LocalDate openDay, Instant now) {
    return new JournalDraft(
        kind,
        credit.id().paymentId(),
        credit.id().origin(),
        self,
        credit.originNumber(),
        credit.account().value(),
        credit.amount(),
        now,
        openDay);
  }

  /** Number and day stay those of the posting, which the origin knows. */
  private static Credit with(
      Credit credit, AccountNumber account, Money amount, CreditState state, Instant now) {
    return new Credit(
        credit.id(),
        account,
        amount,
        state,
        credit.originNumber(),
        credit.homeNumber(),
        credit.settlementDay(),
        now,
        "",
        "",
        credit.takenBy());
  }

  private static Step refuse(String detail) {
    return new Step.Refuse(Refusal.of(CANNOT_CORRECT, detail));
  }
}
