package org.sbms.branch.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.CancelCredit;
import org.sbms.contract.payment.CreditState;
import org.sbms.contract.payment.CreditSubscriber;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.ledger.Posting;

/**
 * What the home of a subscriber does with another branch's payment. Pure, like {@link
 * OriginDecisions}.
 */
public class HomeDecisions {
  public static final RefusalCode ACCOUNT_NOT_FOUND =
      new RefusalCode("account-not-found", RefusalCode.Category.NOT_FOUND);
  public static final RefusalCode ACCOUNT_CLOSED =
      new RefusalCode("account-closed", RefusalCode.Category.CONFLICT);
  public static final RefusalCode CURRENCY_DIFFERS =
      new RefusalCode("currency-differs", RefusalCode.Category.INVALID);

  private final BranchCode self;

  public HomeDecisions(BranchCode self) {
    this.self = self;
  }

  /** What follows from one message. */
  public sealed interface Step {

    /** The credit is written for the first time, or changes its state. */
    record Write(
        Credit credit, JournalDraft journal, List<Posting> postings, long balanceDeltaMinor)
        implements Step {}

    /** The refusal to cancel is written down; it is no entry in the journal. */
    record Note(Credit credit) implements Step {}

    /** The same answer as before. */
    record Repeat(Credit credit) implements Step {}

    /** The same id with another body: refused, and an alarm. */
    record Conflict(String detail) implements Step {}
  }

  /** POST. */
  public Step post(
      Credit.Id id,
      Optional<Credit> known,
      CreditSubscriber post,
      Optional<Accounts.Facts> account,
      LocalDate openDay,
      Instant now) {
    if (known.isPresent()) {
      return sameBody(known.get(), post.account(), post.amount())
          ? new Step.Repeat(known.get())
          : conflict(id);
    }
    Optional<Refusal> obstacle = obstacle(account, post.amount());
    Credit credit =
        new Credit(
            id,
            post.account(),
            post.amount(),
            obstacle.isPresent() ? CreditState.REJECTED : CreditState.POSTED,
            post.originNumber(),
            0,
            openDay,
            now,
            obstacle.map(refusal -> refusal.code().code()).orElse(""),
            obstacle.map(Refusal::detail).orElse(""),
            post.takenBy().login());
    return obstacle.isPresent()
        ? new Step.Write(credit, journal(credit, JournalKind.CREDIT_REJECTED), List.of(), 0)
        : new Step.Write(
            credit,
            journal(credit, JournalKind.CREDIT_POSTED),
            List.of(
                new Posting(
                    id.paymentId(),
                    "payment-from-" + id.origin(),
                    Chart.dueFrom(id.origin()),
                    Chart.SUBSCRIBERS,
                    post.amount(),
                    post.account().value())),
            post.amount().minor());
  }

  /** CANCEL. */
  public Step cancel(
      Credit.Id id,
      Optional<Credit> known,
      CancelCredit cancel,
      Optional<Accounts.Facts> account,
      LocalDate openDay,
      Instant now) {
    if (known.isEmpty()) {
      return tombstone(id, cancel, openDay, now);
    }
    Credit credit = known.get();
    if (!sameBody(credit, cancel.account(), cancel.amount())) {
      return conflict(id);
    }
    if (credit.state() != CreditState.POSTED || !credit.reason().isEmpty()) {
      return new Step.Repeat(credit);
    }
    if (account.isEmpty() || account.get().state() == SubscriberState.TERMINATED) {
      return new Step.Note(
          with(
              credit,
              CreditState.POSTED,
              credit.originNumber(),
              credit.settlementDay(),
              credit.at(),
              ACCOUNT_CLOSED.code(),
              "The account is closed: its credit cannot be taken back."));
    }
    Credit reversed =
        with(credit, CreditState.REVERSED, cancel.originNumber(), openDay, now, "", "");
    return new Step.Write(
        reversed,
        journal(reversed, JournalKind.CREDIT_REVERSED),
        List.of(
            new Posting(
                id.paymentId(),
                "reversal-from-" + id.origin(),
                Chart.SUBSCRIBERS,
                Chart.dueFrom(id.origin()),
                credit.amount(),
                credit.account().value())),
        -credit.amount().minor());
  }

  /** Why no money can be moved on the account, if it cannot; the same for own and others'. */
  public static Optional<Refusal> obstacle(Optional<Accounts.Facts> account, Money amount) {
    if (account.isEmpty()) {
      return Optional.of(Refusal.of(ACCOUNT_NOT_FOUND, "There is no such account."));
    }
    Accounts.Facts facts = account.get();
    if (!facts.currency().equals(amount.currency())) {
      return Optional.of(
          Refusal.of(
              CURRENCY_DIFFERS,
              "The account is kept in " + facts.currency() + ", not " + amount.currency() + "."));
    }
    return facts.state() == SubscriberState.TERMINATED
        ? Optional.of(Refusal.of(ACCOUNT_CLOSED, "The account is closed."))
        : Optional.empty();
  }

  private Step tombstone(Credit.Id id, CancelCredit cancel, LocalDate openDay, Instant now) {
    Credit voided =
        new Credit(
            id,
            cancel.account(),
            cancel.amount(),
            CreditState.VOIDED,
            cancel.originNumber(),
            0,
            openDay,
            now,
            "",
            "",
            cancel.requestedBy().login());
    return new Step.Write(voided, journal(voided, JournalKind.CREDIT_VOIDED), List.of(), 0);
  }

  private static Credit with(
      Credit credit,
      CreditState state,
      long originNumber,
      LocalDate day,
      Instant at,
      String reason,
      String detail) {
    return new Credit(
        credit.id(),
        credit.account(),
        credit.amount(),
        state,
        originNumber,
        credit.homeNumber(),
        day,
        at,
        reason,
        detail,
        credit.takenBy());
  }

  private static boolean sameBody(Credit known, AccountNumber account, Money amount) {
    return known.account().equals(account) && known.amount().equals(amount);
  }

  private static Step conflict(Credit.Id id) {
    return new Step.Conflict(
        "Payment " + id.paymentId() + " of " + id.origin() + " came before with another body.");
  }

  private JournalDraft journal(Credit credit, JournalKind kind) {
    return new JournalDraft(
        kind,
        credit.id().paymentId(),
        credit.id().origin(),
        self,
        credit.originNumber(),
        credit.account().value(),
        credit.amount(),
        credit.at(),
        credit.settlementDay());
  }
}
