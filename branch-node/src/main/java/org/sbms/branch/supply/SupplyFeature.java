package org.sbms.branch.supply;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.equipment.EquipmentFeature;
import org.sbms.branch.equipment.Installations;
import org.sbms.branch.equipment.Serials;
import org.sbms.branch.equipment.Stock;
import org.sbms.branch.limit.PeerBounds;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.AskGoods;
import org.sbms.contract.goods.CancelGoods;
import org.sbms.contract.goods.ChargeGoods;
import org.sbms.contract.goods.CheckGoods;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsReply;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.outbox.Outbox;
import org.sbms.kit.outbox.ReplyHandler;

/** Registers how goods are handed out, on both sides. */
public final class SupplyFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "supply";

  public static final Permission VIEW = new Permission("goods.view");
  public static final Permission SUPPLY = new Permission("goods.supply");
  public static final Permission SELL = new Permission("goods.sell");
  public static final Permission CANCEL = new Permission("goods.cancel");
  public static final Permission TAKE_BACK = new Permission("goods.take-back");

  /** For other branches: to charge, and to give back, what they handed out to our subscribers. */
  public static final Permission CHARGE = new Permission("goods.charge");

  private static final int MAX_REASON = 200;

  /** What decides over goods, and where they are kept. A simulation has parts of its own. */
  public record Parts(
      IssueDecisions issue,
      ChargeDecisions charge,
      Supplies supplies,
      Charges charges,
      Stock stock,
      Installations installations) {

    static Parts of(BranchCode self, EquipmentFeature equipment) {
      return new Parts(
          new IssueDecisions(self),
          new ChargeDecisions(self),
          new Supplies(),
          new Charges(),
          equipment.stock(),
          equipment.installations());
    }
  }

  private final Predicate<BranchCode> isBranch;
  private final Supplies supplies;
  private final IssueHandlers origin;
  private final IssueReplies replies;
  private final ChargeHandlers home;

  /**
   * @param limits what this home lets other branches do
   * @param tolerancePercent by how much another branch's price may differ from what is known here
   */
  public SupplyFeature(
      BranchCode self,
      Predicate<BranchCode> isBranch,
      EquipmentFeature equipment,
      Pricing pricing,
      PeerBounds limits,
      BigDecimal tolerancePercent,
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
        isBranch,
        Parts.of(self, equipment),
        pricing,
        limits,
        tolerancePercent,
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
   * @param limits what this home lets other branches do
   * @param tolerancePercent by how much another branch's price may differ from what is known here
   */
  public SupplyFeature(
      BranchCode self,
      Predicate<BranchCode> isBranch,
      Parts parts,
      Pricing pricing,
      PeerBounds limits,
      BigDecimal tolerancePercent,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      Journal journal,
      Outbox outbox,
      Consumer<NodeId> wake,
      Clock clock,
      RandomGenerator random) {
    this.isBranch = isBranch;
    this.supplies = parts.supplies;
    SubscriberSide subscribers = new SubscriberSide(accounts, parts.installations);
    IssueWriter writer = new IssueWriter(supplies, ledger, journal, outbox, wake);
    this.origin =
        new IssueHandlers(
            self,
            parts.issue,
            supplies,
            parts.stock,
            accounts,
            subscribers,
            pricing,
            days,
            writer,
            clock,
            random);
    this.replies = new IssueReplies(parts.issue, supplies, days, writer, clock);
    this.home =
        new ChargeHandlers(
            parts.charge,
            new HomeRules(self, limits, pricing, new FairPrice(tolerancePercent)),
            parts.charges,
            accounts,
            subscribers,
            days,
            ledger,
            journal,
            clock);
  }

  public void register(Operations operations) {
    registerAtOrigin(operations);
    registerAtHome(operations);
  }

  private void registerAtOrigin(Operations operations) {
    operations.register(
        OperationSpec.of("quote-goods", QuoteGoods.class, QuoteGoods.Quote.class, VIEW)
            .checkedBy(question -> problems(question.account(), question.serial()))
            .answeredBy((_, question, sql) -> origin.quote(question, sql)));
    operations.register(
        OperationSpec.of(SupplyGoods.NAME, SupplyGoods.class, Supply.class, SUPPLY)
            .checkedBy(this::problems)
            .staking(origin::stake)
            .handledBy(origin::supply));
    operations.register(
        OperationSpec.of("sell-goods", SellGoods.class, Supply.class, SELL)
            .checkedBy(sale -> problems(Optional.empty(), sale.serial()))
            .handledBy(origin::sell));
    operations.register(
        OperationSpec.of("cancel-supply", CancelSupply.class, Supply.class, CANCEL)
            .checkedBy(SupplyFeature::problems)
            .staking(origin::stake)
            .handledBy(origin::cancel));
    operations.register(
        OperationSpec.of("take-back-item", TakeBackItem.class, Supply.class, TAKE_BACK)
            .handledBy(origin::takeBack));
    operations.register(
        OperationSpec.of("show-supply", ShowSupply.class, Supply.class, VIEW)
            .answeredBy((_, question, sql) ->
                supplies
                    .find(sql, question.id())
                    .map(Outcome::done)
                    .orElseGet(() -> unknown(question.id()))));
    operations.register(
        OperationSpec.of("browse-supplies", BrowseSupplies.class, BrowseSupplies.Rows.class, VIEW)
            .checkedBy(question ->
                Supplies.sorts(question.sort())
                    ? List.of()
                    : List.of(new FieldError("sort", "is no column to sort by")))
            .answeredBy((_, question, sql) ->
                Outcome.done(new BrowseSupplies.Rows(supplies.browse(sql, question)))));
  }

  private void registerAtHome(Operations operations) {
    operations.register(
        OperationSpec.of(ChargeGoods.NAME, ChargeGoods.class, GoodsReply.class, CHARGE)
            .placedAt(message -> NodeId.of(message.order().account().home()))
            .checkedBy(message -> problems(message.order()))
            .beyondPeerRules()
            .handledSelfKeptBy(home::charge));
    operations.register(
        OperationSpec.of(CancelGoods.NAME, CancelGoods.class, GoodsReply.class, CHARGE)
            .placedAt(message -> NodeId.of(message.order().account().home()))
            .checkedBy(message -> problems(message.order()))
            .beyondPeerRules()
            .handledSelfKeptBy(home::cancel));
    operations.register(
        OperationSpec.of("ask-goods", AskGoods.class, GoodsReply.class, CHARGE)
            .placedAt(question -> NodeId.of(question.home()))
            .beyondPeerRules()
            .answeredBy(home::ask));
    operations.register(
        OperationSpec.of(CheckGoods.NAME, CheckGoods.class, CheckGoods.Clear.class, SUPPLY)
            .placedAt(question -> NodeId.of(question.order().account().home()))
            .checkedBy(question -> problems(question.order()))
            // Its handler asks the rules for what follows, by that name.
            .beyondPeerRules()
            .answeredBy(home::check));
  }

  /** What the forwarder does with home's replies. */
  public Map<String, ReplyHandler> replyHandlers() {
    return Map.of(ChargeGoods.NAME, replies::charged, CancelGoods.NAME, replies::cancelled);
  }

  private List<FieldError> problems(SupplyGoods supply) {
    List<FieldError> problems =
        new ArrayList<>(problems(Optional.of(supply.account()), supply.serial()));
    supply
        .replacement()
        .filter(gone -> !isSerial(gone.serial()))
        .ifPresent(_ -> problems.add(notSerial("replaces")));
    return problems;
  }

  private List<FieldError> problems(Optional<AccountNumber> account, String serial) {
    List<FieldError> problems = new ArrayList<>();
    if (account.isPresent() && !isBranch.test(account.get().home())) {
      problems.add(new FieldError("account", "names no branch: " + account.get().home()));
    }
    if (!isSerial(serial)) {
      problems.add(notSerial("serial"));
    }
    return problems;
  }

  private static boolean isSerial(String text) {
    String serial = Serials.normal(text);
    return !serial.isEmpty() && serial.length() <= Serials.MAX_LENGTH;
  }

  private static FieldError notSerial(String field) {
    return new FieldError(field, "must be the number of an item");
  }

  private static List<FieldError> problems(CancelSupply cancel) {
    String reason = cancel.reason().strip();
    if (reason.isEmpty() || reason.length() > MAX_REASON) {
      return List.of(new FieldError("reason", "must be 1 to " + MAX_REASON + " characters"));
    }
    return FreeText.unfit("reason", reason);
  }

  private static List<FieldError> problems(GoodsOrder order) {
    List<FieldError> problems = new ArrayList<>(Serials.problems("order.item.", order.item()));
    if (!order.price().isSound()) {
      problems.add(new FieldError("order.price", "must be parts that go together"));
    }
    return problems;
  }

  private static Outcome<Supply> unknown(UUID id) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "No goods " + id + " were handed out here.");
  }
}
