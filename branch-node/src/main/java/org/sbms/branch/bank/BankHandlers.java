package org.sbms.branch.bank;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.sbms.branch.bank.WorkOnBank.AssignBankLine;
import org.sbms.branch.bank.WorkOnBank.BankAccounts;
import org.sbms.branch.bank.WorkOnBank.BankFile;
import org.sbms.branch.bank.WorkOnBank.BankFiles;
import org.sbms.branch.bank.WorkOnBank.BankLines;
import org.sbms.branch.bank.WorkOnBank.CloseBankLine;
import org.sbms.branch.bank.WorkOnBank.Closing;
import org.sbms.branch.bank.WorkOnBank.DropVirtualAccount;
import org.sbms.branch.bank.WorkOnBank.ListBankAccounts;
import org.sbms.branch.bank.WorkOnBank.ListBankFiles;
import org.sbms.branch.bank.WorkOnBank.ListBankLines;
import org.sbms.branch.bank.WorkOnBank.OwnAccount;
import org.sbms.branch.bank.WorkOnBank.PairReversal;
import org.sbms.branch.bank.WorkOnBank.SaveOwnAccount;
import org.sbms.branch.bank.WorkOnBank.SaveVirtualAccount;
import org.sbms.branch.bank.WorkOnBank.Share;
import org.sbms.branch.bank.WorkOnBank.TakeBackShare;
import org.sbms.branch.bank.WorkOnBank.TakeBankFile;
import org.sbms.branch.bank.WorkOnBank.VirtualAccount;
import org.sbms.branch.bank.WorkOnBank.Worked;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.payment.HomeDecisions;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;

/** Load, decide, apply. The business day is locked before lines, lines before payments. */
final class BankHandlers {
  static final RefusalCode REPEATED =
      new RefusalCode("bank-file-repeated", RefusalCode.Category.CONFLICT);
  private static final RefusalCode NOT_OPEN =
      new RefusalCode("bank-line-not-open", RefusalCode.Category.CONFLICT);
  private static final RefusalCode MORE_THAN_OPEN =
      new RefusalCode("more-than-open", RefusalCode.Category.CONFLICT);
  private static final RefusalCode NO_PAIR =
      new RefusalCode("no-pair", RefusalCode.Category.CONFLICT);

  private final BranchCode self;
  private final Currency currency;
  private final BankStore store;
  private final Dialects dialects = new Dialects();
  private final ReturnStore returns;
  private final BankBooks books;
  private final Reversals reversals;
  private final Accounts accounts;
  private final Predicate<BranchCode> isBranch;
  private final BusinessDays days;
  private final Ledger ledger;
  private final Clock clock;
  private final RandomGenerator random;

  BankHandlers(
      BranchCode self,
      Currency currency,
      BankStore store,
      ReturnStore returns,
      BankBooks books,
      Reversals reversals,
      Accounts accounts,
      Predicate<BranchCode> isBranch,
      BusinessDays days,
      Ledger ledger,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.currency = currency;
    this.store = store;
    this.returns = returns;
    this.books = books;
    this.reversals = reversals;
    this.accounts = accounts;
    this.isBranch = isBranch;
    this.days = days;
    this.ledger = ledger;
    this.clock = clock;
    this.random = random;
  }

  Outcome<BankFile> take(Command<TakeBankFile> command, Tx tx) {
    TakeBankFile asked = command.operation();
    byte[] bytes = Base64.getDecoder().decode(asked.content());
    Outcome<BankReading.Read> read;
    if (asked.dialect().isEmpty()) {
      read = BankReading.camt(asked.name(), bytes, store.ownNumbers(tx), currency);
    } else {
      Optional<StatementDialect> dialect = dialects.named(tx, asked.dialect());
      if (dialect.isEmpty()) {
        return Outcome.refused(Refusal.invalid("dialect", "is none of this branch's"));
      }
      read = BankReading.csv(asked.name(), bytes, dialect.get(), store.ownNumbers(tx), currency);
    }
    return switch (read) {
      case Outcome.Done<BankReading.Read>(BankReading.Read file) -> keep(command, file, tx);
      case Outcome.Refused<BankReading.Read>(Refusal refusal) -> Outcome.refused(refusal);
      case Outcome.Unknown<BankReading.Read>(String why) -> new Outcome.Unknown<>(why);
    };
  }

  private Outcome<BankFile> keep(Command<TakeBankFile> command, BankReading.Read read, Tx tx) {
    LocalDate day = days.open(tx);
    store.lockOwn(tx, read.lines().keySet());
    Optional<BankFile> before = store.fileOf(tx, read.source().fingerprint());
    if (before.isPresent()) {
      return Outcome.refused(
          REPEATED,
          "%s is the same file as %s, which %s took on %s."
              .formatted(
                  command.operation().name(),
                  before.get().name(),
                  before.get().takenBy(),
                  before.get().takenAt().truncatedTo(ChronoUnit.SECONDS)));
    }
    Map<String, List<Incoming>> fresh = new java.util.LinkedHashMap<>();
    int known = 0;
    for (Map.Entry<String, List<Incoming>> of : read.lines().entrySet()) {
      List<Incoming> lines = unknown(tx, of.getKey(), read.source().isCsv(), of.getValue());
      known += of.getValue().size() - lines.size();
      if (!lines.isEmpty()) {
        fresh.put(of.getKey(), lines);
      }
    }
    BankFile file =
        new BankFile(
            UuidV7.next(now(), random),
            command.operation().name(),
            read.source().kind(),
            read.source().messageId(),
            fresh.values().stream().mapToInt(List::size).sum(),
            known,
            read.others(),
            0,
            now(),
            command.caller().actor().login());
    store.insert(tx, file, read.source().fingerprint());
    fresh.forEach((account, lines) -> insert(tx, file, account, lines, day));
    return Outcome.done(file);
  }

  private List<Incoming> unknown(Tx tx, String account, boolean isCsv, List<Incoming> lines) {
    Set<String> seen = store.known(tx, account, lines);
    List<Incoming> fresh = lines.stream().filter(line -> !seen.contains(line.identity())).toList();
    if (fresh.isEmpty()) {
      return fresh;
    }
    Map<String, UUID> twins = Twins.of(fresh, store.ofOtherKind(tx, account, isCsv, fresh, seen));
    store.twin(tx, twins);
    return fresh.stream().filter(line -> !twins.containsKey(line.identity())).toList();
  }

  private void insert(Tx tx, BankFile file, String account, List<Incoming> lines, LocalDate day) {
    List<UUID> ids = new ArrayList<>();
    List<Posting> postings = new ArrayList<>();
    for (Incoming line : lines) {
      ids.add(UuidV7.next(file.takenAt(), random));
      postings.add(BankBooks.posting(ids.getLast(), "bank-entry", account, line.amount()));
    }
    store.insert(tx, file, account, ids, lines);
    ledger.post(tx, file.takenAt(), day, postings);
  }

  Outcome<Worked> assign(Command<AssignBankLine> command, Tx tx) {
    LocalDate day = days.open(tx);
    AssignBankLine asked = command.operation();
    Optional<BankLine> found = store.lock(tx, asked.line());
    if (found.isEmpty()) {
      return noLine();
    }
    BankLine line = found.get();
    if (!line.state().isOpen() || line.isReversal()) {
      return notOpen(line);
    }
    if (returns.isAsked(tx, line.id())) {
      return goesBack(line);
    }
    long sum =
        asked.shares().stream()
            .mapToLong(share -> share.amount().minor())
            .reduce(0, Math::addExact);
    if (sum > line.open().minor()) {
      return Outcome.refused(
          MORE_THAN_OPEN,
          new Money(sum, currency) + " is more than the " + line.open() + " that is open.");
    }
    List<FieldError> obstacles = obstacles(tx, asked.shares());
    if (!obstacles.isEmpty()) {
      return Outcome.refused(Refusal.invalid(obstacles));
    }
    if (asked.remember()) {
      store.remember(
          tx,
          line.id(),
          asked.shares().getFirst().account(),
          command.caller().actor().login(),
          now());
    }
    return Outcome.done(
        worked(
            books
                .assign(
                    tx,
                    List.of(
                        new BankBooks.Assignment(
                            line, asked.shares(), "BY_HAND", command.caller())),
                    day,
                    now())
                .getFirst()));
  }

  private List<FieldError> obstacles(Tx tx, List<Share> shares) {
    Map<AccountNumber, Accounts.Facts> own =
        accounts.lock(
            tx,
            shares.stream()
                .map(Share::account)
                .filter(account -> account.home().equals(self))
                .toList());
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      String field = "shares[" + i + "].account";
      if (!isBranch.test(share.account().home())) {
        errors.add(new FieldError(field, "names no branch: " + share.account().home()));
      } else if (share.account().home().equals(self)) {
        HomeDecisions.obstacle(Optional.ofNullable(own.get(share.account())), share.amount())
            .ifPresent(refusal -> errors.add(new FieldError(field, refusal.detail())));
      }
    }
    return errors;
  }

  Outcome<Worked> takeBack(Command<TakeBackShare> command, Tx tx) {
    LocalDate day = days.open(tx);
    UUID payment = command.operation().payment();
    Optional<BankLine> line = store.lockOfPart(tx, payment);
    if (line.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "No line of a bank became that payment.");
    }
    BankLine.Part part =
        store.parts(tx, line.get().id()).stream()
            .filter(one -> one.paymentId().equals(payment))
            .findFirst()
            .orElseThrow();
    return books
        .takeBack(
            tx,
            line.get(),
            part,
            command.operation().reason().strip(),
            command.caller(),
            day,
            now())
        .map(BankHandlers::worked);
  }

  Outcome<Worked> close(Command<CloseBankLine> command, Tx tx) {
    LocalDate day = days.open(tx);
    CloseBankLine asked = command.operation();
    Optional<BankLine> found = store.lock(tx, asked.line());
    if (found.isEmpty()) {
      return noLine();
    }
    BankLine line = found.get();
    boolean returnsReversal = asked.how() == Closing.RETURNED && line.isReversal();
    if (!line.state().isOpen() || returnsReversal) {
      return notOpen(line);
    }
    if (returns.isAsked(tx, line.id())) {
      return goesBack(line);
    }
    books.close(
        tx,
        line,
        asked.how() == Closing.RETURNED ? "bank-returned" : "bank-booked-before",
        day,
        now());
    BankLine closed =
        line.worked(
                LineState.valueOf(asked.how().name()),
                Money.zero(currency),
                Optional.empty(),
                "",
                asked.reference().strip(),
                now(),
                command.caller().actor().login())
            .reversing(Optional.empty());
    store.update(tx, closed);
    return Outcome.done(worked(closed));
  }

  Optional<Money> stakeOfClosing(CloseBankLine asked, Sql sql) {
    return store
        .find(sql, asked.line())
        .map(row -> row.line().open())
        .filter(open -> asked.how() == Closing.RETURNED && open.isPositive());
  }

  Outcome<Worked> pair(Command<PairReversal> command, Tx tx) {
    LocalDate day = days.open(tx);
    Optional<BankLine> reversal = store.lock(tx, command.operation().line());
    Optional<BankLine> credit = store.lockNumber(tx, command.operation().reversed());
    if (reversal.isEmpty() || credit.isEmpty()) {
      return noLine();
    }
    if (!reversal.get().state().isOpen()) {
      return notOpen(reversal.get());
    }
    boolean fits =
        reversal.get().isReversal()
            && reversal.get().account().equals(credit.get().account())
            && credit.get().amount().equals(reversal.get().amount().negated())
            && Set.of(LineState.NEW, LineState.OPEN, LineState.DONE).contains(credit.get().state());
    return fits
        ? Outcome.done(
            worked(reversals.pair(tx, reversal.get(), credit.get(), command.caller(), day, now())))
        : Outcome.refused(
            NO_PAIR, "Line " + credit.get().number() + " is no credit that this can take back.");
  }

  Outcome<OwnAccount> save(Command<SaveOwnAccount> command, Tx tx) {
    OwnAccount account =
        new OwnAccount(
            BankReading.plain(command.operation().number()), command.operation().name().strip());
    store.save(tx, account, currency, command.caller().actor().login(), now());
    return Outcome.done(account);
  }

  Outcome<VirtualAccount> saveVirtual(Command<SaveVirtualAccount> command, Tx tx) {
    AccountNumber account = command.operation().account();
    if (!isBranch.test(account.home())
        || account.home().equals(self) && accounts.find(tx, account).isEmpty()) {
      return Outcome.refused(Refusal.invalid("account", "is no subscriber's"));
    }
    VirtualAccount virtual =
        new VirtualAccount(BankReading.plain(command.operation().number()), account);
    store.save(tx, virtual, command.caller().actor().login(), now());
    return Outcome.done(virtual);
  }

  Outcome<VirtualAccount> dropVirtual(Command<DropVirtualAccount> command, Tx tx) {
    return store
        .drop(tx, BankReading.plain(command.operation().number()))
        .map(Outcome::done)
        .orElseGet(
            () -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such virtual account."));
  }

  Outcome<BankFiles> files(Caller caller, ListBankFiles question, Sql sql) {
    return Outcome.done(new BankFiles(store.files(sql, question.offset(), question.limit())));
  }

  Outcome<BankFile> file(Caller caller, WorkOnBank.ShowBankFile question, Sql sql) {
    return store
        .file(sql, question.id())
        .map(Outcome::done)
        .orElseGet(
            () -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such file of a bank."));
  }

  Outcome<BankLines> lines(Caller caller, ListBankLines question, Sql sql) {
    return Outcome.done(new BankLines(store.list(sql, question), store.suspense(sql, currency)));
  }

  Outcome<BankLine.Whole> show(Caller caller, BankLine.Show question, Sql sql) {
    return store
        .find(sql, question.id())
        .map(row ->
            Outcome.done(
                new BankLine.Whole(
                    row.line(),
                    row.payer(),
                    store.parts(sql, question.id()),
                    store.file(sql, row.line().file()).map(BankFile::name).orElse(""),
                    row.line()
                        .reverses()
                        .flatMap(id -> store.find(sql, id))
                        .map(credit -> credit.line().number()),
                    returns.ofLine(sql, question.id()))))
        .orElseGet(BankHandlers::noLine);
  }

  Outcome<BankAccounts> accounts(Caller caller, ListBankAccounts question, Sql sql) {
    return Outcome.done(
        new BankAccounts(
            store.own(sql),
            store.virtual(sql, question.text(), question.offset(), question.limit()),
            store.payers(sql)));
  }

  static Worked worked(BankLine line) {
    return new Worked(line.id(), line.number(), line.state(), line.open());
  }

  private static <R> Outcome<R> noLine() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such line of a bank's file.");
  }

  private static <R> Outcome<R> goesBack(BankLine line) {
    return Outcome.refused(
        NOT_OPEN, "Line " + line.number() + " is to go back to its payer: drop that first.");
  }

  private static <R> Outcome<R> notOpen(BankLine line) {
    return Outcome.refused(
        NOT_OPEN,
        line.state().isOpen()
            ? "Line " + line.number() + " takes an earlier credit back: pair it with that one."
            : "Line " + line.number() + " is not open any more.");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
