package org.sbms.branch.bank;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sbms.branch.bank.WorkOnBank.Share;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.Identifiers;
import org.sbms.branch.payment.HomeDecisions;
import org.sbms.branch.payment.PaymentState;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.SubscriberCard.Identifier;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;

/**
 * By the clock: looks at new lines, a stretch at a time, and at lines whose payments fell. A
 * stretch is one transaction, so a line is assigned once, and what a crash undoes is done again.
 */
final class BankMatching {
  private static final int STRETCH = 200;
  private static final int MAX_STRETCHES = 500;

  private final BranchCode self;
  private final Currency currency;
  private final BankStore store;
  private final ExpectedCredits expected;
  private final BankBooks books;
  private final Reversals reversals;
  private final Accounts accounts;
  private final Predicate<BranchCode> isBranch;
  private final BusinessDays days;
  private final Clock clock;
  private final Caller system;

  BankMatching(
      BranchCode self,
      Currency currency,
      BankStore store,
      ExpectedCredits expected,
      BankBooks books,
      Reversals reversals,
      Accounts accounts,
      Predicate<BranchCode> isBranch,
      BusinessDays days,
      Clock clock) {
    this.self = self;
    this.currency = currency;
    this.store = store;
    this.expected = expected;
    this.books = books;
    this.reversals = reversals;
    this.accounts = accounts;
    this.isBranch = isBranch;
    this.days = days;
    this.clock = clock;
    NodeId node = NodeId.of(self);
    this.system = new Caller(Actor.system(node), node, Set.of());
  }

  void work(Database database) {
    for (int i = 0; i < MAX_STRETCHES; i++) {
      if (!database.inTransaction(this::match)) {
        break;
      }
    }
    for (UUID payment : store.fallen(database, STRETCH)) {
      database.inTransaction(tx -> reopen(tx, payment));
    }
    for (UUID reversal : store.waitingReversals(database, STRETCH)) {
      database.inTransaction(tx -> goOn(tx, reversal));
    }
  }

  /** Whether there may be more. */
  private boolean match(Tx tx) {
    LocalDate day = days.open(tx);
    List<BankLine> lines = store.lockNew(tx, STRETCH);
    if (lines.isEmpty()) {
      return false;
    }
    Instant now = now();
    List<BankLine> credits = lines.stream().filter(line -> !line.isReversal()).toList();
    credits(tx, credits, day, now);
    // After the credits: a file may bring both.
    lines.stream().filter(BankLine::isReversal).forEach(line -> reversal(tx, line, day, now));
    return lines.size() == STRETCH;
  }

  private void credits(Tx tx, List<BankLine> lines, LocalDate day, Instant now) {
    Known known = known(tx, lines);
    List<BankBooks.Assignment> assignments = new ArrayList<>();
    for (BankLine line : lines) {
      switch (MatchDecisions.decide(known.of(line))) {
        case MatchDecisions.Answer.Assign(AccountNumber account, MatchDecisions.Rule rule) -> {
          Optional<Refusal> obstacle = obstacle(known, account, line);
          if (obstacle.isEmpty()) {
            assignments.add(
                new BankBooks.Assignment(
                    line, List.of(new Share(account, line.open())), rule.name(), system));
          } else {
            ask(tx, line, Optional.of(account), rule.name(), obstacle.get().code().code(), now);
          }
        }
        case MatchDecisions.Answer.Hint(AccountNumber account, MatchDecisions.Rule rule) ->
            ask(tx, line, Optional.of(account), rule.name(), MatchDecisions.NOBODY_NAMED, now);
        case MatchDecisions.Answer.Ask(String why) -> ask(tx, line, Optional.empty(), "", why, now);
      }
    }
    books.assign(tx, assignments, day, now);
  }

  private Optional<Refusal> obstacle(Known known, AccountNumber account, BankLine line) {
    return account.home().equals(self)
        ? HomeDecisions.obstacle(Optional.ofNullable(known.own.get(account)), line.amount())
        : Optional.empty();
  }

  private void ask(
      Tx tx, BankLine line, Optional<AccountNumber> hint, String rule, String why, Instant now) {
    store.update(tx, line.worked(LineState.OPEN, line.open(), hint, rule, why, now, Actor.SYSTEM));
  }

  private void reversal(Tx tx, BankLine line, LocalDate day, Instant now) {
    List<UUID> credits = store.reversible(tx, line);
    Optional<BankLine> credit =
        credits.size() == 1 ? store.lock(tx, credits.getFirst()) : Optional.empty();
    if (credit.isEmpty()) {
      reversals.open(
          tx,
          line,
          Optional.empty(),
          credits.isEmpty() ? "credit-not-found" : "several-credits",
          system,
          now);
    } else {
      reversals.pair(tx, line, credit.get(), system, day, now);
    }
  }

  /** What is known of many lines at once. */
  private record Known(
      Map<UUID, Clues> clues,
      Map<String, AccountNumber> expected,
      Map<String, AccountNumber> virtual,
      Map<String, AccountNumber> invoices,
      Map<String, AccountNumber> payers,
      Map<String, AccountNumber> phones,
      Map<String, AccountNumber> amounts,
      Map<AccountNumber, Accounts.Facts> own,
      Predicate<AccountNumber> mayBe) {

    MatchDecisions.Found of(BankLine line) {
      Clues written = java.util.Objects.requireNonNull(clues.get(line.id()));
      return new MatchDecisions.Found(
          Optional.ofNullable(expected.get(line.endToEndId())),
          Optional.ofNullable(virtual.get(line.ownAccount())),
          written.accounts().stream().filter(mayBe).collect(Collectors.toSet()),
          all(invoices, written.invoices()),
          Optional.ofNullable(payers.get(line.id().toString())),
          all(
              phones,
              written.phones().stream().map(BankMatching::phone).collect(Collectors.toSet())),
          Optional.ofNullable(amounts.get(Long.toString(line.open().minor()))));
    }

    private static Set<AccountNumber> all(Map<String, AccountNumber> of, Collection<String> keys) {
      Set<AccountNumber> found = new HashSet<>();
      keys.forEach(key -> Optional.ofNullable(of.get(key)).ifPresent(found::add));
      return found;
    }
  }

  private Known known(Tx tx, List<BankLine> lines) {
    Map<UUID, Clues> clues = new HashMap<>();
    lines.forEach(
        line -> clues.put(line.id(), Clues.in(line.remittance() + "\n" + line.endToEndId())));
    Map<String, AccountNumber> expected =
        this.expected.of(tx, lines.stream().map(BankLine::endToEndId).toList());
    Map<String, AccountNumber> virtual =
        store.virtual(tx, lines.stream().map(BankLine::ownAccount).toList());
    Map<String, AccountNumber> invoices =
        store.invoiced(
            tx, clues.values().stream().flatMap(each -> each.invoices().stream()).toList());
    Map<String, AccountNumber> payers =
        store.payers(tx, lines.stream().map(line -> line.id().toString()).toList());
    Map<String, AccountNumber> phones =
        store.phones(
            tx,
            clues.values().stream()
                .flatMap(each -> each.phones().stream())
                .map(BankMatching::phone)
                .toList());
    Map<String, AccountNumber> amounts =
        store.amounts(
            tx, lines.stream().map(line -> Long.toString(line.open().minor())).toList(), currency);
    Set<AccountNumber> own = new LinkedHashSet<>();
    clues.values().forEach(each -> own.addAll(each.accounts()));
    List.of(expected, virtual, invoices, payers).forEach(each -> own.addAll(each.values()));
    own.removeIf(account -> !account.home().equals(self));
    Map<AccountNumber, Accounts.Facts> facts = accounts.lock(tx, own);
    return new Known(
        clues,
        expected,
        virtual,
        invoices,
        payers,
        phones,
        amounts,
        facts,
        account ->
            account.home().equals(self)
                ? facts.containsKey(account)
                : isBranch.test(account.home()));
  }

  private static String phone(String digits) {
    return Identifiers.normal(new Identifier("PHONE", digits)).value();
  }

  /** A payment was cancelled, or its home rejected it: its money is nobody's again. */
  private boolean reopen(Tx tx, UUID payment) {
    LocalDate day = days.open(tx);
    Optional<BankLine> line = store.lockOfPart(tx, payment);
    Optional<BankLine.Part> part =
        line.flatMap(of ->
            store.parts(tx, of.id()).stream()
                .filter(one -> one.paymentId().equals(payment) && !one.givenBack())
                .findFirst());
    if (part.isEmpty()) {
      return false;
    }
    boolean rejected = PaymentState.valueOf(part.get().state()) == PaymentState.REJECTED;
    Outcome<BankLine> back =
        books.takeBack(
            tx,
            line.orElseThrow(),
            part.get(),
            rejected ? "rejected-by-home" : "payment-cancelled",
            system,
            day,
            now());
    return back instanceof Outcome.Done<BankLine>;
  }

  private boolean goOn(Tx tx, UUID id) {
    LocalDate day = days.open(tx);
    Optional<BankLine> reversal = store.lock(tx, id).filter(line -> line.state().isOpen());
    Optional<BankLine> credit =
        reversal.flatMap(BankLine::reverses).flatMap(of -> store.lock(tx, of));
    if (credit.isEmpty()) {
      return false;
    }
    reversals.pair(tx, reversal.orElseThrow(), credit.get(), system, day, now());
    return true;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
