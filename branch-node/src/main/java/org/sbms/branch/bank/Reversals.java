package org.sbms.branch.bank;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;

/**
 * What the bank takes back. The credit's payments are cancelled, each by the rules of every
 * cancellation; when all of it is in suspense again, credit and reversal leave it together.
 */
final class Reversals {
  static final String BY_THE_BANK = "the bank took the money back";

  private final BankStore store;
  private final ReturnStore returns;
  private final BankBooks books;

  Reversals(BankStore store, ReturnStore returns, BankBooks books) {
    this.store = store;
    this.returns = returns;
    this.books = books;
  }

  /** Both are locked; gives the reversal as it is then. */
  BankLine pair(
      Tx tx, BankLine reversal, BankLine credit, Caller caller, LocalDate day, Instant now) {
    BankLine whole = credit;
    for (BankLine.Part part : store.parts(tx, credit.id())) {
      if (part.givenBack()) {
        continue;
      }
      boolean wasAsked = reversal.reverses().isPresent();
      if (wasAsked && !part.refusal().isEmpty()) {
        return open(tx, reversal, Optional.empty(), part.refusal(), caller, now);
      }
      Outcome<BankLine> back = books.takeBack(tx, whole, part, BY_THE_BANK, caller, day, now);
      switch (back) {
        case Outcome.Done<BankLine>(BankLine line) -> whole = line;
        case Outcome.Refused<BankLine>(Refusal refusal) -> {
          return open(tx, reversal, Optional.empty(), refusal.code().code(), caller, now);
        }
        case Outcome.Unknown<BankLine> unknown ->
            throw new IllegalStateException(unknown.toString());
      }
    }
    Optional<BankLine> other = Optional.of(whole);
    if (!whole.open().equals(whole.amount())) {
      return open(tx, reversal, other, "waits-for-cancellation", caller, now);
    }
    gone(tx, whole, caller, now);
    return gone(tx, reversal.reversing(other.map(BankLine::id)), caller, now);
  }

  private BankLine gone(Tx tx, BankLine line, Caller caller, Instant now) {
    BankLine gone =
        line.worked(
            LineState.REVERSED,
            Money.zero(line.amount().currency()),
            Optional.empty(),
            line.rule(),
            BY_THE_BANK,
            now,
            caller.actor().login());
    store.update(tx, gone);
    returns.dropOf(tx, line.id(), caller.actor().login(), now);
    return gone;
  }

  BankLine open(
      Tx tx,
      BankLine reversal,
      Optional<BankLine> credit,
      String note,
      Caller caller,
      Instant now) {
    BankLine open =
        reversal
            .worked(
                LineState.OPEN,
                reversal.open(),
                Optional.empty(),
                "",
                note,
                now,
                caller.actor().login())
            .reversing(credit.map(BankLine::id));
    store.update(tx, open);
    return open;
  }
}
