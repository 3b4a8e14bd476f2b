package org.sbms.branch.refund;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.limit.PeerBounds;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.reference.ReasonCodes;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.AskDebit;
import org.sbms.contract.payment.CancelDebit;
import org.sbms.contract.payment.DebitReply;
import org.sbms.contract.payment.DebitSubscriber;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Stake;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.ReplyHandler;

/** Registers what can be done with refunds, on both sides. */
public final class RefundFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "refund";

  /** To give money back; the same right, by the same role, is asked at home again. */
  public static final Permission REFUND = PaymentFeature.REFUND;

  public static final Permission VIEW = new Permission("refund.view");

  /** For other branches: to ask for money, and to withdraw that. */
  public static final Permission DEBIT = new Permission("payment.debit");

  private static final int MAX_TEXT = 200;

  /** What decides over refunds, and where they are kept. A simulation has parts of its own. */
  public record Parts(
      RefundOriginDecisions origin, RefundHomeDecisions home, Refunds refunds, Debits debits) {

    static Parts of(BranchCode self) {
      return new Parts(
          new RefundOriginDecisions(self),
          new RefundHomeDecisions(self),
          new Refunds(),
          new Debits());
    }
  }

  private final BranchCode self;
  private final Currency currency;
  private final ZoneId zone;
  private final Predicate<BranchCode> isBranch;
  private final Function<LocalDate, List<ReasonCodes.Reason>> reasons;
  private final Clock clock;
  private final Refunds refunds;
  private final RefundOriginHandlers origin;
  private final RefundHomeHandlers home;

  /**
   * @param currency the branch's one currency
   */
  public RefundFeature(
      BranchCode self,
      Currency currency,
      ZoneId zone,
      Predicate<BranchCode> isBranch,
      ReasonCodes reasons,
      PeerBounds limits,
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
        currency,
        zone,
        isBranch,
        day -> reasons.of(ReasonCodes.Kind.REFUND, day),
        limits,
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

  /**
   * @param currency the branch's one currency
   * @param reasons what a refund may be given for on a day
   * @param bounds how much this home lets other branches pay out
   */
  public RefundFeature(
      BranchCode self,
      Currency currency,
      ZoneId zone,
      Predicate<BranchCode> isBranch,
      Function<LocalDate, List<ReasonCodes.Reason>> reasons,
      PeerBounds bounds,
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
    this.currency = currency;
    this.zone = zone;
    this.isBranch = isBranch;
    this.reasons = reasons;
    this.clock = clock;
    this.refunds = parts.refunds;
    RefundWriter writer = new RefundWriter(refunds, accounts, ledger, journal, outbox, wake);
    this.origin =
        new RefundOriginHandlers(
            self, parts.origin, refunds, accounts, days, writer, clock, random);
    this.home =
        new RefundHomeHandlers(
            parts.home,
            parts.debits,
            new HomeRules(self, bounds),
            accounts,
            days,
            ledger,
            journal,
            clock);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of(RefundSubscriber.NAME, RefundSubscriber.class, Refund.class, REFUND)
            .checkedBy(this::problems)
            // Home's own limits are home's word on the debit; here those of the desk count.
            .staking((asked, _) -> Optional.of(new Stake(self, asked.amount())))
            .handledBy(origin::request));
    operations.register(
        OperationSpec.of("cancel-refund", CancelRefund.class, Refund.class, REFUND)
            .checkedBy(cancel -> text("reason", cancel.reason(), 1))
            .handledBy(origin::cancel));
    operations.register(
        OperationSpec.of("show-refund", ShowRefund.class, Refund.class, VIEW)
            .answeredBy((_, question, sql) ->
                refunds
                    .find(sql, question.id())
                    .map(Outcome::done)
                    .orElseGet(() ->
                        Outcome.refused(
                            RefusalCode.NOT_FOUND,
                            "No refund " + question.id() + " was asked for here."))));
    operations.register(
        OperationSpec.of("list-refunds", ListRefunds.class, ListRefunds.Refunds.class, VIEW)
            .answeredBy((_, question, sql) ->
                Outcome.done(new ListRefunds.Refunds(refunds.list(sql, question)))));
    operations.register(
        OperationSpec.of(DebitSubscriber.NAME, DebitSubscriber.class, DebitReply.class, DEBIT)
            .placedAt(asked -> NodeId.of(asked.account().home()))
            .checkedBy(asked -> positive(asked.amount()))
            .beyondPeerRules()
            .handledSelfKeptBy(home::debit));
    operations.register(
        OperationSpec.of(CancelDebit.NAME, CancelDebit.class, DebitReply.class, DEBIT)
            .placedAt(cancel -> NodeId.of(cancel.account().home()))
            .checkedBy(cancel -> positive(cancel.amount()))
            .beyondPeerRules()
            .handledSelfKeptBy(home::cancel));
    operations.register(
        OperationSpec.of("ask-debit", AskDebit.class, DebitReply.class, REFUND)
            .placedAt(question -> NodeId.of(question.home()))
            .beyondPeerRules()
            .answeredBy(home::ask));
  }

  /** What the forwarder does with home's replies. */
  public Map<String, ReplyHandler> replyHandlers() {
    return Map.of(
        DebitSubscriber.NAME, origin::debitReplies, CancelDebit.NAME, origin::cancelReplies);
  }

  /** What a refund may be given for today. */
  public List<ReasonCodes.Reason> reasons() {
    return reasons.apply(today());
  }

  private List<FieldError> problems(RefundSubscriber asked) {
    List<FieldError> problems = new ArrayList<>();
    if (!isBranch.test(asked.account().home())) {
      problems.add(new FieldError("account", "names no branch: " + asked.account().home()));
    }
    if (!asked.amount().currency().equals(currency)) {
      problems.add(new FieldError("amount", "must be in " + currency + " at this branch"));
    } else {
      problems.addAll(positive(asked.amount()));
    }
    Optional<ReasonCodes.Reason> reason =
        reasons().stream().filter(known -> known.code().equals(asked.reason())).findFirst();
    if (reason.isEmpty()) {
      problems.add(new FieldError("reason", "is no reason for a refund"));
    }
    boolean needsComment = reason.map(ReasonCodes.Reason::needsComment).orElse(false);
    problems.addAll(text("comment", asked.comment(), needsComment ? 1 : 0));
    return problems;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /** Free text is one line, and never the place for the number of a card. */
  private static List<FieldError> text(String field, String text, int least) {
    int length = text.strip().length();
    if (length < least || length > MAX_TEXT) {
      return List.of(new FieldError(field, "must be " + least + " to " + MAX_TEXT + " characters"));
    }
    return FreeText.unfit(field, text);
  }

  private static List<FieldError> positive(Money amount) {
    return amount.isPositive()
        ? List.of()
        : List.of(new FieldError("amount", "must be more than zero"));
  }
}
