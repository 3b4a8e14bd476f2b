package org.sbms.branch.bank;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.sbms.bankfiles.pain.BankAccount;
import org.sbms.bankfiles.pain.Pain001;
import org.sbms.bankfiles.pain.PaymentInstruction;
import org.sbms.branch.bank.WorkOnBank.OwnAccount;
import org.sbms.branch.bank.WorkOnReturns.AskReturn;
import org.sbms.branch.bank.WorkOnReturns.BankReturn;
import org.sbms.branch.bank.WorkOnReturns.DropReturn;
import org.sbms.branch.bank.WorkOnReturns.ListReturns;
import org.sbms.branch.bank.WorkOnReturns.RejectReturn;
import org.sbms.branch.bank.WorkOnReturns.ReturnFile;
import org.sbms.branch.bank.WorkOnReturns.ReturnState;
import org.sbms.branch.bank.WorkOnReturns.Returns;
import org.sbms.branch.bank.WorkOnReturns.SendReturns;
import org.sbms.branch.bank.WorkOnReturns.SentReturns;
import org.sbms.branch.bank.WorkOnReturns.ShowReturnFile;
import org.sbms.branch.day.BusinessDays;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;

/**
 * Money goes back only to the account that it came from, as the bank named it: nobody types where.
 * The business day is locked before lines, lines before returns.
 */
final class ReturnHandlers {
  private static final RefusalCode NOT_OPEN =
      new RefusalCode("bank-line-not-open", RefusalCode.Category.CONFLICT);
  private static final RefusalCode NO_PAYER =
      new RefusalCode("payer-account-unknown", RefusalCode.Category.CONFLICT);
  private static final RefusalCode OWN_RETURN =
      new RefusalCode("own-return", RefusalCode.Category.FORBIDDEN);
  private static final String NOBODY = "NOTPROVIDED";
  private static final int MAX_NAME = 140;

  private final BranchCode self;
  private final Currency currency;
  private final BankStore lines;
  private final ReturnStore returns;
  private final BankBooks books;
  private final BusinessDays days;
  private final BankCalendar calendar;
  private final Clock clock;
  private final RandomGenerator random;

  ReturnHandlers(
      BranchCode self,
      Currency currency,
      BankStore lines,
      ReturnStore returns,
      BankBooks books,
      BusinessDays days,
      BankCalendar calendar,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.currency = currency;
    this.lines = lines;
    this.returns = returns;
    this.books = books;
    this.days = days;
    this.calendar = calendar;
    this.clock = clock;
    this.random = random;
  }

  Outcome<BankReturn> ask(Command<AskReturn> command, Tx tx) {
    AskReturn asked = command.operation();
    Optional<BankLine> line = lines.lock(tx, asked.line());
    if (line.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such line of a bank's file.");
    }
    long number = line.get().number();
    if (!line.get().state().isOpen() || line.get().isReversal()) {
      return Outcome.refused(NOT_OPEN, "Line " + number + " has nothing that could go back.");
    }
    if (line.get().state() == LineState.NEW) {
      return Outcome.refused(
          NOT_OPEN, "Line " + number + " was not looked at yet: ask again in a moment.");
    }
    if (returns.isAsked(tx, asked.line())) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "It was asked before that line " + number + " goes back.");
    }
    if (!lines.find(tx, asked.line()).orElseThrow().payer().hasIban()) {
      return Outcome.refused(
          NO_PAYER, "The bank did not give the IBAN that line " + number + " came from.");
    }
    return Outcome.done(
        returns.insert(
            tx,
            UuidV7.next(now(), random),
            line.get(),
            asked.reason().strip(),
            command.caller().actor().login(),
            now()));
  }

  Outcome<BankReturn> drop(Command<DropReturn> command, Tx tx) {
    Optional<BankReturn> asked =
        returns.lock(tx, List.of(command.operation().id())).stream().findFirst();
    if (asked.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such return.");
    }
    if (asked.get().state() != ReturnState.ASKED) {
      return Outcome.refused(decided(asked.get()));
    }
    returns.decide(
        tx,
        List.of(asked.get().id()),
        ReturnState.DROPPED,
        Optional.empty(),
        command.caller().actor().login(),
        now());
    return Outcome.done(returns.find(tx, asked.get().id()).orElseThrow());
  }

  Outcome<SentReturns> send(Command<SendReturns> command, Tx tx) {
    LocalDate day = days.open(tx);
    List<UUID> ids = command.operation().ids().stream().distinct().toList();
    String login = command.caller().actor().login();
    List<BankLine> held = lines.lockReturned(tx, ids);
    List<BankReturn> asked = returns.lock(tx, ids);
    if (asked.size() < ids.size()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such return.");
    }
    Map<UUID, BankLine> byId = held.stream().collect(Collectors.toMap(BankLine::id, line -> line));
    Optional<Refusal> own = asked.stream().flatMap(one -> own(one, login).stream()).findFirst();
    if (own.isPresent()) {
      return Outcome.refused(own.get());
    }
    List<BankReturn> ready = new ArrayList<>();
    List<Refusal> obstacles = new ArrayList<>();
    for (BankReturn one : asked) {
      obstacle(one, of(byId, one)).ifPresentOrElse(obstacles::add, () -> ready.add(one));
    }
    if (ready.isEmpty()) {
      return Outcome.refused(obstacles.getFirst());
    }
    UUID file = UuidV7.next(now(), random);
    String name = self + "-RT-" + returns.nextFile(tx);
    returns.insertFile(tx, file, name + ".xml", xml(tx, name, day, ready), login, now());
    returns.decide(
        tx,
        ready.stream().map(BankReturn::id).toList(),
        ReturnState.SENT,
        Optional.of(file),
        login,
        now());
    ready.forEach(one -> gone(tx, of(byId, one), name, day, login));
    return Outcome.done(
        new SentReturns(
            file,
            name + ".xml",
            ready.size(),
            total(ready),
            asked.stream().filter(one -> !ready.contains(one)).map(BankReturn::number).toList()));
  }

  private static BankLine of(Map<UUID, BankLine> lines, BankReturn asked) {
    return java.util.Objects.requireNonNull(lines.get(asked.line()));
  }

  private static Optional<Refusal> own(BankReturn asked, String login) {
    return asked.state() == ReturnState.ASKED && asked.askedBy().equals(login)
        ? Optional.of(
            Refusal.of(
                OWN_RETURN,
                "Another person must send return " + asked.number() + ", which you asked for."))
        : Optional.empty();
  }

  private static Optional<Refusal> obstacle(BankReturn asked, BankLine line) {
    if (asked.state() != ReturnState.ASKED) {
      return Optional.of(decided(asked));
    }
    return line.state().isOpen() && line.open().equals(asked.amount())
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                NOT_OPEN,
                "Line " + line.number() + " changed since its return was asked for: drop it."));
  }

  private static Refusal decided(BankReturn asked) {
    return Refusal.of(
        RefusalCode.STATE_CONFLICT,
        "Return " + asked.number() + " is " + asked.state() + " already.");
  }

  private String xml(Tx tx, String name, LocalDate day, List<BankReturn> asked) {
    Map<String, String> holders =
        lines.own(tx).stream().collect(Collectors.toMap(OwnAccount::number, OwnAccount::name));
    List<PaymentInstruction.Payment> payments = new ArrayList<>();
    for (BankReturn one : asked) {
      WorkOnBank.Row row = lines.find(tx, one.line()).orElseThrow();
      payments.add(
          new PaymentInstruction.Payment(
              endToEndId(name, one),
              new BankAccount(holders.getOrDefault(one.from(), self.value()), one.from(), ""),
              payer(row.payer()),
              one.amount(),
              purpose(one, row.line())));
    }
    return Pain001.write(
        new PaymentInstruction(
            name,
            now(),
            calendar.days(tx).onOrAfter(day),
            payments.getFirst().from().holder(),
            payments));
  }

  private static String endToEndId(String file, BankReturn one) {
    return file + "-" + one.number();
  }

  /** What the payer reads: our reason, and the payment by the reference that the payer gave it. */
  private static String purpose(BankReturn one, BankLine line) {
    String reference = line.endToEndId().isEmpty() ? line.bankReference() : line.endToEndId();
    String purpose = reference.isEmpty() ? one.reason() : one.reason() + " / " + reference;
    return BankReading.oneLine(purpose, MAX_NAME);
  }

  private static BankAccount payer(BankLine.Payer payer) {
    String name = BankReading.oneLine(payer.name(), MAX_NAME);
    return new BankAccount(name.isEmpty() ? NOBODY : name, payer.account(), "");
  }

  private void gone(Tx tx, BankLine line, String file, LocalDate day, String login) {
    books.close(tx, line, "bank-returned", day, now());
    lines.update(
        tx,
        line.worked(
            LineState.RETURNED, Money.zero(currency), Optional.empty(), "", file, now(), login));
  }

  Outcome<BankReturn> reject(Command<RejectReturn> command, Tx tx) {
    LocalDate day = days.open(tx);
    List<UUID> id = List.of(command.operation().id());
    List<BankLine> held = lines.lockReturned(tx, id);
    Optional<BankReturn> sent = returns.lock(tx, id).stream().findFirst();
    if (sent.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such return.");
    }
    if (sent.get().state() != ReturnState.SENT) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT,
          "Return "
              + sent.get().number()
              + " is "
              + sent.get().state()
              + ": only what was sent can be rejected.");
    }
    String reason = command.operation().reason().strip();
    String login = command.caller().actor().login();
    BankLine line = held.getFirst();
    books.keep(tx, sent.get(), day, now());
    lines.update(
        tx,
        line.worked(
            LineState.OPEN,
            line.open().plus(sent.get().amount()),
            Optional.empty(),
            "",
            reason,
            now(),
            login));
    returns.reject(tx, sent.get().id(), reason, login, now());
    return Outcome.done(returns.find(tx, sent.get().id()).orElseThrow());
  }

  private Money total(List<BankReturn> asked) {
    return new Money(
        asked.stream().mapToLong(one -> one.amount().minor()).reduce(0, Math::addExact), currency);
  }

  Outcome<Returns> list(Caller caller, ListReturns question, Sql sql) {
    return Outcome.done(new Returns(returns.list(sql, question)));
  }

  Outcome<ReturnFile> file(Caller caller, ShowReturnFile question, Sql sql) {
    return returns
        .file(sql, question.file())
        .map(Outcome::done)
        .orElseGet(
            () -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such file of returns."));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
