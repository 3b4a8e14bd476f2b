package org.sbms.branch.cheque;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Database;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Stake;

/** Registers what can be done with cheques. */
public final class ChequeFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "cheque";

  public static final Permission VIEW = new Permission("cheque.view");

  /** To take cheques at the desk, and to give them back. */
  public static final Permission TAKE = new Permission("cheque.take");

  /** To take them to the bank, and to note what it answers. */
  public static final Permission BANK = new Permission("cheque.bank");

  private static final Pattern NUMBER = Pattern.compile("[\\p{L}\\p{Nd}]{1,20}");
  private static final int MAX_NAME = 100;
  private static final int MAX_TEXT = 200;
  private static final int OLDEST_DAYS = 180;
  private static final int FURTHEST_DAYS = 366;

  private final BranchCode self;
  private final Money maxPayment;
  private final ZoneId zone;
  private final Clock clock;
  private final Cheques cheques = new Cheques();
  private final ChequeHandlers handlers;

  /**
   * @param maxPayment the largest single payment, in the branch's one currency
   */
  public ChequeFeature(
      BranchCode self,
      ChequeSettings settings,
      Money maxPayment,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      ZoneId zone,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.maxPayment = maxPayment;
    this.zone = zone;
    this.clock = clock;
    this.handlers =
        new ChequeHandlers(self, settings, cheques, accounts, days, ledger, zone, clock, random);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("receive-cheque", ReceiveCheque.class, Cheque.class, TAKE)
            .checkedBy(this::problems)
            .staking((asked, _) -> Optional.of(new Stake(asked.account().home(), asked.amount())))
            .handledBy(handlers::receive));
    operations.register(
        OperationSpec.of("return-cheque", ReturnCheque.class, Cheque.class, TAKE)
            .checkedBy(asked -> text("reason", asked.reason(), MAX_TEXT))
            .handledBy(handlers::giveBack));
    operations.register(
        OperationSpec.of("make-cheque-slip", MakeChequeSlip.class, ChequeSlip.class, BANK)
            .checkedBy(ChequeFeature::problems)
            .handledBy(handlers::deposit));
    operations.register(
        OperationSpec.of("clear-cheque", ClearCheque.class, Cheque.class, BANK)
            .handledBy(handlers::clear));
    operations.register(
        OperationSpec.of(
                "clear-cheque-slip", ClearChequeSlip.class, ClearChequeSlip.Cleared.class, BANK)
            .handledBy(handlers::clearSlip));
    operations.register(
        OperationSpec.of("bounce-cheque", BounceCheque.class, Cheque.class, BANK)
            .checkedBy(asked -> text("reason", asked.reason(), MAX_TEXT))
            .handledBy(handlers::bounce));
    operations.register(
        OperationSpec.of("credit-cheque", CreditCheque.class, Cheque.class, BANK)
            .handledBy(handlers::credit));
    operations.register(
        OperationSpec.of("show-cheque", ShowCheque.class, Cheque.class, VIEW)
            .answeredBy((_, question, sql) -> handlers.show(question, sql)));
    operations.register(
        OperationSpec.of("list-cheques", ListCheques.class, ListCheques.Cheques.class, VIEW)
            .answeredBy((_, question, sql) -> handlers.list(question, sql)));
    operations.register(
        OperationSpec.of(
                "list-cheque-slips", ListChequeSlips.class, ListChequeSlips.Slips.class, VIEW)
            .answeredBy((_, question, sql) -> handlers.slips(question, sql)));
    operations.register(
        OperationSpec.of("show-cheque-slip", ShowChequeSlip.class, ShowChequeSlip.Slip.class, VIEW)
            .answeredBy((_, question, sql) -> handlers.slip(question, sql)));
    operations.register(
        OperationSpec.of(
                "show-cheque-ageing", ShowChequeAgeing.class, ShowChequeAgeing.Ageing.class, VIEW)
            .answeredBy((_, _, sql) -> handlers.ageing(sql)));
  }

  public ChequeDesk desk(Database database, Executor executor) {
    return new ChequeDesk(NodeId.of(self), cheques, handlers, database, executor, clock);
  }

  private List<FieldError> problems(ReceiveCheque asked) {
    List<FieldError> problems = new ArrayList<>();
    if (!asked.amount().currency().equals(maxPayment.currency())) {
      problems.add(
          new FieldError("amount", "must be in " + maxPayment.currency() + " at this branch"));
    } else if (!asked.amount().isPositive()) {
      problems.add(new FieldError("amount", "must be more than zero"));
    } else if (asked.amount().compareTo(maxPayment) > 0) {
      problems.add(new FieldError("amount", "must be at most " + maxPayment));
    }
    if (!NUMBER.matcher(asked.number().strip()).matches()) {
      problems.add(new FieldError("number", "must be 1 to 20 letters and digits"));
    } else {
      problems.addAll(FreeText.unfit("number", asked.number()));
    }
    problems.addAll(text("bank", asked.bank(), MAX_NAME));
    problems.addAll(text("drawer", asked.drawer(), MAX_NAME));
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    if (asked.dated().isBefore(today.minusDays(OLDEST_DAYS))
        || asked.dated().isAfter(today.plusDays(FURTHEST_DAYS))) {
      problems.add(
          new FieldError("dated", "must be at most 180 days ago and no more than a year from now"));
    }
    return problems;
  }

  private static List<FieldError> problems(MakeChequeSlip asked) {
    List<FieldError> problems = new ArrayList<>(text("bank", asked.bank(), MAX_NAME));
    int count = asked.cheques().size();
    if (count < 1 || count > Cheques.MAX_ON_SLIP) {
      problems.add(new FieldError("cheques", "must be 1 to " + Cheques.MAX_ON_SLIP + " cheques"));
    } else if (new HashSet<>(asked.cheques()).size() != count) {
      problems.add(new FieldError("cheques", "must not name one twice"));
    }
    return problems;
  }

  private static List<FieldError> text(String field, String text, int most) {
    int length = text.strip().length();
    return length < 1 || length > most
        ? List.of(new FieldError(field, "must be 1 to " + most + " characters"))
        : FreeText.unfit(field, text);
  }
}
