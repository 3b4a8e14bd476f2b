package org.sbms.branch.billing;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.sbms.branch.catalog.OfferCatalog;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.billing.InvoiceDocument;
import org.sbms.contract.billing.InvoiceHead;
import org.sbms.contract.billing.ListInvoices;
import org.sbms.contract.billing.ShowInvoice;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.UuidV7;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;
import org.sbms.kit.text.Texts;

/** Registers bill runs, invoices, their corrections, and how accounts are billed. */
public final class BillingFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "billing";

  public static final Permission VIEW = new Permission("billing.view");
  public static final Permission RUN = new Permission("billing.run");
  public static final Permission CORRECT = new Permission("billing.correct");
  public static final Permission SET = new Permission("billing.set");

  /** To say by hand which payment pays which invoice. */
  public static final Permission ALLOCATE = new Permission("billing.allocate");

  /** A dry run may look this far ahead. */
  private static final int MAX_DAYS_AHEAD = 366;

  private final BusinessDays days;
  private final Currency currency;
  private final Clock clock;
  private final RandomGenerator random;
  private final BillRunner runner;
  private final Allocations allocations;
  private final HandAllocations byHand;
  private final AllocationRules rules;
  private final CreditNotes notes;
  private final TermsHandlers terms;

  /** The taxes of an area on a day. */
  public interface Rates {
    List<TaxLayer> of(String area, LocalDate day);
  }

  /**
   * @param currency the branch's one currency
   */
  public BillingFeature(
      BranchCode branch,
      Currency currency,
      ZoneId zone,
      Database database,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      Rates rates,
      UsageSource usage,
      Clock clock,
      RandomGenerator random) {
    this.currency = currency;
    this.days = days;
    this.clock = clock;
    this.random = random;
    OfferCatalog catalog = new OfferCatalog();
    Messages messages = Messages.load(Set.of("bill"));
    this.runner =
        new BillRunner(
            branch.value(),
            database,
            days,
            ledger,
            catalog,
            rates::of,
            (language, name) -> words(messages, language, zone).t("bill.correction", name),
            usage,
            clock,
            random);
    this.allocations = new Allocations(clock);
    this.byHand = new HandAllocations(allocations, clock);
    this.rules = new AllocationRules(clock);
    this.notes = new CreditNotes(branch, accounts, days, ledger, catalog, clock, random);
    this.terms = new TermsHandlers(accounts, days, currency, clock);
  }

  private static Texts words(Messages messages, Language language, ZoneId zone) {
    return messages.in(language, zone);
  }

  /** Carries out the run that is ordered, if there is one; for a periodic job. */
  public void work() {
    runner.work();
  }

  /** Allocates money that has come in; for a periodic job. */
  public void allocate(Database database) {
    allocations.follow(database);
  }

  public void register(Operations operations) {
    registerRuns(operations);
    registerInvoices(operations);
    registerTerms(operations);
  }

  private void registerRuns(Operations operations) {
    operations.register(
        OperationSpec.of("start-bill-run", StartBillRun.class, BillRun.class, RUN)
            .handledBy(this::start));
    operations.register(
        OperationSpec.of("cancel-bill-run", CancelBillRun.class, BillRun.class, RUN)
            .handledBy(BillingFeature::cancel));
    operations.register(
        OperationSpec.of("list-bill-runs", ListBillRuns.class, ListBillRuns.Runs.class, VIEW)
            .answeredBy((_, question, sql) ->
                Outcome.done(
                    new ListBillRuns.Runs(
                        BillRuns.list(
                            sql,
                            RunTable.orderBy(question.sort()),
                            question.offset(),
                            question.limit())))));
    operations.register(
        OperationSpec.of("show-bill-run", ShowBillRun.class, ShowBillRun.Shown.class, VIEW)
            .answeredBy((_, question, sql) -> shown(question, sql)));
  }

  private void registerInvoices(Operations operations) {
    operations.register(
        OperationSpec.of("list-invoices", ListInvoices.class, ListInvoices.Invoices.class, VIEW)
            .placedAt(question -> NodeId.of(question.account().home()))
            .checkedBy(BillingFeature::page)
            .answeredBy((_, question, sql) ->
                InvoiceReading.of(sql, question)
                    .map(Outcome::done)
                    .orElseGet(() ->
                        Outcome.refused(
                            RefusalCode.NOT_FOUND,
                            "There is no subscriber " + question.account() + "."))));
    operations.register(
        OperationSpec.of("show-invoice", ShowInvoice.class, InvoiceDocument.class, VIEW)
            .placedAt(question -> NodeId.of(question.account().home()))
            .answeredBy((_, question, sql) ->
                InvoiceReading.document(sql, question.id(), Optional.of(question.account()))
                    .map(Outcome::done)
                    .orElseGet(() ->
                        Outcome.refused(RefusalCode.NOT_FOUND, "There is no such invoice."))));
    operations.register(
        OperationSpec.of("browse-invoices", BrowseInvoices.class, BrowseInvoices.Found.class, VIEW)
            .answeredBy((_, question, sql) ->
                Outcome.done(
                    new BrowseInvoices.Found(
                        InvoiceReading.browse(
                            sql, question, InvoiceTable.orderBy(question.sort()))))));
    operations.register(
        OperationSpec.of("print-invoices", PrintInvoices.class, PrintInvoices.Documents.class, VIEW)
            .answeredBy((_, question, sql) -> Outcome.done(printed(question, sql))));
    operations.register(
        OperationSpec.of("issue-credit-note", IssueCreditNote.class, InvoiceHead.class, CORRECT)
            .checkedBy(BillingFeature::problems)
            .staking(notes::stake)
            .handledBy(notes::issue));
    operations.register(
        OperationSpec.of(
                "show-allocation", ShowAllocation.class, ShowAllocation.Allocated.class, VIEW)
            .answeredBy(byHand::show));
    operations.register(
        OperationSpec.of(
                "allocate-by-hand", AllocateByHand.class, ShowAllocation.Allocated.class, ALLOCATE)
            .handledBy(byHand::allocate));
    operations.register(
        OperationSpec.of(
                "show-allocation-rule", AllocationRule.Show.class, AllocationRule.class, VIEW)
            .answeredBy(rules::show));
    operations.register(
        OperationSpec.of(
                "save-allocation-rule", AllocationRule.Save.class, AllocationRule.class, SET)
            .checkedBy(asked -> AllocationRules.problems(asked.rule()))
            .handledBy(rules::save));
  }

  private void registerTerms(Operations operations) {
    operations.register(
        OperationSpec.of("show-account-terms", ShowAccountTerms.class, AccountTerms.class, VIEW)
            .answeredBy((_, question, sql) -> terms.show(question.account(), sql)));
    operations.register(
        OperationSpec.of("change-account-terms", ChangeAccountTerms.class, AccountTerms.class, SET)
            .checkedBy(terms::problems)
            .handledBy(terms::change));
    operations.register(
        OperationSpec.of("show-invoice-template", ShowTemplate.class, InvoiceTemplate.class, VIEW)
            .checkedBy(question -> TermsHandlers.code(question.code()))
            .answeredBy(
                (_, question, sql) -> Outcome.done(TermsHandlers.template(sql, question.code()))));
    operations.register(
        OperationSpec.of(
                "list-invoice-templates", ListTemplates.class, ListTemplates.Templates.class, VIEW)
            .answeredBy((_, _, sql) ->
                Outcome.done(new ListTemplates.Templates(TermsHandlers.templates(sql)))));
    operations.register(
        OperationSpec.of("save-invoice-template", SaveTemplate.class, InvoiceTemplate.class, SET)
            .checkedBy(TermsHandlers::problems)
            .handledBy(terms::save));
  }

  private static PrintInvoices.Documents printed(PrintInvoices question, Sql sql) {
    return new PrintInvoices.Documents(
        sql
            .list(
                row -> row.getUUID("id"),
                "select id from invoice where run_id = $1 order by number limit $2 offset $3",
                question.run(),
                PrintInvoices.MAX,
                Math.max(0, question.offset()))
            .stream()
            .flatMap(id -> InvoiceReading.document(sql, id, Optional.empty()).stream())
            .toList());
  }

  private static List<FieldError> page(ListInvoices question) {
    return question.limit() < 1 || question.limit() > ListInvoices.MAX || question.offset() < 0
        ? List.of(new FieldError("limit", "must be 1 to " + ListInvoices.MAX))
        : List.of();
  }

  private static List<FieldError> problems(IssueCreditNote order) {
    List<FieldError> problems = new ArrayList<>();
    if (order.reason().isBlank() || order.reason().length() > IssueCreditNote.MAX_REASON) {
      problems.add(new FieldError("reason", "must have 1 to 200 characters"));
    }
    if (order.lines().size() > IssueCreditNote.MAX_LINES) {
      problems.add(new FieldError("lines", "are too many"));
    }
    return problems;
  }

  private Outcome<BillRun> start(Command<StartBillRun> command, Tx tx) {
    StartBillRun order = command.operation();
    LocalDate today = days.open(tx);
    LocalDate last = order.dry() ? today.plusDays(MAX_DAYS_AHEAD) : today;
    if (order.day().isAfter(last)) {
      return Outcome.refused(Refusal.invalid("day", "must not lie ahead, save for a dry run"));
    }
    // Two who start one at once wait here for each other.
    tx.run("select from billing_settings for update");
    if (BillRuns.running(tx).isPresent()) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "A bill run is at work already.");
    }
    BillRuns.giveTerms(tx, today);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Money none = Money.zero(currency);
    BillRun run =
        new BillRun(
            UuidV7.next(now, random),
            0,
            order.dry(),
            order.day(),
            order.onlyMode(),
            BillRun.State.RUNNING,
            false,
            command.caller().actor().login(),
            now,
            Optional.empty(),
            BillRuns.due(tx, order.day(), order.onlyMode()),
            0,
            0,
            0,
            0,
            0,
            none,
            none,
            none);
    BillRuns.insert(tx, run);
    return Outcome.done(BillRuns.find(tx, run.id()).orElseThrow());
  }

  private static Outcome<BillRun> cancel(Command<CancelBillRun> command, Tx tx) {
    return BillRuns.askToCancel(tx, command.operation().id())
        ? Outcome.done(BillRuns.find(tx, command.operation().id()).orElseThrow())
        : Outcome.refused(RefusalCode.STATE_CONFLICT, "The run is not at work.");
  }

  private static Outcome<ShowBillRun.Shown> shown(ShowBillRun question, Sql sql) {
    return BillRuns.find(sql, question.id())
        .map(run ->
            Outcome.done(
                new ShowBillRun.Shown(
                    run,
                    BillRuns.setAside(sql, run.id(), 0, ShowBillRun.MAX_SET_ASIDE),
                    sql.list(
                        row ->
                            new ShowBillRun.Sample(
                                row.getString("account"),
                                Json.read(row.getString("bill"), SampledBill.class)),
                        """
                        select account, bill::text as bill from bill_run_sample where run_id = $1
                        order by account
                        """,
                        run.id()))))
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such bill run."));
  }
}
