package org.sbms.branch.directdebit;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.sbms.bankfiles.pain.CollectionOrder.Debtor;
import org.sbms.bankfiles.pain.Ibans;
import org.sbms.branch.bank.BankCalendar;
import org.sbms.branch.bank.ExpectedCredits;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.directdebit.WorkOnDirectDebits.AddMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ChangeMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Collected;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Collections;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CreditorSettings;
import org.sbms.branch.directdebit.WorkOnDirectDebits.DrawUpRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.DropRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListCollections;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListMandates;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListRuns;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListStatusReports;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Mandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Mandates;
import org.sbms.branch.directdebit.WorkOnDirectDebits.NoteReturn;
import org.sbms.branch.directdebit.WorkOnDirectDebits.PresentRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Run;
import org.sbms.branch.directdebit.WorkOnDirectDebits.RunFile;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Runs;
import org.sbms.branch.directdebit.WorkOnDirectDebits.SaveCreditor;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowCreditor;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowRunFile;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Shown;
import org.sbms.branch.directdebit.WorkOnDirectDebits.TakeStatusReport;
import org.sbms.branch.directdebit.WorkOnDirectDebits.TakenReport;
import org.sbms.branch.directdebit.WorkOnDirectDebits.TakenReports;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.seal.Seal;

/** Registers mandates and runs of direct debit. */
public final class DirectDebitFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "directdebit";

  public static final Permission VIEW = new Permission("directdebit.view");

  /** To write mandates down, and to draw runs up. */
  public static final Permission WORK = new Permission("directdebit.work");

  /** To present a run that somebody else drew up, and to say who collects. */
  public static final Permission PRESENT = new Permission("directdebit.present");

  private static final int MAX_ROUNDS = 100;

  /** What the schemes allow in names and references, so that no bank sends a file back. */
  private static final String LATIN = "[A-Za-z0-9 /?:().,'+-]";

  private final BranchCode self;
  private final Currency currency;
  private final Supplier<LocalDate> today;
  private final DebitHandlers handlers;
  private final StatusReports reports;

  /**
   * @param seal of debtors and of the bank's files
   */
  public DirectDebitFeature(
      BranchCode self,
      Currency currency,
      Seal seal,
      Accounts accounts,
      BusinessDays days,
      BankCalendar calendar,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.currency = currency;
    this.today = days::calendar;
    DebitStore store = new DebitStore(seal, self, currency);
    this.handlers = new DebitHandlers(self, store, accounts, days, calendar, clock, random);
    this.reports = new StatusReports(self, store, clock, random);
  }

  /** Whose money a credit is that names one of our collections. */
  public static ExpectedCredits expected() {
    return DirectDebitFeature::accounts;
  }

  private static Map<String, AccountNumber> accounts(Sql sql, Collection<String> ids) {
    Map<String, AccountNumber> found = new HashMap<>();
    sql.run(
            """
            select end_to_end_id, account from dd_collection
            where state in ('PRESENTED', 'COLLECTED') and end_to_end_id = any($1)
            """,
            (Object) ids.toArray(String[]::new))
        .forEach(row -> found.put(row.getString(0), new AccountNumber(row.getString(1))));
    return found;
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("save-creditor", SaveCreditor.class, CreditorSettings.class, PRESENT)
            .checkedBy(asked -> problems(asked.settings()))
            .handledBy(handlers::save));
    operations.register(
        OperationSpec.of("show-creditor", ShowCreditor.class, Shown.class, VIEW)
            .answeredBy(handlers::creditor));
    operations.register(
        OperationSpec.of("add-mandate", AddMandate.class, Mandate.class, WORK)
            .checkedBy(this::problems)
            .handledBy(handlers::add));
    operations.register(
        OperationSpec.of("change-mandate", ChangeMandate.class, Mandate.class, WORK)
            .checkedBy(asked -> text("reason", asked.reason(), 140))
            .handledBy(handlers::change));
    operations.register(
        OperationSpec.of("show-mandate", WorkOnDirectDebits.ShowMandate.class, Mandate.class, VIEW)
            .answeredBy(handlers::mandate));
    operations.register(
        OperationSpec.of("list-mandates", ListMandates.class, Mandates.class, VIEW)
            .answeredBy(handlers::mandates));
    operations.register(
        OperationSpec.of("draw-up-collection-run", DrawUpRun.class, Run.class, WORK)
            .handledBy(handlers::drawUp));
    operations.register(
        OperationSpec.of("present-collection-run", PresentRun.class, Run.class, PRESENT)
            .handledBy(handlers::present));
    operations.register(
        OperationSpec.of("drop-collection-run", DropRun.class, Run.class, WORK)
            .handledBy(handlers::drop));
    operations.register(
        OperationSpec.of("show-collection-run", ShowRun.class, Run.class, VIEW)
            .answeredBy(handlers::run));
    operations.register(
        OperationSpec.of("list-collection-runs", ListRuns.class, Runs.class, VIEW)
            .answeredBy(handlers::runs));
    operations.register(
        OperationSpec.of("show-collection-file", ShowRunFile.class, RunFile.class, PRESENT)
            .audited()
            .answeredBy(handlers::file));
    operations.register(
        OperationSpec.of("list-collections", ListCollections.class, Collections.class, VIEW)
            .answeredBy(handlers::collections));
    operations.register(
        OperationSpec.of("note-return", NoteReturn.class, Collected.class, WORK)
            .checkedBy(asked ->
                asked.reason().matches("[A-Z]{2}[0-9]{2}")
                    ? List.of()
                    : List.of(new FieldError("reason", "must be two letters and two digits: AM04")))
            .handledBy(handlers::noteReturn));
    operations.register(
        OperationSpec.of("take-collection-status", TakeStatusReport.class, TakenReport.class, WORK)
            .checkedBy(asked -> text("name", asked.name(), 200))
            .handledBy(reports::take));
    operations.register(
        OperationSpec.of(
                "list-collection-statuses", ListStatusReports.class, TakenReports.class, VIEW)
            .answeredBy(reports::list));
  }

  /** By the clock: takes over what the bank's files said of collections. */
  public void work(Database database) {
    for (int i = 0; i < MAX_ROUNDS; i++) {
      if (!database.inTransaction(handlers::follow)) {
        return;
      }
    }
  }

  private List<FieldError> problems(CreditorSettings settings) {
    List<FieldError> problems = new ArrayList<>(latin("name", settings.name(), 70));
    problems.addAll(latin("schemeId", settings.schemeId(), 35));
    if (!settings.bic().matches("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")) {
      problems.add(new FieldError("bic", "must be a BIC of 8 or 11 signs"));
    }
    if (!settings.max().currency().equals(currency)) {
      problems.add(new FieldError("max", "must be in " + currency + " at this branch"));
    } else if (!settings.max().isPositive()) {
      problems.add(new FieldError("max", "must be more than zero"));
    }
    return problems;
  }

  private List<FieldError> problems(AddMandate asked) {
    List<FieldError> problems = new ArrayList<>(latin("reference", asked.reference(), 35));
    Debtor debtor = asked.debtor();
    problems.addAll(latin("debtor", debtor.name(), 70));
    if (!asked.account().home().equals(self)) {
      problems.add(new FieldError("account", "must be of this branch"));
    }
    if (asked.signedOn().isAfter(today.get())) {
      problems.add(new FieldError("signedOn", "must not be to come"));
    }
    if (!Ibans.isValid(debtor.iban())) {
      problems.add(new FieldError("iban", "is no IBAN: is a sign mistyped?"));
    }
    if (!debtor.bic().isEmpty()
        && !debtor.bic().matches("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")) {
      problems.add(new FieldError("bic", "must be a BIC of 8 or 11 signs"));
    }
    return problems;
  }

  private static List<FieldError> latin(String field, String text, int most) {
    return text.matches(LATIN + "{1," + most + "}")
        ? List.of()
        : List.of(new FieldError(field, "must be 1 to " + most + " latin letters and digits"));
  }

  private static List<FieldError> text(String field, String text, int most) {
    int length = text.strip().length();
    return length < 1 || length > most
        ? List.of(new FieldError(field, "must be 1 to " + most + " characters"))
        : FreeText.unfit(field, text);
  }
}
