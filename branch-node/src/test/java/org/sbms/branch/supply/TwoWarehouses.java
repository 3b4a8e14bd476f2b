package org.sbms.branch.supply;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.sbms.branch.approval.ApprovalFeature;
import org.sbms.branch.approval.BranchAdmission;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.equipment.EquipmentFeature;
import org.sbms.branch.equipment.ReceiveItems;
import org.sbms.branch.equipment.ShowItem;
import org.sbms.branch.equipment.StockState;
import org.sbms.branch.limit.LimitFeature;
import org.sbms.branch.limit.Limits;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.reference.BranchReference;
import org.sbms.branch.reference.GoodsPrices;
import org.sbms.branch.reference.InterBranchTariffs;
import org.sbms.branch.reference.TestReference;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.goods.CheckGoods;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.goods.GoodsOrder;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.contract.goods.ReplacementReason;
import org.sbms.contract.goods.ShowEquipment;
import org.sbms.contract.goods.SupplyPurpose;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.journal.Journal;
import org.sbms.kit.json.Json;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.outbox.Forwarder;
import org.sbms.kit.outbox.Outbox;

/**
 * Two branches with stock and subscribers over real databases, joined by a wire that a test can
 * cut. A set-top box costs 2400.00 and 300.00 for handling as a replacement, 2990.00 as a sale; the
 * tariff leaves 5 % of the goods to the home, and 15.00 of the handling.
 */
final class TwoWarehouses implements AutoCloseable {
  static final BranchCode NW = new BranchCode("NW");
  static final BranchCode SO = new BranchCode("SO");
  static final int ACCOUNTS = 30;
  private static final Currency RUB = Currency.getInstance("RUB");
  static final BigDecimal TOLERANCE_PERCENT = BigDecimal.TEN;
  private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
  private static final Set<Permission> ALL =
      Set.of(
          SupplyFeature.VIEW,
          SupplyFeature.SUPPLY,
          SupplyFeature.SELL,
          SupplyFeature.CANCEL,
          SupplyFeature.TAKE_BACK,
          SupplyFeature.CHARGE,
          LimitFeature.VIEW,
          LimitFeature.TIGHTEN,
          ApprovalFeature.VIEW,
          EquipmentFeature.VIEW,
          EquipmentFeature.KEEP,
          PartyFeature.VIEW);

  /** What the wire does with a batch of calls. */
  enum Wire {
    WORKS,
    /** The calls never arrive. */
    CUT,
    /** They arrive and are carried out, but no reply comes back. */
    LOSES_REPLIES,
    /** Every batch arrives twice. */
    REPEATS
  }

  volatile Wire wire = Wire.WORKS;
  final Branch nw = new Branch(NW);
  final Branch so = new Branch(SO);
  private int boxes;

  TwoWarehouses() {
    nw.other = so;
    so.other = nw;
    nw.forwarder.start();
    so.forwarder.start();
  }

  static Optional<GoodsPrices.Price> price(
      EquipmentKind kind, String model, SupplyPurpose purpose, Currency currency, LocalDate day) {
    if (kind != EquipmentKind.SET_TOP_BOX) {
      return Optional.empty();
    }
    return Optional.of(
        switch (purpose) {
          case REPLACEMENT -> new GoodsPrices.Price(rub("2400.00"), rub("300.00"));
          case SALE -> new GoodsPrices.Price(rub("2990.00"), rub("0.00"));
        });
  }

  static Optional<InterBranchTariffs.Tariff> tariff(
      InterBranchTariffs.Work work,
      BranchCode origin,
      BranchCode home,
      Currency currency,
      LocalDate day) {
    return Optional.of(
        switch (work) {
          case GOODS ->
              new InterBranchTariffs.Tariff(
                  new BigDecimal("5"), rub("0.00"), Optional.empty(), Optional.empty());
          case SERVICE ->
              new InterBranchTariffs.Tariff(
                  BigDecimal.ZERO, rub("15.00"), Optional.empty(), Optional.empty());
          case PAYMENT -> throw new AssertionError("goods are no payment");
        });
  }

  final class Branch {
    final BranchCode code;
    final TestDatabase test =
        TestDatabase.with(
            "operation",
            "journal",
            "outbox",
            "ledger",
            "party",
            "equipment",
            "supply",
            BranchReference.MIGRATIONS,
            LimitFeature.MIGRATIONS,
            ApprovalFeature.MIGRATIONS);
    final Database database = test.database();
    final Ledger ledger = new Ledger();
    final Executor executor;
    final Forwarder forwarder;
    private final BranchReference reference;

    /** Whether this branch's price list and tariff have the item; the other one's always have. */
    volatile boolean knowsPrices = true;

    /** What this branch's price list says above the other one's. */
    volatile Money dearer = rub("0.00");

    private Branch other;

    Branch(BranchCode code) {
      this.code = code;
      Clock clock = Clock.systemUTC();
      Operations operations = new Operations();
      Journal journal = new Journal(code);
      BusinessDays days = new BusinessDays(journal, ZONE, clock);
      Outbox outbox = new Outbox(operations, clock);
      Forwarder[] late = new Forwarder[1];
      NodeId self = NodeId.of(code);
      this.reference = new BranchReference(self, database, new NoRemote(), clock, () -> {});
      Limits rules = new Limits(code, database, reference.cache(), ZONE, clock);
      new LimitFeature(rules, operations, RUB, clock).register();
      ApprovalFeature.register(operations, clock);
      EquipmentFeature equipment = new EquipmentFeature(clock);
      equipment.register(operations);
      SupplyFeature supply =
          new SupplyFeature(
              code,
              branch -> Set.of(NW, SO).contains(branch),
              equipment,
              new Pricing(code, RUB, this::price, TwoWarehouses::tariff),
              rules,
              TOLERANCE_PERCENT,
              new Accounts(),
              days,
              ledger,
              journal,
              outbox,
              node -> late[0].wake(node),
              clock,
              new Random(1));
      supply.register(operations);
      this.executor =
          new Executor(
              self,
              operations,
              database,
              new NoRemote(),
              AuditLog.NONE,
              new BranchAdmission(self, rules, days, Duration.ofMinutes(30), clock, new Random(2)),
              clock);
      this.forwarder = new Forwarder(database, outbox, this::carry, supply.replyHandlers(), clock);
      late[0] = forwarder;
      days.rollOver(database);
      seed();
    }

    /** Each subscriber has a set-top box whose number only the identifiers know. */
    private void seed() {
      database.run("insert into rate_plan values ('TV', 'TV', 30000, 'RUB')");
      for (int i = 0; i < ACCOUNTS; i++) {
        UUID customer = new UUID(code.hashCode(), i);
        database.run(
            "insert into customer values ($1, 'PERSON', 'N', 'A', 'P', 'E', now())", customer);
        database.run(
            """
            insert into account (number, customer_id, name, state, since, plan, currency)
            values ($1, $2, 'N', 'ACTIVE', $3, 'TV', 'RUB')
            """,
            account(i).value(),
            customer,
            LocalDate.of(2024, 1, 1));
        database.run(
            "insert into identifier values ('SET_TOP_BOX', $1, $2)", oldBox(i), account(i).value());
      }
    }

    AccountNumber account(int index) {
      return AccountNumber.of(code, index + 1);
    }

    String oldBox(int index) {
      return "9000%s%08d".formatted(code.equals(NW) ? "01" : "02", index);
    }

    /** A new box of this branch's stock. */
    String box() {
      return boxes(1).getFirst();
    }

    List<String> boxes(int count) {
      List<GoodsItem> items =
          IntStream.range(0, count)
              .mapToObj(_ -> "9100%s%08d".formatted(code.equals(NW) ? "01" : "02", ++boxes))
              .map(serial -> new GoodsItem(EquipmentKind.SET_TOP_BOX, "HD-2000", serial))
              .toList();
      done(new ReceiveItems(items, "delivery 1"));
      return items.stream().map(GoodsItem::serial).toList();
    }

    void publish(String dataset, String csv) {
      TestReference.publish(database, reference.cache(), dataset, csv);
    }

    private Optional<GoodsPrices.Price> price(
        EquipmentKind kind, String model, SupplyPurpose purpose, Currency currency, LocalDate day) {
      return knowsPrices
          ? TwoWarehouses.price(kind, model, purpose, currency, day)
              .map(price -> new GoodsPrices.Price(price.goods().plus(dearer), price.handling()))
          : Optional.empty();
    }

    private List<PeerReply> carry(NodeId destination, List<PeerCall> calls) {
      Wire now = wire;
      if (now == Wire.CUT) {
        throw new IllegalStateException("no way to " + destination);
      }
      List<PeerReply> replies = other.receive(calls, code);
      if (now == Wire.REPEATS) {
        replies = other.receive(calls, code);
      }
      if (now == Wire.LOSES_REPLIES) {
        throw new IllegalStateException("no answer from " + destination);
      }
      return replies;
    }

    private List<PeerReply> receive(List<PeerCall> calls, BranchCode from) {
      return calls.stream().map(call -> receive(call, from)).toList();
    }

    private <R> PeerReply receive(PeerCall call, BranchCode from) {
      @SuppressWarnings("unchecked")
      OperationSpec<Operation<R>, R> spec =
          (OperationSpec<Operation<R>, R>)
              executor.operations().named(call.operation()).orElseThrow();
      Caller caller = new Caller(call.actor(), NodeId.of(from), ALL);
      Operation<R> operation = Json.convert(call.body(), spec.type());
      return switch (executor.run(caller, new Request<>(operation, call.key()))) {
        case Outcome.Done<R>(R result) -> PeerReply.done(call.key(), Json.tree(result));
        case Outcome.Refused<R> refused -> PeerReply.refused(call.key(), refused.refusal());
        case Outcome.Unknown<R> _ -> throw new AssertionError("a home always knows");
      };
    }

    private Caller clerk() {
      return new Caller(new Actor(NodeId.of(code), "clerk", "clerk"), NodeId.of(code), ALL);
    }

    <R> Outcome<R> run(Operation<R> operation, String key) {
      return executor.run(clerk(), Request.command(operation, key));
    }

    <R> R done(Operation<R> operation) {
      return done(operation, UUID.randomUUID().toString());
    }

    <R> R done(Operation<R> operation, String key) {
      return switch (run(operation, key)) {
        case Outcome.Done<R>(R result) -> result;
        case Outcome.Refused<R>(Refusal refusal) -> throw new AssertionError(refusal.toString());
        case Outcome.Unknown<R>(String why) -> throw new AssertionError(why);
      };
    }

    String refusal(Operation<?> operation) {
      return run(operation, UUID.randomUUID().toString()) instanceof Outcome.Refused<?>(var no)
          ? no.code().code()
          : "done";
    }

    /** What this branch would say if the other one's clerk asked for that price. */
    String check(GoodsOrder order) {
      Caller caller = new Caller(other.clerk().actor(), NodeId.of(other.code), ALL);
      return executor.run(caller, Request.query(new CheckGoods(order)))
              instanceof Outcome.Refused<?>(var no)
          ? no.code().code()
          : "clear";
    }

    /** A new box in place of the one that the subscriber has. */
    SupplyGoods replacement(AccountNumber account, String oldSerial, String newSerial) {
      return new SupplyGoods(
          account,
          newSerial,
          Optional.of(new Replacement(oldSerial, ReplacementReason.FAULTY)),
          Optional.empty());
    }

    SupplyGoods sale(AccountNumber account, String serial) {
      return new SupplyGoods(account, serial, Optional.empty(), Optional.empty());
    }

    Supply sold(String serial) {
      return done(new SellGoods(serial, PaymentMethod.CASH, Optional.empty()));
    }

    Supply supply(UUID id) {
      return done(new ShowSupply(id));
    }

    SupplyState stateOf(Supply supply) {
      return supply(supply.id()).state();
    }

    StockState stock(String serial) {
      return done(new ShowItem(serial)).item().state();
    }

    /** Serials of the present equipment of an own subscriber. */
    List<String> equipment(AccountNumber account) {
      return done(new ShowEquipment(account)).present().stream()
          .map(installed -> installed.item().serial())
          .sorted()
          .toList();
    }

    List<String> identifiers(AccountNumber account) {
      return database.list(
          row -> row.getString(0),
          "select value from identifier where account = $1 order by 1",
          account.value());
    }

    Money balance(AccountNumber account) {
      return database
          .one(
              row -> new Money(row.getLong(0), RUB),
              "select balance_minor from account where number = $1",
              account.value())
          .orElseThrow();
    }

    void terminate(AccountNumber account) {
      database.run("update account set state = 'TERMINATED' where number = $1", account.value());
    }

    /** Debit minus credit of a ledger account, in kopecks. */
    long ledgerNet(String account) {
      return ledger.trialBalance(database, Instant.now()).stream()
          .filter(line -> line.code().equals(account))
          .mapToLong(line -> line.debitMinor() - line.creditMinor())
          .sum();
    }

    /** How much each ledger account has moved since the last look. */
    Map<String, Long> nets() {
      Map<String, Long> nets = new HashMap<>();
      ledger
          .trialBalance(database, Instant.now())
          .forEach(
              line -> nets.merge(line.code(), line.debitMinor() - line.creditMinor(), Long::sum));
      return nets;
    }

    List<String> journal(UUID id) {
      return new ArrayList<>(
          database.list(
              row -> row.getString("kind") + " " + row.getLong("amount_minor"),
              "select kind, amount_minor from journal_entry where transaction_id = $1 order by number",
              id));
    }

    long count(String table) {
      return database.one(row -> row.getLong(0), "select count(*) from " + table).orElseThrow();
    }

    private void close() {
      executor.close();
      forwarder.close();
      reference.close();
      test.close();
    }
  }

  static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }

  private static final class NoRemote implements Remote {
    @Override
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      throw new AssertionError("goods are forwarded, never called: " + Map.of(node, request));
    }
  }

  @Override
  public void close() {
    nw.close();
    so.close();
  }
}
