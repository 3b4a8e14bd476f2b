package org.sbms.branch.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.AskCollected;
import org.sbms.contract.payment.AskCredit;
import org.sbms.contract.payment.CancelCredit;
import org.sbms.contract.payment.CollectPayment;
import org.sbms.contract.payment.CollectedPayment;
import org.sbms.contract.payment.CreditReply;
import org.sbms.contract.payment.CreditSubscriber;
import org.sbms.contract.payment.ReturnCollected;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Stake;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.ReplyHandler;

/** Registers what can be done with payments, on both sides. */
public final class PaymentFeature {
  public static final Permission TAKE = new Permission("payment.take");
  public static final Permission VIEW = new Permission("payment.view");
  public static final Permission CANCEL = new Permission("payment.cancel");

  /** To give money of a balance back; the feature of refunds asks for it. */
  public static final Permission REFUND = new Permission("payment.refund");

  /** For other branches: to credit, and to take back, what they took for our subscribers. */
  public static final Permission CREDIT = new Permission("payment.credit");

  /** For central's account managers: to take the lines of a corporate client's transfer here. */
  public static final Permission COLLECT = new Permission("payment.collect");

  private static final int MAX_REFERENCE = 64;
  private static final int MAX_REASON = 200;
  private static final int MAX_PAGE = 500;

  /**
   * What a branch takes.
   *
   * @param maxPayment the largest single payment, in the branch's one currency
   * @param overdueAfter how long home may be silent before a payment is called overdue
   */
  public record Limits(Money maxPayment, Duration overdueAfter) {}

  /** What decides over payments, and where they are kept. A simulation has parts of its own. */
  public record Parts(
      OriginDecisions origin, HomeDecisions home, Payments payments, Credits credits) {

    static Parts of(BranchCode self) {
      return new Parts(
          new OriginDecisions(self), new HomeDecisions(self), new Payments(), new Credits());
    }
  }

  private final BranchCode self;
  private final Limits limits;
  private final Predicate<BranchCode> isBranch;
  private final Accounts accounts;
  private final Payments payments;
  private final PaymentLists lists;
  private final OriginHandlers origin;
  private final HomeHandlers home;
  private final CollectHandlers collecting;

  public PaymentFeature(
      BranchCode self,
      Limits limits,
      ZoneId zone,
      Predicate<BranchCode> isBranch,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      Journal journal,
      Outbox outbox,
      Consumer<NodeId> wake,
      Clock clock,
      RandomGenerator random) {
    this(
        self,
        limits,
        zone,
        isBranch,
        Parts.of(self),
        accounts,
        days,
        ledger,
        journal,
        outbox,
        wake,
        clock,
        random);
  }

  public PaymentFeature(
      BranchCode self,
      Limits limits,
      ZoneId zone,
      Predicate<BranchCode> isBranch,
      Parts parts,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      Journal journal,
      Outbox outbox,
      Consumer<NodeId> wake,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.limits = limits;
    this.isBranch = isBranch;
    this.accounts = accounts;
    this.payments = parts.payments;
    this.lists = new PaymentLists(zone, clock, limits.overdueAfter());
    OriginWriter writer = new OriginWriter(self, payments, accounts, ledger, journal, outbox, wake);
    this.origin =
        new OriginHandlers(self, parts.origin, payments, accounts, days, writer, clock, random);
    this.home = new HomeHandlers(parts.home, parts.credits, accounts, days, ledger, journal, clock);
    this.collecting = new CollectHandlers(origin, payments);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("take-payment", TakePayment.class, Payment.class, TAKE)
            .checkedBy(this::problems)
            .staking((take, _) -> Optional.of(new Stake(take.account().home(), take.amount())))
            .handledInBatchesBy(origin::take));
    operations.register(
        OperationSpec.of("cancel-payment", CancelPayment.class, Payment.class, CANCEL)
            .checkedBy(PaymentFeature::problems)
            .staking((cancel, tx) -> payments.find(tx, cancel.id()).map(this::stakeOfCancelling))
            .handledBy(origin::cancel));
    operations.register(
        OperationSpec.of("check-payee", CheckPayee.class, CheckPayee.Payee.class, TAKE)
            .placedAt(question -> NodeId.of(question.account().home()))
            .checkedBy(question -> unknownBranch(question.account()))
            .answeredBy((_, question, sql) -> payee(question, sql)));
    operations.register(
        OperationSpec.of("show-payment", ShowPayment.class, Payment.class, VIEW)
            .answeredBy((_, question, sql) ->
                payments
                    .find(sql, question.id())
                    .map(Outcome::done)
                    .orElseGet(() ->
                        Outcome.refused(
                            RefusalCode.NOT_FOUND,
                            "No payment " + question.id() + " was taken here."))));
    operations.register(
        OperationSpec.of("list-payments", ListPayments.class, ListPayments.Page.class, VIEW)
            .checkedBy(PaymentFeature::problems)
            .answeredBy(
                (_, question, sql) -> Outcome.done(page(question, payments.list(sql, question)))));
    operations.register(
        OperationSpec.of("browse-payments", BrowsePayments.class, BrowsePayments.Rows.class, VIEW)
            .checkedBy(PaymentFeature::problems)
            .answeredBy((_, question, sql) ->
                Outcome.done(new BrowsePayments.Rows(lists.browse(sql, question)))));
    operations.register(
        OperationSpec.of("show-takings", ShowTakings.class, ShowTakings.Takings.class, VIEW)
            .answeredBy((_, question, sql) -> Outcome.done(lists.takings(sql, question.login()))));
    operations.register(
        OperationSpec.of(CreditSubscriber.NAME, CreditSubscriber.class, CreditReply.class, CREDIT)
            .placedAt(post -> NodeId.of(post.account().home()))
            .checkedBy(post -> positive(post.amount()))
            .beyondPeerRules()
            .handledSelfKeptBy(home::post));
    operations.register(
        OperationSpec.of(CancelCredit.NAME, CancelCredit.class, CreditReply.class, CREDIT)
            .placedAt(cancel -> NodeId.of(cancel.account().home()))
            .checkedBy(cancel -> positive(cancel.amount()))
            .beyondPeerRules()
            .handledSelfKeptBy(home::cancel));
    operations.register(
        OperationSpec.of("ask-credit", AskCredit.class, CreditReply.class, CREDIT)
            .placedAt(question -> NodeId.of(question.home()))
            .beyondPeerRules()
            .answeredBy(home::ask));
    registerCollecting(operations);
  }

  private void registerCollecting(Operations operations) {
    operations.register(
        OperationSpec.of(CollectPayment.NAME, CollectPayment.class, CollectedPayment.class, COLLECT)
            .placedAt(line -> NodeId.of(line.branch()))
            .checkedBy(line -> problems(CollectHandlers.ordinary(line)))
            .handledInBatchesBy(collecting::collect));
    operations.register(
        OperationSpec.of(
                ReturnCollected.NAME, ReturnCollected.class, CollectedPayment.class, COLLECT)
            .placedAt(line -> NodeId.of(line.branch()))
            .checkedBy(line -> problems(new CancelPayment(line.paymentId(), line.reason())))
            .handledBy(collecting::giveBack));
    operations.register(
        OperationSpec.of(AskCollected.NAME, AskCollected.class, AskCollected.Answer.class, COLLECT)
            .placedAt(question -> NodeId.of(question.branch()))
            .checkedBy(question ->
                question.ids().size() > AskCollected.MAX_IDS
                    ? List.of(
                        new FieldError("ids", "must be at most " + AskCollected.MAX_IDS + " ids"))
                    : List.of())
            .answeredBy((_, question, sql) -> collecting.ask(question, sql)));
  }

  /** Giving back what home has rejected is no business of home's. */
  private Stake stakeOfCancelling(Payment payment) {
    boolean rejected = payment.state() == PaymentState.REJECTED;
    return new Stake(rejected ? self : payment.homeBranch(), payment.amount());
  }

  /**
   * Takes money that is here already, such as what the bank has told of, in a transaction that says
   * where it came from. No limit of a desk holds it up.
   */
  public List<Outcome<Payment>> takeWithin(Tx tx, List<Command<TakePayment>> commands) {
    return origin.take(commands, tx);
  }

  /** Cancels in the caller's transaction, by the rules of every cancellation. */
  public Outcome<Payment> cancelWithin(Tx tx, Command<CancelPayment> command) {
    return origin.cancel(command, tx);
  }

  public boolean isBranch(BranchCode code) {
    return isBranch.test(code);
  }

  /** What the forwarder does with home's replies. */
  public Map<String, ReplyHandler> replyHandlers() {
    return Map.of(
        CreditSubscriber.NAME, origin::creditReplies, CancelCredit.NAME, origin::cancelReplies);
  }

  private List<FieldError> problems(TakePayment take) {
    List<FieldError> problems = new ArrayList<>(unknownBranch(take.account()));
    Money max = limits.maxPayment;
    if (!take.amount().currency().equals(max.currency())) {
      problems.add(new FieldError("amount", "must be in " + max.currency() + " at this branch"));
    } else if (!take.amount().isPositive()) {
      problems.add(new FieldError("amount", "must be more than zero"));
    } else if (take.amount().compareTo(max) > 0) {
      problems.add(new FieldError("amount", "must be at most " + max));
    }
    if (take.reference().length() > MAX_REFERENCE) {
      problems.add(new FieldError("reference", "must be at most " + MAX_REFERENCE + " characters"));
    }
    problems.addAll(FreeText.unfit("reference", take.reference()));
    return problems;
  }

  private List<FieldError> unknownBranch(AccountNumber account) {
    return isBranch.test(account.home())
        ? List.of()
        : List.of(new FieldError("account", "names no branch: " + account.home()));
  }

  /** By the rule by which {@link HomeDecisions} credits: any account but a closed one. */
  private Outcome<CheckPayee.Payee> payee(CheckPayee question, Sql sql) {
    AccountNumber number = question.account();
    return accounts
        .find(sql, number)
        .map(facts ->
            facts.state() == SubscriberState.TERMINATED
                ? Outcome.<CheckPayee.Payee>refused(
                    RefusalCode.STATE_CONFLICT, "The account " + number + " is closed.")
                : Outcome.done(
                    new CheckPayee.Payee(
                        number, number.home(), facts.currency().getCurrencyCode())))
        .orElseGet(
            () -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no account " + number + "."));
  }

  private static List<FieldError> problems(CancelPayment cancel) {
    String reason = cancel.reason().strip();
    return reason.isEmpty() || reason.length() > MAX_REASON
        ? List.of(new FieldError("reason", "must be 1 to " + MAX_REASON + " characters"))
        : FreeText.unfit("reason", reason);
  }

  private static List<FieldError> problems(BrowsePayments question) {
    return PaymentLists.sorts(question.sort())
        ? List.of()
        : List.of(new FieldError("sort", "is no column to sort by"));
  }

  private static List<FieldError> problems(ListPayments question) {
    return question.limit() < 1 || question.limit() > MAX_PAGE
        ? List.of(new FieldError("limit", "must be 1 to " + MAX_PAGE))
        : List.of();
  }

  private static List<FieldError> positive(Money amount) {
    return amount.isPositive()
        ? List.of()
        : List.of(new FieldError("amount", "must be more than zero"));
  }

  private static ListPayments.Page page(ListPayments question, List<Payment> rows) {
    if (rows.size() <= question.limit()) {
      return new ListPayments.Page(rows, Optional.empty());
    }
    List<Payment> items = rows.subList(0, question.limit());
    Payment last = items.getLast();
    return new ListPayments.Page(
        items, Optional.of(new ListPayments.Position(last.acceptedAt(), last.id())));
  }
}
