package org.sbms.branch.partner;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.partner.PartnerOrders.AddTerm;
import org.sbms.branch.partner.PartnerOrders.AttachSubscribers;
import org.sbms.branch.partner.PartnerOrders.Attachment;
import org.sbms.branch.partner.PartnerOrders.BillAgain;
import org.sbms.branch.partner.PartnerOrders.BrowseBills;
import org.sbms.branch.partner.PartnerOrders.BrowsePartners;
import org.sbms.branch.partner.PartnerOrders.CorrectBill;
import org.sbms.branch.partner.PartnerOrders.DetachSubscriber;
import org.sbms.branch.partner.PartnerOrders.EndTerm;
import org.sbms.branch.partner.PartnerOrders.ListAttached;
import org.sbms.branch.partner.PartnerOrders.ListBillItems;
import org.sbms.branch.partner.PartnerOrders.NotePayment;
import org.sbms.branch.partner.PartnerOrders.Payment;
import org.sbms.branch.partner.PartnerOrders.SavePartner;
import org.sbms.branch.partner.PartnerOrders.ShowBill;
import org.sbms.branch.partner.PartnerOrders.ShowPartner;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.branch.pricing.TaxLayer;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/** Registers what can be done with partners. */
public final class PartnerFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "partner";

  public static final Permission VIEW = new Permission("partner.view");

  /** To agree on terms, and to say whose subscribers they are. */
  public static final Permission MANAGE = new Permission("partner.manage");

  /** To note payments, and to take bills back. */
  public static final Permission BILL = new Permission("partner.bill");

  static final int MAX_ATTACHED_AT_ONCE = 1_000;
  private static final int MAX_PAGE = 50_001;
  private static final int MAX_NAME = 200;
  private static final int MAX_TEXT = 400;
  private static final int MAX_BANK = 40;
  private static final int MAX_TERM_DAYS = 365;
  private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,19}");
  private static final Pattern AREA = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");

  private final Currency currency;
  private final BusinessDays days;
  private final BillIssuer issuer;
  private final PartnerHandlers handlers;

  /**
   * @param taxes the layers of an area on a day
   */
  public PartnerFeature(
      BranchCode branch,
      Currency currency,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      BiFunction<String, LocalDate, List<TaxLayer>> taxes,
      Clock clock,
      RandomGenerator random) {
    this.currency = currency;
    this.days = days;
    this.issuer = new BillIssuer(branch, days, ledger, taxes, clock, random);
    this.handlers = new PartnerHandlers(days, accounts, ledger, issuer, currency.getCurrencyCode());
  }

  /** By the clock: bills partners whose day has come. */
  public void bill(Transactions transactions) {
    issuer.work(transactions);
  }

  public void register(Operations operations) {
    registerPartners(operations);
    registerTerms(operations);
    registerBills(operations);
  }

  private void registerPartners(Operations operations) {
    operations.register(
        OperationSpec.of("save-partner", SavePartner.class, Partner.Standing.class, MANAGE)
            .checkedBy(order -> problems(order.partner()))
            .handledBy(handlers::save));
    operations.register(
        OperationSpec.of("show-partner", ShowPartner.class, ShowPartner.Shown.class, VIEW)
            .answeredBy((_, question, sql) -> handlers.show(question, sql)));
    operations.register(
        OperationSpec.of("browse-partners", BrowsePartners.class, BrowsePartners.Found.class, VIEW)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(
                    new BrowsePartners.Found(
                        Partners.browse(
                            sql,
                            question,
                            PartnerTable.orderBy(question.sort()),
                            days.today(sql))))));
    operations.register(
        OperationSpec.of(
                "attach-subscribers",
                AttachSubscribers.class,
                AttachSubscribers.Attached.class,
                MANAGE)
            .checkedBy(PartnerFeature::problems)
            .handledBy(handlers::attach));
    operations.register(
        OperationSpec.of("detach-subscriber", DetachSubscriber.class, Attachment.class, MANAGE)
            .handledBy(handlers::detach));
    operations.register(
        OperationSpec.of(
                "list-partner-subscribers", ListAttached.class, ListAttached.Found.class, VIEW)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(new ListAttached.Found(Partners.attached(sql, question)))));
  }

  private void registerTerms(Operations operations) {
    operations.register(
        OperationSpec.of("add-partner-term", AddTerm.class, ShareTerm.class, MANAGE)
            .checkedBy(this::problems)
            .handledBy(handlers::addTerm));
    operations.register(
        OperationSpec.of("end-partner-term", EndTerm.class, ShareTerm.class, MANAGE)
            .handledBy(handlers::endTerm));
  }

  private void registerBills(Operations operations) {
    operations.register(
        OperationSpec.of("note-partner-payment", NotePayment.class, Payment.class, BILL)
            .checkedBy(this::problems)
            .handledBy(handlers::pay));
    operations.register(
        OperationSpec.of("browse-partner-bills", BrowseBills.class, BrowseBills.Found.class, VIEW)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(
                    new BrowseBills.Found(
                        PartnerBills.browse(sql, question, BillTable.orderBy(question.sort()))))));
    operations.register(
        OperationSpec.of("show-partner-bill", ShowBill.class, PartnerBill.class, VIEW)
            .answeredBy((_, question, sql) ->
                PartnerBills.find(sql, question.id())
                    .map(Outcome::done)
                    .orElseGet(PartnerHandlers::noBill)));
    operations.register(
        OperationSpec.of(
                "list-partner-bill-items", ListBillItems.class, ListBillItems.Items.class, VIEW)
            .answeredBy((_, question, sql) ->
                PartnerBills.find(sql, question.id())
                    .map(bill ->
                        Outcome.done(
                            new ListBillItems.Items(bill, PartnerBills.items(sql, question.id()))))
                    .orElseGet(PartnerHandlers::noBill)));
    operations.register(
        OperationSpec.of("correct-partner-bill", CorrectBill.class, PartnerBill.Head.class, BILL)
            .checkedBy(order -> filled("reason", order.reason(), MAX_NAME))
            .handledBy(handlers::correct));
    operations.register(
        OperationSpec.of("bill-partner-again", BillAgain.class, PartnerBill.Head.class, BILL)
            .handledBy(handlers::again));
  }

  private static List<FieldError> problems(Partner partner) {
    List<FieldError> problems = new ArrayList<>();
    if (!CODE.matcher(partner.code()).matches()) {
      problems.add(
          new FieldError("code", "must be 1 to 20 capital latin letters, digits or dashes"));
    }
    problems.addAll(filled("name", partner.name(), MAX_NAME));
    problems.addAll(FreeText.unfit("taxNumber", partner.taxNumber(), MAX_BANK));
    problems.addAll(FreeText.unfit("address", partner.address(), MAX_TEXT));
    problems.addAll(filled("contract", partner.contract(), MAX_NAME));
    problems.addAll(FreeText.unfit("bankName", partner.bank().name(), MAX_NAME));
    problems.addAll(FreeText.unfit("bankCode", partner.bank().code(), MAX_BANK));
    problems.addAll(FreeText.unfit("bankAccount", partner.bank().account(), MAX_BANK));
    if (partner.until().filter(end -> !end.isAfter(partner.since())).isPresent()) {
      problems.add(new FieldError("until", "must be after the day it began"));
    }
    if (!AREA.matcher(partner.taxArea()).matches()) {
      problems.add(new FieldError("taxArea", "must be an area such as RU or RU-SPE"));
    }
    if (partner.billDay() < 1 || partner.billDay() > 31) {
      problems.add(new FieldError("billDay", "must be a day from 1 to 31"));
    }
    if (partner.paymentTermDays() < 0 || partner.paymentTermDays() > MAX_TERM_DAYS) {
      problems.add(new FieldError("paymentTermDays", "must be 0 to 365 days"));
    }
    return problems;
  }

  private List<FieldError> problems(AddTerm order) {
    List<FieldError> problems = new ArrayList<>();
    if (order.basis() == ShareTerm.Basis.COLLECTED && !order.product().isEmpty()) {
      problems.add(
          new FieldError("product", "must be empty: money that comes in is for no product"));
    }
    ShareTerm.problem(order.basis(), order.tiers(), currency.getDefaultFractionDigits())
        .ifPresent(message -> problems.add(new FieldError("tiers", message)));
    return problems;
  }

  private static List<FieldError> problems(AttachSubscribers order) {
    int count = order.accounts().size();
    if (count < 1 || count > MAX_ATTACHED_AT_ONCE) {
      return List.of(new FieldError("accounts", "must be 1 to " + MAX_ATTACHED_AT_ONCE));
    }
    return new HashSet<>(order.accounts()).size() == count
        ? List.of()
        : List.of(new FieldError("accounts", "must each be there once"));
  }

  private List<FieldError> problems(NotePayment order) {
    List<FieldError> problems = new ArrayList<>(filled("reference", order.reference(), MAX_NAME));
    if (!order.amount().currency().equals(currency)) {
      problems.add(new FieldError("amount", "must be in " + currency + " at this branch"));
    } else if (order.amount().isZero()) {
      problems.add(new FieldError("amount", "must not be zero"));
    }
    return problems;
  }

  private static List<FieldError> filled(String field, String text, int most) {
    return text.isBlank()
        ? List.of(new FieldError(field, "must be filled in"))
        : FreeText.unfit(field, text, most);
  }

  private static List<FieldError> limit(int limit) {
    return limit < 1 || limit > MAX_PAGE
        ? List.of(new FieldError("limit", "must be 1 to " + MAX_PAGE))
        : List.of();
  }
}
