package org.sbms.branch.supply;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.equipment.Serials;
import org.sbms.branch.equipment.Stock;
import org.sbms.branch.equipment.StockDecisions;
import org.sbms.branch.equipment.StockItem;
import org.sbms.branch.equipment.StockState;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.supply.IssueDecisions.Step;
import org.sbms.branch.supply.IssueWriter.Decided;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.contract.goods.GoodsPrice;
import org.sbms.contract.goods.SupplyPurpose;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.Stake;
import org.sbms.kit.operation.UuidV7;

/** The desk's commands at the origin: load, let {@link IssueDecisions} decide, apply. */
final class IssueHandlers {
  static final RefusalCode NO_PRICE = new RefusalCode("no-price", RefusalCode.Category.CONFLICT);
  static final RefusalCode PRICE_CHANGED =
      new RefusalCode("price-changed", RefusalCode.Category.CONFLICT);

  private final BranchCode self;
  private final IssueDecisions decisions;
  private final Supplies supplies;
  private final Stock stock;
  private final Accounts accounts;
  private final SubscriberSide subscribers;
  private final Pricing pricing;
  private final BusinessDays days;
  private final IssueWriter writer;
  private final Clock clock;
  private final RandomGenerator random;

  IssueHandlers(
      BranchCode self,
      IssueDecisions decisions,
      Supplies supplies,
      Stock stock,
      Accounts accounts,
      SubscriberSide subscribers,
      Pricing pricing,
      BusinessDays days,
      IssueWriter writer,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.decisions = decisions;
    this.supplies = supplies;
    this.stock = stock;
    this.accounts = accounts;
    this.subscribers = subscribers;
    this.pricing = pricing;
    this.days = days;
    this.writer = writer;
    this.clock = clock;
    this.random = random;
  }

  Outcome<QuoteGoods.Quote> quote(QuoteGoods question, Sql sql) {
    String serial = Serials.normal(question.serial());
    Optional<StockItem> item = stock.find(sql, serial);
    BranchCode home = question.account().map(account -> account.home()).orElse(self);
    return priced(item, serial, question.purpose(), home, Optional.empty(), days.today(sql))
        .map(price -> new QuoteGoods.Quote(item.orElseThrow().item(), question.purpose(), price));
  }

  /** What handing it out would move; empty where it would be refused anyway. */
  Optional<Stake> stake(SupplyGoods supply, Tx tx) {
    BranchCode home = supply.account().home();
    return stock
        .find(tx, Serials.normal(supply.serial()))
        .flatMap(item -> pricing.of(item.item(), purpose(supply), home, days.today(tx)))
        .map(price -> new Stake(home, price.total()));
  }

  /** What taking it back would move; empty where nobody paid. */
  Optional<Stake> stake(CancelSupply cancel, Tx tx) {
    return supplies
        .find(tx, cancel.id())
        .filter(supply -> supply.state() != SupplyState.REJECTED)
        .map(supply -> new Stake(supply.home(), supply.price().total()));
  }

  private static SupplyPurpose purpose(SupplyGoods supply) {
    return supply.replacement().isPresent() ? SupplyPurpose.REPLACEMENT : SupplyPurpose.SALE;
  }

  Outcome<Supply> supply(Command<SupplyGoods> command, Tx tx) {
    SupplyGoods supply = command.operation();
    LocalDate day = days.open(tx);
    Instant now = now();
    String serial = Serials.normal(supply.serial());
    Optional<StockItem> item = stock.lock(tx, serial);
    Outcome<GoodsPrice> priced =
        priced(item, serial, purpose(supply), supply.account().home(), supply.expected(), day);
    if (!(priced instanceof Outcome.Done<GoodsPrice>(GoodsPrice price))) {
      return priced.map(_ -> {
        throw new IllegalStateException("a price is no supply");
      });
    }
    GoodsOrder order =
        new GoodsOrder(
            supply.account(),
            item.orElseThrow().item(),
            supply
                .replacement()
                .map(gone -> new Replacement(Serials.normal(gone.serial()), gone.reason())),
            price);
    Optional<HomeFacts> own = ownFacts(tx, order);
    Step step =
        decisions.issue(
            UuidV7.next(now, random),
            receipt(tx, now),
            order,
            command.caller().actor(),
            item,
            own,
            day,
            now);
    return issued(tx, command, step, item.orElseThrow(), own, day, now);
  }

  Outcome<Supply> sell(Command<SellGoods> command, Tx tx) {
    SellGoods sale = command.operation();
    LocalDate day = days.open(tx);
    Instant now = now();
    String serial = Serials.normal(sale.serial());
    Optional<StockItem> item = stock.lock(tx, serial);
    Outcome<GoodsPrice> priced =
        priced(item, serial, SupplyPurpose.SALE, self, sale.expected(), day);
    if (!(priced instanceof Outcome.Done<GoodsPrice>(GoodsPrice price))) {
      return priced.map(_ -> {
        throw new IllegalStateException("a price is no supply");
      });
    }
    Step step =
        decisions.sell(
            UuidV7.next(now, random),
            receipt(tx, now),
            serial,
            price,
            sale.method(),
            command.caller().actor(),
            item,
            day,
            now);
    return issued(tx, command, step, item.orElseThrow(), Optional.empty(), day, now);
  }

  Outcome<Supply> cancel(Command<CancelSupply> command, Tx tx) {
    UUID id = command.operation().id();
    LocalDate day = days.open(tx);
    Instant now = now();
    Supply supply = supplies.lock(tx, List.of(id)).get(id);
    if (supply == null) {
      return unknown(id);
    }
    Optional<HomeFacts> own =
        supply.account().isPresent() ? ownFacts(tx, supply.order()) : Optional.empty();
    Step step = decisions.cancel(supply, command.operation().reason().strip(), own, now);
    return changed(tx, command, step, own, day, now);
  }

  Outcome<Supply> takeBack(Command<TakeBackItem> command, Tx tx) {
    UUID id = command.operation().id();
    LocalDate day = days.open(tx);
    Instant now = now();
    Supply supply = supplies.lock(tx, List.of(id)).get(id);
    if (supply == null) {
      return unknown(id);
    }
    Step step = decisions.takeBack(supply, now);
    if (step instanceof Step.Move) {
      TakeBackItem.Condition condition = command.operation().condition();
      StockState to =
          switch (condition) {
            case UNUSED -> StockState.IN_STOCK;
            case USED -> StockState.RETURNED;
            case FAULTY -> StockState.FAULTY;
            case LOST -> StockState.BLACKLISTED;
          };
      stock
          .lock(tx, supply.item().serial())
          .filter(item -> item.state() == StockState.ISSUED)
          .ifPresent(item -> stock.move(tx, item, to, cause(command, condition.name(), id, now)));
    }
    return changed(tx, command, step, Optional.empty(), day, now);
  }

  private Outcome<Supply> issued(
      Tx tx,
      Command<?> command,
      Step step,
      StockItem item,
      Optional<HomeFacts> own,
      LocalDate day,
      Instant now) {
    return switch (step) {
      case Step.Move move -> {
        stock.move(
            tx,
            item,
            StockState.ISSUED,
            cause(command, move.supply().receipt(), move.supply().id(), now));
        applyOwn(tx, move, own, day, now);
        yield Outcome.done(
            writer.insert(tx, new Decided(move, command.caller().actor()), day, now));
      }
      case Step.Refuse(Refusal refusal) -> Outcome.refused(refusal);
      case Step.Ignore(), Step.AskAgain(_) -> throw neverForACommand();
    };
  }

  private Outcome<Supply> changed(
      Tx tx, Command<?> command, Step step, Optional<HomeFacts> own, LocalDate day, Instant now) {
    return switch (step) {
      case Step.Move move -> {
        applyOwn(tx, move, own, day, now);
        writer.update(tx, List.of(new Decided(move, command.caller().actor())), day, now);
        yield Outcome.done(move.supply());
      }
      case Step.Refuse(Refusal refusal) -> Outcome.refused(refusal);
      case Step.Ignore(), Step.AskAgain(_) -> throw neverForACommand();
    };
  }

  private void applyOwn(
      Tx tx, Step.Move move, Optional<HomeFacts> own, LocalDate day, Instant now) {
    if (move.effect() == HomeEffect.NOTHING) {
      return;
    }
    GoodsOrder order = move.supply().order();
    subscribers.apply(
        tx, move.effect(), order, own.orElseThrow(), self, move.supply().issuedBy(), day, now);
    subscribers.charge(
        tx, java.util.Map.of(order.account(), SubscriberSide.delta(move.effect(), order)));
  }

  private Optional<HomeFacts> ownFacts(Tx tx, GoodsOrder order) {
    if (!order.account().home().equals(self)) {
      return Optional.empty();
    }
    return Optional.of(
        subscribers.facts(
            tx,
            order,
            Optional.ofNullable(accounts.lock(tx, List.of(order.account())).get(order.account()))));
  }

  private Outcome<GoodsPrice> priced(
      Optional<StockItem> item,
      String serial,
      SupplyPurpose purpose,
      BranchCode home,
      Optional<Money> expected,
      LocalDate day) {
    Optional<Refusal> obstacle = StockDecisions.obstacleToIssue(serial, item);
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    Optional<GoodsPrice> price = pricing.of(item.orElseThrow().item(), purpose, home, day);
    if (price.isEmpty()) {
      return Outcome.refused(
          NO_PRICE, "Reference data has no price of such an item for a " + purpose.wire() + ".");
    }
    Money total = price.get().total();
    return expected.isPresent() && !expected.get().equals(total)
        ? Outcome.refused(PRICE_CHANGED, "It costs " + total + " now.")
        : Outcome.done(price.get());
  }

  private static Stock.Cause cause(Command<?> command, String reason, UUID id, Instant now) {
    return new Stock.Cause(command.caller().actor().login(), reason, Optional.of(id), now);
  }

  /** {@code NW-G-26-00000123}: branch, goods, year, number. */
  private String receipt(Tx tx, Instant now) {
    int year = now.atOffset(ZoneOffset.UTC).getYear() % 100;
    return "%s-G-%02d-%08d".formatted(self, year, supplies.nextReceipt(tx));
  }

  private static Outcome<Supply> unknown(UUID id) {
    return Outcome.refused(RefusalCode.NOT_FOUND, "No goods " + id + " were handed out here.");
  }

  private static IllegalStateException neverForACommand() {
    return new IllegalStateException("a command is done or refused");
  }

  /** As precise as the database keeps it, so that what is answered now is what is read later. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
