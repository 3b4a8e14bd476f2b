package org.sbms.branch.party;

import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;

/** Fetches cards from their homes; while a home is silent, those that were seen here before. */
public final class Cards {
  private final BranchCode self;
  private final Executor executor;
  private final SeenCards seen;

  public Cards(BranchCode self, Executor executor, SeenCards seen) {
    this.self = self;
    this.executor = executor;
    this.seen = seen;
  }

  public Outcome<ShownCard> show(Caller caller, AccountNumber account) {
    Outcome<SubscriberCard> fresh = executor.run(caller, Request.query(new ShowCard(account)));
    if (account.home().equals(self)) {
      return fresh.map(card -> new ShownCard(card, false));
    }
    return switch (fresh) {
      case Outcome.Done<SubscriberCard>(SubscriberCard card) -> {
        seen.note(card);
        yield Outcome.done(new ShownCard(card, false));
      }
      case Outcome.Refused<SubscriberCard>(Refusal refusal) ->
          isSilence(refusal) ? seenBefore(caller, account, fresh) : Outcome.refused(refusal);
      case Outcome.Unknown<SubscriberCard> _ -> seenBefore(caller, account, fresh);
    };
  }

  /** Whether home has not answered, rather than answered no. */
  public static boolean isSilence(Refusal refusal) {
    return switch (refusal.code().category()) {
      case UNREACHABLE, BUSY, FAULT -> true;
      case INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE -> false;
    };
  }

  /** An operation of its own, so that looking at an old card is audited like at a fresh one. */
  private Outcome<ShownCard> seenBefore(
      Caller caller, AccountNumber account, Outcome<SubscriberCard> silence) {
    return switch (executor.run(caller, Request.query(new ShowSeenCard(account)))) {
      case Outcome.Done<SubscriberCard>(SubscriberCard card) ->
          Outcome.done(new ShownCard(card, true));
      case Outcome.Refused<SubscriberCard> _, Outcome.Unknown<SubscriberCard> _ ->
          silence.map(card -> new ShownCard(card, false));
    };
  }
}
