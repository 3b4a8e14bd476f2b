package org.sbms.branch.cashdesk;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what can be done with shifts. */
public final class CashdeskFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "cashdesk";

  /** To have a shift of one's own. */
  public static final Permission WORK = new Permission("cashdesk.work");

  /** To see everybody's, and to accept differences. */
  public static final Permission SUPERVISE = new Permission("cashdesk.supervise");

  private static final int MAX_DESK = 40;
  private static final int MAX_TEXT = 200;

  private final Currency currency;
  private final ShiftHandlers handlers;

  /**
   * @param varianceLimit the largest difference that closes without a supervisor; its currency is
   *     the branch's one
   */
  public CashdeskFeature(
      BranchCode self,
      Money varianceLimit,
      BusinessDays days,
      Ledger ledger,
      ZoneId zone,
      Clock clock,
      RandomGenerator random) {
    this.currency = varianceLimit.currency();
    this.handlers = new ShiftHandlers(self, varianceLimit, days, ledger, zone, clock, random);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("open-shift", OpenShift.class, CashShift.class, WORK)
            .checkedBy(this::problems)
            .handledBy(handlers::open));
    operations.register(
        OperationSpec.of("move-cash", MoveCash.class, CashMove.class, WORK)
            .checkedBy(this::problems)
            .handledBy(handlers::move));
    operations.register(
        OperationSpec.of("close-shift", CloseShift.class, CashShift.class, WORK)
            .checkedBy(this::problems)
            .handledBy(handlers::close));
    operations.register(
        OperationSpec.of("accept-shift", AcceptShift.class, CashShift.class, SUPERVISE)
            .checkedBy(asked -> text("decision", asked.decision(), 1))
            .handledBy(handlers::accept));
    operations.register(
        OperationSpec.of("show-shift", ShowShift.class, ShowShift.Report.class, WORK)
            .answeredBy(handlers::show));
    operations.register(
        OperationSpec.of("find-own-shift", FindOwnShift.class, FindOwnShift.Own.class, WORK)
            .answeredBy((caller, _, sql) -> handlers.own(caller, sql)));
    operations.register(
        OperationSpec.of("list-shifts", ListShifts.class, ListShifts.Shifts.class, WORK)
            .answeredBy(handlers::list));
    operations.register(
        OperationSpec.of(
                "list-loose-cash", ListLooseCash.class, ListLooseCash.Loose.class, SUPERVISE)
            .answeredBy((_, question, sql) -> handlers.loose(question, sql)));
  }

  private List<FieldError> problems(OpenShift asked) {
    List<FieldError> problems = new ArrayList<>(asked.count().problems(currency));
    if (asked.desk().isBlank() || asked.desk().strip().length() > MAX_DESK) {
      problems.add(new FieldError("desk", "must be 1 to " + MAX_DESK + " characters"));
    } else {
      problems.addAll(FreeText.unfit("desk", asked.desk()));
    }
    return problems;
  }

  private List<FieldError> problems(MoveCash asked) {
    List<FieldError> problems = new ArrayList<>(text("comment", asked.comment(), 0));
    if (!asked.amount().currency().equals(currency)) {
      problems.add(new FieldError("amount", "must be in " + currency + " at this branch"));
    } else if (!asked.amount().isPositive()) {
      problems.add(new FieldError("amount", "must be more than zero"));
    }
    return problems;
  }

  private List<FieldError> problems(CloseShift asked) {
    List<FieldError> problems = new ArrayList<>(asked.count().problems(currency));
    problems.addAll(text("comment", asked.comment(), 0));
    return problems;
  }

  private static List<FieldError> text(String field, String text, int least) {
    int length = text.strip().length();
    if (length < least || length > MAX_TEXT) {
      return List.of(new FieldError(field, "must be " + least + " to " + MAX_TEXT + " characters"));
    }
    return FreeText.unfit(field, text);
  }
}
