package org.sbms.branch.bank;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.random.RandomGenerator;
import org.sbms.branch.bank.WorkOnBank.AssignBankLine;
import org.sbms.branch.bank.WorkOnBank.BankAccounts;
import org.sbms.branch.bank.WorkOnBank.BankDays;
import org.sbms.branch.bank.WorkOnBank.BankFile;
import org.sbms.branch.bank.WorkOnBank.BankFiles;
import org.sbms.branch.bank.WorkOnBank.BankLines;
import org.sbms.branch.bank.WorkOnBank.CloseBankLine;
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
import org.sbms.branch.bank.WorkOnReturns.AskReturn;
import org.sbms.branch.bank.WorkOnReturns.BankReturn;
import org.sbms.branch.bank.WorkOnReturns.DropReturn;
import org.sbms.branch.bank.WorkOnReturns.ListReturns;
import org.sbms.branch.bank.WorkOnReturns.RejectReturn;
import org.sbms.branch.bank.WorkOnReturns.ReturnFile;
import org.sbms.branch.bank.WorkOnReturns.Returns;
import org.sbms.branch.bank.WorkOnReturns.SendReturns;
import org.sbms.branch.bank.WorkOnReturns.SentReturns;
import org.sbms.branch.bank.WorkOnReturns.ShowReturnFile;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Database;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Stake;
import org.sbms.kit.seal.Seal;

/** Registers what is done with the bank's files. */
public final class BankFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "bank";

  public static final Permission VIEW = new Permission("bank.view");

  /** To take files, and to say whose money a line is. */
  public static final Permission WORK = new Permission("bank.work");

  /** To send money back that somebody else asked to send back. */
  public static final Permission PAY = new Permission("bank.pay");

  /** To name the branch's accounts and the virtual ones. */
  public static final Permission SET = new Permission("bank.set");

  private static final int MAX_TEXT = 140;
  private static final int MAX_NAME = 100;

  private final BranchCode self;
  private final Currency currency;
  private final BankHandlers handlers;
  private final ReturnHandlers returns;
  private final BankCalendar calendar;
  private final Dialects dialects = new Dialects();
  private final BankMatching matching;

  /**
   * @param seal of who paid
   * @param expected credits that the branch asked for itself
   */
  public BankFeature(
      BranchCode self,
      Currency currency,
      Seal seal,
      ExpectedCredits expected,
      PaymentFeature payments,
      Accounts accounts,
      BusinessDays days,
      BankCalendar calendar,
      Ledger ledger,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.calendar = calendar;
    this.currency = currency;
    BankStore store = new BankStore(seal);
    BankBooks books = new BankBooks(store, payments, ledger);
    ReturnStore returnTable = new ReturnStore(seal);
    Reversals reversals = new Reversals(store, returnTable, books);
    this.returns =
        new ReturnHandlers(
            self, currency, store, returnTable, books, days, calendar, clock, random);
    this.handlers =
        new BankHandlers(
            self,
            currency,
            store,
            returnTable,
            books,
            reversals,
            accounts,
            payments::isBranch,
            days,
            ledger,
            clock,
            random);
    this.matching =
        new BankMatching(
            self,
            currency,
            store,
            expected,
            books,
            reversals,
            accounts,
            payments::isBranch,
            days,
            clock);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("take-bank-file", TakeBankFile.class, BankFile.class, WORK)
            .checkedBy(asked -> text("name", asked.name(), 200))
            .handledBy(handlers::take));
    operations.register(
        OperationSpec.of("assign-bank-line", AssignBankLine.class, Worked.class, WORK)
            .checkedBy(this::problems)
            .handledBy(handlers::assign));
    operations.register(
        OperationSpec.of("take-back-bank-share", TakeBackShare.class, Worked.class, WORK)
            .checkedBy(asked -> text("reason", asked.reason(), MAX_TEXT))
            .handledBy(handlers::takeBack));
    operations.register(
        OperationSpec.of("close-bank-line", CloseBankLine.class, Worked.class, WORK)
            .checkedBy(asked -> text("reference", asked.reference(), MAX_TEXT))
            .staking((asked, tx) ->
                handlers.stakeOfClosing(asked, tx).map(amount -> new Stake(self, amount)))
            .handledBy(handlers::close));
    operations.register(
        OperationSpec.of("pair-bank-reversal", PairReversal.class, Worked.class, WORK)
            .handledBy(handlers::pair));
    operations.register(
        OperationSpec.of("save-bank-account", SaveOwnAccount.class, OwnAccount.class, SET)
            .checkedBy(asked -> {
              List<FieldError> problems = new ArrayList<>(number(asked.number()));
              problems.addAll(text("name", asked.name(), MAX_NAME));
              return problems;
            })
            .handledBy(handlers::save));
    operations.register(
        OperationSpec.of(
                "save-virtual-account", SaveVirtualAccount.class, VirtualAccount.class, SET)
            .checkedBy(asked -> number(asked.number()))
            .handledBy(handlers::saveVirtual));
    operations.register(
        OperationSpec.of(
                "drop-virtual-account", DropVirtualAccount.class, VirtualAccount.class, SET)
            .handledBy(handlers::dropVirtual));
    operations.register(
        OperationSpec.of("save-bank-days", WorkOnBank.SaveBankDays.class, BankDays.class, SET)
            .checkedBy(asked ->
                asked.days().leadDays() < 0 || asked.days().leadDays() > BankCalendar.MAX_LEAD_DAYS
                    ? List.of(
                        new FieldError(
                            "leadDays", "must be 0 to " + BankCalendar.MAX_LEAD_DAYS + " days"))
                    : List.of())
            .handledBy(calendar::save));
    operations.register(
        OperationSpec.of(
                "show-bank-days",
                WorkOnBank.ShowBankDays.class,
                WorkOnBank.ShownBankDays.class,
                VIEW)
            .answeredBy(calendar::show));
    operations.register(
        OperationSpec.of("ask-bank-return", AskReturn.class, BankReturn.class, WORK)
            .checkedBy(asked -> text("reason", asked.reason(), MAX_TEXT))
            .handledBy(returns::ask));
    operations.register(
        OperationSpec.of("drop-bank-return", DropReturn.class, BankReturn.class, WORK)
            .handledBy(returns::drop));
    operations.register(
        OperationSpec.of("send-bank-returns", SendReturns.class, SentReturns.class, PAY)
            .checkedBy(asked ->
                asked.ids().isEmpty() || asked.ids().size() > WorkOnReturns.MAX_OF_A_FILE
                    ? List.of(new FieldError("ids", "must be 1 to " + WorkOnReturns.MAX_OF_A_FILE))
                    : List.of())
            .handledBy(returns::send));
    operations.register(
        OperationSpec.of("reject-bank-return", RejectReturn.class, BankReturn.class, PAY)
            .checkedBy(asked -> text("reason", asked.reason(), MAX_TEXT))
            .handledBy(returns::reject));
    operations.register(
        OperationSpec.of("list-bank-returns", ListReturns.class, Returns.class, VIEW)
            .answeredBy(returns::list));
    operations.register(
        OperationSpec.of("show-bank-return-file", ShowReturnFile.class, ReturnFile.class, PAY)
            .audited()
            .answeredBy(returns::file));
    operations.register(
        OperationSpec.of(
                "save-statement-dialect",
                WorkOnBank.SaveStatementDialect.class,
                StatementDialect.class,
                SET)
            .checkedBy(asked -> Dialects.problems(asked.dialect()))
            .handledBy(dialects::save));
    operations.register(
        OperationSpec.of(
                "list-statement-dialects",
                WorkOnBank.ListStatementDialects.class,
                WorkOnBank.StatementDialects.class,
                VIEW)
            .answeredBy(dialects::list));
    operations.register(
        OperationSpec.of(
                "try-statement-dialect",
                WorkOnBank.TryStatementDialect.class,
                WorkOnBank.TriedStatement.class,
                VIEW)
            .checkedBy(BankFeature::problems)
            .answeredBy((_, question, _) -> Dialects.tried(question, currency)));
    operations.register(
        OperationSpec.of("list-bank-files", ListBankFiles.class, BankFiles.class, VIEW)
            .answeredBy(handlers::files));
    operations.register(
        OperationSpec.of("show-bank-file", WorkOnBank.ShowBankFile.class, BankFile.class, VIEW)
            .answeredBy(handlers::file));
    operations.register(
        OperationSpec.of("list-bank-lines", ListBankLines.class, BankLines.class, VIEW)
            .answeredBy(handlers::lines));
    operations.register(
        OperationSpec.of("show-bank-line", BankLine.Show.class, BankLine.Whole.class, VIEW)
            .answeredBy(handlers::show));
    operations.register(
        OperationSpec.of("list-bank-accounts", ListBankAccounts.class, BankAccounts.class, VIEW)
            .answeredBy(handlers::accounts));
  }

  /** By the clock: gives new lines to whom they name, and takes up those whose payments fell. */
  public void work(Database database) {
    matching.work(database);
  }

  private List<FieldError> problems(AssignBankLine asked) {
    List<FieldError> problems = new ArrayList<>();
    if (asked.shares().isEmpty() || asked.shares().size() > WorkOnBank.MAX_PARTS) {
      problems.add(new FieldError("shares", "must be 1 to " + WorkOnBank.MAX_PARTS));
    }
    for (int i = 0; i < asked.shares().size(); i++) {
      Share share = asked.shares().get(i);
      Money amount = share.amount();
      String field = "shares[" + i + "].amount";
      if (!amount.currency().equals(currency)) {
        problems.add(new FieldError(field, "must be in " + currency + " at this branch"));
      } else if (!amount.isPositive()) {
        problems.add(new FieldError(field, "must be more than zero"));
      }
    }
    if (asked.remember() && asked.shares().size() != 1) {
      problems.add(new FieldError("remember", "needs one account that all of it is for"));
    }
    return problems;
  }

  private static List<FieldError> problems(WorkOnBank.TryStatementDialect question) {
    List<FieldError> problems = new ArrayList<>(Dialects.problems(question.dialect()));
    if (question.sample().length() > Dialects.MAX_SAMPLE) {
      problems.add(
          new FieldError("sample", "must be at most " + Dialects.MAX_SAMPLE + " characters"));
    }
    return problems;
  }

  private static List<FieldError> number(String number) {
    return BankReading.plain(number).matches("[A-Z0-9]{5,34}")
        ? List.of()
        : List.of(new FieldError("number", "must be 5 to 34 letters and digits"));
  }

  private static List<FieldError> text(String field, String text, int most) {
    int length = text.strip().length();
    return length < 1 || length > most
        ? List.of(new FieldError(field, "must be 1 to " + most + " characters"))
        : FreeText.unfit(field, text);
  }
}
