package org.sbms.branch.party;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.kit.json.BadJsonException;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;

/** Fetches cards from their homes; while a home is silent, those that were seen here before. */
public final class Cards {
  /** The field of {@link ShownCard}. */
  private static final String STALE = "stale";

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
    if (fresh instanceof Outcome.Done<SubscriberCard>(SubscriberCard card)) {
      seen.note(card);
    }
    return orSeenBefore(
        caller,
        account,
        fresh,
        card -> new ShownCard(card, false),
        card -> new ShownCard(card, true));
  }

  /** The same as JSON text; that of another branch is passed on as it came. */
  Outcome<byte[]> showAsJson(Caller caller, AccountNumber account) {
    if (account.home().equals(self) || seen.wants(account)) {
      return show(caller, account).map(Json::writeBytes);
    }
    return orSeenBefore(
        caller,
        account,
        asFresh(executor.runForJson(caller, Request.query(new ShowCard(account)))),
        text -> text,
        card -> Json.writeBytes(new ShownCard(card, true)));
  }

  private static Outcome<byte[]> asFresh(Outcome<JsonNode> card) {
    try {
      return card.map(read -> Json.withField(read, STALE, false));
    } catch (BadJsonException odd) {
      return new Outcome.Unknown<>("the answer cannot be read: " + odd.getMessage());
    }
  }

  /** Whether home has not answered, rather than answered no. */
  public static boolean isSilence(Refusal refusal) {
    return switch (refusal.code().category()) {
      case UNREACHABLE, BUSY, FAULT -> true;
      case INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE -> false;
    };
  }

  /**
   * The fresh card, or the one seen before while home is silent; looking at an old one is an
   * operation of its own, so that it is audited like looking at a fresh one.
   */
  private <T, S> Outcome<S> orSeenBefore(
      Caller caller,
      AccountNumber account,
      Outcome<T> fresh,
      Function<T, S> asFresh,
      Function<SubscriberCard, S> asSeen) {
    boolean silent =
        switch (fresh) {
          case Outcome.Done<T> _ -> false;
          case Outcome.Refused<T>(Refusal refusal) -> isSilence(refusal);
          case Outcome.Unknown<T> _ -> true;
        };
    return silent
            && executor.run(caller, Request.query(new ShowSeenCard(account)))
                instanceof Outcome.Done<SubscriberCard>(SubscriberCard card)
        ? Outcome.done(asSeen.apply(card))
        : fresh.map(asFresh);
  }
}
