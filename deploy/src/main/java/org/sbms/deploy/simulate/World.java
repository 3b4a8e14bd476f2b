package org.sbms.deploy.simulate;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.sbms.branch.payment.Payment;
import org.sbms.branch.payment.PaymentState;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.goods.EquipmentKind;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.contract.subscriber.SubscriberState;

/**
 * A federation under one seed: its branches, central, the wire between them, and what befalls it.
 */
final class World {
  private static final List<String> CODES = List.of("NW", "SO", "UR", "FE", "CE", "VO");
  private static final int ACCOUNTS_A_BRANCH = 4;
  private static final int ITEMS_A_BRANCH = 6;

  final Agenda agenda = new Agenda();
  private final RandomGenerator random;
  private final Weather weather;
  private final History history = new History();
  private final Watch watch = new Watch(this);
  private final Map<BranchCode, SimulatedBranch> branches = new TreeMap<>();
  private final List<NodeClock> clocks = new ArrayList<>();
  private final List<AccountNumber> accounts = new ArrayList<>();
  private final Network network;
  private final SimulatedCentral central;
  private final SimulatedReference reference;
  private final Desk desk;
  private final RefundDesk refunds;
  private final GoodsDesk goods;
  private boolean isOver;

  World(RandomGenerator random, Protocol protocol) {
    this.random = random;
    this.weather = new Weather(random);
    this.network = new Network(this, weather, random);
    this.reference = new SimulatedReference(this, weather, random);
    int size = 3 + random.nextInt(4);
    CODES.subList(0, size).forEach(code -> add(new BranchCode(code), protocol));
    this.central = new SimulatedCentral(this, protocol, weather, clock(), 3 + random.nextInt(40));
    Counter counter = new Counter(this, weather, random);
    this.desk = new Desk(this, weather, counter, random, accounts);
    this.refunds = new RefundDesk(this, counter, random, accounts);
    this.goods = new GoodsDesk(this, counter, random, accounts);
  }

  Map<BranchCode, SimulatedBranch> branches() {
    return branches;
  }

  SimulatedBranch branch(BranchCode code) {
    SimulatedBranch branch = branches.get(code);
    if (branch == null) {
      throw new IllegalArgumentException("no branch " + code);
    }
    return branch;
  }

  SimulatedBranch branch(NodeId node) {
    return branch(node.branch());
  }

  Network network() {
    return network;
  }

  SimulatedCentral central() {
    return central;
  }

  Desk desk() {
    return desk;
  }

  RefundDesk refunds() {
    return refunds;
  }

  GoodsDesk goods() {
    return goods;
  }

  SimulatedReference reference() {
    return reference;
  }

  Watch watch() {
    return watch;
  }

  Weather weather() {
    return weather;
  }

  History history() {
    return history;
  }

  void note(Supplier<String> what) {
    history.note(agenda.nowMs(), what.get());
  }

  /** Every branch looks again and again at its outbox and its calendar, as long as this goes on. */
  void begin() {
    branches
        .values()
        .forEach(branch -> {
          branch.rollOver();
          afterWork(branch);
          tick(branch);
        });
  }

  /** Nothing more is done by itself. */
  void end() {
    isOver = true;
  }

  /** A node that died is started again, sooner or later. */
  void afterWork(SimulatedBranch branch) {
    if (!branch.isUp()) {
      network.forget(branch);
      note(() -> branch.code + " is down");
      agenda.in(200 + random.nextInt(12_000), () -> restart(branch));
    }
  }

  void restart(SimulatedBranch branch) {
    if (!branch.isUp()) {
      note(() -> branch.code + " starts");
      branch.start();
      afterWork(branch);
    }
  }

  /** Somebody reads slowly; the others do not wait. */
  void goOnForAWhile() {
    for (int i = random.nextInt(3); i > 0; i--) {
      agenda.step(agenda.nowMs() + 20);
    }
  }

  void killAny() {
    SimulatedBranch branch = any();
    if (branch.isUp()) {
      branch.die();
      afterWork(branch);
    }
  }

  void cutAny() {
    NodeId one = random.nextInt(5) == 0 ? NodeId.CENTRAL : any().id();
    NodeId other = any().id();
    if (!one.equals(other)) {
      note(() -> one + " and " + other + " do not reach each other");
      network.cut(one, other);
      if (random.nextBoolean()) {
        network.cut(other, one);
      }
    }
  }

  void closeOrReopenAny() {
    AccountNumber account =
        (random.nextBoolean() ? beingTakenFrom() : Optional.<AccountNumber>empty())
            .orElseGet(() -> accounts.get(random.nextInt(accounts.size())));
    SimulatedBranch home = branch(account.home());
    SubscriberState state =
        random.nextInt(5) < 2 ? SubscriberState.TERMINATED : SubscriberState.ACTIVE;
    note(() -> account + " turns " + state);
    home.turn(account, state);
    afterWork(home);
  }

  /** An account that a cancellation is on its way to: closing it makes home refuse. */
  private Optional<AccountNumber> beingTakenFrom() {
    List<AccountNumber> found =
        branches.values().stream()
            .flatMap(branch -> branch.payments.all().stream())
            .filter(payment -> payment.state() == PaymentState.CANCELLING)
            .map(Payment::account)
            .toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(random.nextInt(found.size())));
  }

  void passTheNight() {
    Duration time =
        random.nextBoolean()
            ? Duration.ofMinutes(300 + random.nextInt(1_500))
            : untilMidnight().plusMinutes(random.nextInt(60) - 40);
    note(() -> time + " pass");
    clocks.forEach(clock -> clock.pass(time.isNegative() ? Duration.ZERO : time));
  }

  /** Where days turn, a clock that is wrong does most harm. */
  private Duration untilMidnight() {
    int secondOfDay =
        clocks.getFirst().instant().atZone(ZoneOffset.UTC).toLocalTime().toSecondOfDay();
    return Duration.ofDays(1).minusSeconds(secondOfDay);
  }

  void misleadAnyClock() {
    weather.countFault();
    clocks
        .get(random.nextInt(clocks.size()))
        .goWrongBy(Duration.ofMinutes(random.nextInt(121) - 60));
  }

  /** Everything is mended; what was lost stays lost. */
  void heal() {
    weather.calm();
    network.mend();
    central.start();
    clocks.forEach(clock -> clock.goWrongBy(Duration.ZERO));
    branches.values().forEach(this::restart);
    note(() -> "healed");
  }

  SimulatedBranch any() {
    return List.copyOf(branches.values()).get(random.nextInt(branches.size()));
  }

  private void add(BranchCode code, Protocol protocol) {
    SimulatedBranch[] self = new SimulatedBranch[1];
    SimulatedBranch branch =
        new SimulatedBranch(
            code,
            protocol,
            reference,
            clock(),
            weather,
            random,
            changes -> onCommit(self[0], changes),
            node -> agenda.in(weather.delayMs(), () -> network.send(branch(code), node)));
    self[0] = branch;
    for (int serial = 1; serial <= ACCOUNTS_A_BRANCH; serial++) {
      AccountNumber account = AccountNumber.of(code, serial);
      branch.accounts.open(account, serial == ACCOUNTS_A_BRANCH ? "USD" : "RUB");
      accounts.add(account);
    }
    for (int item = 1; item <= ITEMS_A_BRANCH; item++) {
      String serial = "%04d%010d".formatted(CODES.indexOf(code.value()) + 1, item);
      branch.stock.receive(new GoodsItem(kind(item), "M1", serial));
    }
    accounts.add(AccountNumber.of(code, 9_999)); // which nobody has
    branches.put(code, branch);
  }

  private static EquipmentKind kind(int item) {
    return item == ITEMS_A_BRANCH ? EquipmentKind.SMART_CARD : EquipmentKind.SET_TOP_BOX;
  }

  private NodeClock clock() {
    NodeClock clock = new NodeClock(agenda);
    clocks.add(clock);
    return clock;
  }

  private void onCommit(SimulatedBranch branch, List<Change> changes) {
    watch.onCommit(branch, changes);
    note(() ->
        "%s commits %d, journal %d %s"
            .formatted(
                branch.code,
                changes.size(),
                branch.journal.head().number(),
                branch.journal.head().hash()));
  }

  private void tick(SimulatedBranch branch) {
    if (isOver) {
      return;
    }
    List<NodeId> waiting = new ArrayList<>(branch.outbox.depths().keySet());
    Collections.shuffle(waiting, Random.from(random));
    waiting.forEach(node -> network.send(branch, node));
    if (branch.isUp() && random.nextInt(4) == 0) {
      branch.followReference();
      afterWork(branch);
    }
    if (branch.isUp() && random.nextInt(8) == 0) {
      branch.rollOver();
      afterWork(branch);
    }
    agenda.in(600 + random.nextInt(800), () -> tick(branch));
  }
}
