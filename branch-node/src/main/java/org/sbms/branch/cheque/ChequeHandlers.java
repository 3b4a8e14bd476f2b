package org.sbms.branch.cheque;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.sbms.branch.charge.ChargeBook;
import org.sbms.branch.charge.ChargeKind;
import org.sbms.branch.charge.NewCharge;
import org.sbms.branch.cheque.ChequeDecisions.Step;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.ledger.Chart;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;

/** Load, let {@link ChequeDecisions} decide, apply. Accounts are locked before cheques. */
final class ChequeHandlers {
  private static final RefusalCode KNOWN =
      new RefusalCode("cheque-received-before", RefusalCode.Category.CONFLICT);
  private static final Integer[] AGE_DAYS = {8, 31, 91};

  private final BranchCode self;
  private final ChequeSettings settings;
  private final Cheques cheques;
  private final Accounts accounts;
  private final BusinessDays days;
  private final Ledger ledger;
  private final ChargeBook charges;
  private final ZoneId zone;
  private final Clock clock;
  private final RandomGenerator random;

  ChequeHandlers(
      BranchCode self,
      ChequeSettings settings,
      Cheques cheques,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      ZoneId zone,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.settings = settings;
    this.cheques = cheques;
    this.accounts = accounts;
    this.days = days;
    this.ledger = ledger;
    this.charges = new ChargeBook(clock, random);
    this.zone = zone;
    this.clock = clock;
    this.random = random;
  }

  Outcome<Cheque> receive(Command<ReceiveCheque> command, Tx tx) {
    LocalDate day = days.open(tx);
    ReceiveCheque asked = command.operation();
    AccountNumber account = asked.account();
    if (account.home().equals(self)) {
      Optional<Accounts.Facts> facts = accounts.find(tx, account);
      if (facts.isEmpty()) {
        return Outcome.refused(RefusalCode.NOT_FOUND, "There is no account " + account + ".");
      }
      if (facts.get().state() == SubscriberState.TERMINATED) {
        return Outcome.refused(
            RefusalCode.STATE_CONFLICT, "The account " + account + " is closed.");
      }
    }
    Instant now = now();
    Cheque cheque =
        new Cheque(
            UuidV7.next(now, random),
            asked.number().strip(),
            asked.bank().strip(),
            asked.drawer().strip(),
            asked.dated(),
            account,
            asked.amount(),
            ChequeState.RECEIVED,
            CreditState.NONE,
            false,
            account,
            0,
            null,
            null,
            "",
            Money.zero(asked.amount().currency()),
            now,
            login(command.caller()),
            now,
            login(command.caller()));
    Step.Move move = ChequeDecisions.received(cheque, settings.creditRule());
    if (!cheques.insert(tx, move.cheque())) {
      return Outcome.refused(KNOWN, "This cheque was received before.");
    }
    ledger.post(tx, now, day, move.postings());
    return Outcome.done(move.cheque());
  }

  /** All of them or none: a refusal leaves nothing changed. */
  Outcome<ChequeSlip> deposit(Command<MakeChequeSlip> command, Tx tx) {
    MakeChequeSlip asked = command.operation();
    Instant now = now();
    LocalDate today = LocalDate.ofInstant(now, zone);
    List<Cheque> found = cheques.lock(tx, asked.cheques());
    if (found.size() != asked.cheques().size()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "One of these cheques is not there.");
    }
    UUID id = UuidV7.next(now, random);
    List<Cheque> deposited = new ArrayList<>();
    for (Cheque cheque : found) {
      switch (ChequeDecisions.deposit(cheque, id, today, login(command.caller()), now)) {
        case Step.Move(Cheque moved, var _) -> deposited.add(moved);
        case Step.Refuse(Refusal refusal) -> {
          return Outcome.refused(refusal);
        }
      }
    }
    ChequeSlip slip =
        new ChequeSlip(
            id,
            "%s-D%02d-%06d".formatted(self, now.atZone(zone).getYear() % 100, cheques.nextSlip(tx)),
            asked.bank().strip(),
            today,
            now,
            login(command.caller()));
    cheques.insert(tx, slip);
    deposited.forEach(cheque -> cheques.update(tx, cheque));
    return Outcome.done(slip);
  }

  Outcome<Cheque> clear(Command<ClearCheque> command, Tx tx) {
    return change(
        tx,
        command.operation().id(),
        cheque -> ChequeDecisions.clear(cheque, login(command.caller()), now()));
  }

  Outcome<ClearChequeSlip.Cleared> clearSlip(Command<ClearChequeSlip> command, Tx tx) {
    LocalDate day = days.open(tx);
    UUID id = command.operation().id();
    if (cheques.findSlip(tx, id).isEmpty()) {
      return noSlip(id);
    }
    Instant now = now();
    List<Posting> postings = new ArrayList<>();
    List<Cheque> unanswered = cheques.lockUnanswered(tx, id);
    for (Cheque cheque : unanswered) {
      if (ChequeDecisions.clear(cheque, login(command.caller()), now)
          instanceof Step.Move(Cheque moved, var booked)) {
        cheques.update(tx, moved);
        postings.addAll(booked);
      }
    }
    ledger.post(tx, now, day, postings);
    return Outcome.done(new ClearChequeSlip.Cleared(unanswered.size()));
  }

  Outcome<Cheque> bounce(Command<BounceCheque> command, Tx tx) {
    LocalDate day = days.open(tx);
    BounceCheque asked = command.operation();
    Optional<Cheque> before = cheques.find(tx, asked.id());
    Map<AccountNumber, Accounts.Facts> own =
        before
            .filter(cheque -> cheque.creditTo().home().equals(self))
            .map(cheque -> accounts.lock(tx, List.of(cheque.creditTo())))
            .orElse(Map.of());
    Outcome<Cheque> outcome =
        change(
            tx,
            asked.id(),
            cheque ->
                ChequeDecisions.bounce(
                    cheque, asked.reason().strip(), login(command.caller()), now()));
    return outcome.map(cheque ->
        own.values().stream()
            .findFirst()
            .filter(facts -> settings.bounceFee().isPositive())
            .filter(facts -> facts.state() != SubscriberState.TERMINATED)
            .map(facts -> charge(tx, cheque, facts.number(), day))
            .orElse(cheque));
  }

  /** Leaves the balance now, and stands on the next bill as what it is. */
  private Cheque charge(Tx tx, Cheque cheque, AccountNumber account, LocalDate day) {
    Money fee = settings.bounceFee();
    accounts.change(tx, Map.of(account, -fee.minor()));
    ledger.post(
        tx,
        now(),
        day,
        List.of(
            new Posting(
                cheque.id(),
                "cheque-bounce-fee",
                Chart.SUBSCRIBERS,
                Chart.PENALTIES,
                fee,
                account.value())));
    charges.add(
        tx,
        new NewCharge(
            account,
            ChargeKind.PENALTY,
            "PENALTY",
            "Fee for a bounced cheque",
            day,
            fee,
            true,
            "cheque",
            cheque.id().toString()));
    Cheque charged = cheque.charged(fee);
    cheques.update(tx, charged);
    return charged;
  }

  Outcome<Cheque> giveBack(Command<ReturnCheque> command, Tx tx) {
    ReturnCheque asked = command.operation();
    return change(
        tx,
        asked.id(),
        cheque ->
            ChequeDecisions.giveBack(
                cheque, asked.reason().strip(), login(command.caller()), now()));
  }

  Outcome<Cheque> credit(Command<CreditCheque> command, Tx tx) {
    CreditCheque asked = command.operation();
    return change(
        tx,
        asked.id(),
        cheque -> ChequeDecisions.credit(cheque, asked.account(), login(command.caller()), now()));
  }

  /** What follows from what happened to its payment; one that is past that stays as it is. */
  Cheque happened(Transactions transactions, UUID id, Function<Cheque, Step> decision) {
    return transactions.inTransaction(tx -> {
      Outcome<Cheque> outcome = change(tx, id, decision);
      return outcome instanceof Outcome.Done<Cheque>(Cheque moved)
          ? moved
          : cheques.find(tx, id).orElseThrow();
    });
  }

  private Outcome<Cheque> change(Tx tx, UUID id, Function<Cheque, Step> decision) {
    LocalDate day = days.open(tx);
    Optional<Cheque> found = cheques.lock(tx, id);
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no cheque " + id + ".");
    }
    return switch (decision.apply(found.get())) {
      case Step.Move(Cheque moved, var postings) -> {
        cheques.update(tx, moved);
        ledger.post(tx, now(), day, postings);
        yield Outcome.done(moved);
      }
      case Step.Refuse(Refusal refusal) -> Outcome.refused(refusal);
    };
  }

  Outcome<Cheque> show(ShowCheque question, Sql sql) {
    return cheques
        .find(sql, question.id())
        .map(Outcome::done)
        .orElseGet(() ->
            Outcome.refused(RefusalCode.NOT_FOUND, "There is no cheque " + question.id() + "."));
  }

  Outcome<ListCheques.Cheques> list(ListCheques question, Sql sql) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    return Outcome.done(new ListCheques.Cheques(cheques.list(sql, question, today)));
  }

  Outcome<ListChequeSlips.Slips> slips(ListChequeSlips question, Sql sql) {
    return Outcome.done(
        new ListChequeSlips.Slips(cheques.slips(sql, question, settings.currency())));
  }

  Outcome<ShowChequeSlip.Slip> slip(ShowChequeSlip question, Sql sql) {
    Optional<ChequeSlip> slip = cheques.findSlip(sql, question.id());
    if (slip.isEmpty()) {
      return noSlip(question.id());
    }
    List<Cheque> on = cheques.onSlip(sql, question.id());
    Money total =
        on.stream().map(Cheque::amount).reduce(Money.zero(settings.currency()), Money::plus);
    return Outcome.done(new ShowChequeSlip.Slip(slip.get(), on, total));
  }

  Outcome<ShowChequeAgeing.Ageing> ageing(Sql sql) {
    List<ShowChequeAgeing.Line> lines =
        cheques.ageing(sql, clock.instant(), AGE_DAYS, settings.currency());
    Money total =
        lines.stream()
            .map(ShowChequeAgeing.Line::total)
            .reduce(Money.zero(settings.currency()), Money::plus);
    return Outcome.done(new ShowChequeAgeing.Ageing(lines, total));
  }

  private static <R> Outcome<R> noSlip(UUID id) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no deposit slip " + id + ".");
  }

  private static String login(Caller caller) {
    return caller.actor().login();
  }

  /** As precise as the database keeps it, so that what is answered now is what is read later. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
