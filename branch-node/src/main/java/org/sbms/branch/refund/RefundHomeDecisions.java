package org.sbms.branch.refund;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.HomeDecisions;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.CancelDebit;
import org.sbms.contract.payment.DebitState;
import org.sbms.contract.payment.DebitSubscriber;
import org.sbms.kit.journal.JournalDraft;
import org.sbms.kit.ledger.Posting;

/** What the home of a subscriber does with another branch's refund. Pure. */
public class RefundHomeDecisions {
  public static final RefusalCode INSUFFICIENT =
      new RefusalCode("insufficient-balance", RefusalCode.Category.CONFLICT);

  private final BranchCode self;

  public RefundHomeDecisions(BranchCode self) {
    this.self = self;
  }

  /** What follows from one message. */
  public sealed interface Step {

    /** The debit is written for the first time, or changes its state. */
    record Write(Debit debit, JournalDraft journal, List<Posting> postings, long balanceDeltaMinor)
        implements Step {}

    /** The same answer as before. */
    record Repeat(Debit debit) implements Step {}

    /** The same id with another body: refused, and an alarm. */
    record Conflict(String detail) implements Step {}
  }

  /**
   * The origin asks for money to pay out.
   *
   * @param rule what this home's rules for other branches say against it, if they do
   */
  public Step debit(
      Debit.Id id,
      Optional<Debit> known,
      DebitSubscriber asked,
      Optional<Accounts.Facts> account,
      Optional<Refusal> rule,
      LocalDate openDay,
      Instant now) {
    if (known.isPresent()) {
      return sameBody(known.get(), asked.account(), asked.amount())
          ? new Step.Repeat(known.get())
          : conflict(id);
    }
    Optional<Refusal> refusal = rule.or(() -> obstacle(account, asked.amount()));
    Debit debit =
        new Debit(
            id,
            asked.account(),
            asked.amount(),
            refusal.isPresent() ? DebitState.DECLINED : DebitState.GRANTED,
            asked.originNumber(),
            0,
            openDay,
            now,
            refusal.map(why -> why.code().code()).orElse(""),
            refusal.map(Refusal::detail).orElse(""),
            asked.reason(),
            asked.requestedBy().login());
    return refusal.isPresent()
        ? new Step.Write(debit, journal(debit, JournalKind.REFUND_DECLINED), List.of(), 0)
        : new Step.Write(
            debit,
            journal(debit, JournalKind.REFUND_GRANTED),
            List.of(
                new Posting(
                    id.refundId(),
                    "refund-from-" + id.origin(),
                    Chart.SUBSCRIBERS,
                    Chart.dueFrom(id.origin()),
                    asked.amount(),
                    asked.account().value())),
            -asked.amount().minor());
  }

  /** CANCEL. The money is the subscriber's, so it goes back even to a closed account. */
  public Step cancel(
      Debit.Id id, Optional<Debit> known, CancelDebit cancel, LocalDate openDay, Instant now) {
    if (known.isEmpty()) {
      return tombstone(id, cancel, openDay, now);
    }
    Debit debit = known.get();
    if (!sameBody(debit, cancel.account(), cancel.amount())) {
      return conflict(id);
    }
    if (debit.state() != DebitState.GRANTED) {
      return new Step.Repeat(debit);
    }
    Debit returned = debit.returned(cancel.originNumber(), openDay, now);
    return new Step.Write(
        returned,
        journal(returned, JournalKind.REFUND_RETURNED),
        List.of(
            new Posting(
                id.refundId(),
                "refund-return-from-" + id.origin(),
                Chart.dueFrom(id.origin()),
                Chart.SUBSCRIBERS,
                debit.amount(),
                debit.account().value())),
        debit.amount().minor());
  }

  /** Why the account cannot give the money, if it cannot; the same for own and others' refunds. */
  static Optional<Refusal> obstacle(Optional<Accounts.Facts> account, Money amount) {
    return HomeDecisions.obstacle(account, amount)
        .or(() ->
            account
                .filter(facts -> facts.balance().compareTo(amount) < 0)
                .map(facts ->
                    Refusal.of(
                        INSUFFICIENT,
                        "The balance is " + facts.balance() + ", less than " + amount + ".")));
  }

  private Step tombstone(Debit.Id id, CancelDebit cancel, LocalDate openDay, Instant now) {
    Debit voided =
        new Debit(
            id,
            cancel.account(),
            cancel.amount(),
            DebitState.VOIDED,
            cancel.originNumber(),
            0,
            openDay,
            now,
            "",
            "",
            "",
            cancel.requestedBy().login());
    return new Step.Write(voided, journal(voided, JournalKind.REFUND_VOIDED), List.of(), 0);
  }

  private static boolean sameBody(Debit known, AccountNumber account, Money amount) {
    return known.account().equals(account) && known.amount().equals(amount);
  }

  private static Step conflict(Debit.Id id) {
    return new Step.Conflict(
        "Refund " + id.refundId() + " of " + id.origin() + " came before with another body.");
  }

  private JournalDraft journal(Debit debit, JournalKind kind) {
    return new JournalDraft(
        kind,
        debit.id().refundId(),
        debit.id().origin(),
        self,
        debit.originNumber(),
        debit.account().value(),
        debit.amount(),
        debit.at(),
        debit.settlementDay());
  }
}
