package org.sbms.deploy.simulate;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.sbms.branch.payment.PaymentFeature;
import org.sbms.branch.reference.ReferencePuller;
import org.sbms.branch.refund.RefundFeature;
import org.sbms.branch.supply.SupplyFeature;
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
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.AuditLog;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.CommandRunner;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.outbox.OutboxMessage;
import org.sbms.kit.outbox.Replies;
import org.sbms.kit.outbox.ReplyHandler;

/**
 * A branch: the product's features of payments, refunds and goods, command runner, outbox replies,
 * business days and follower of reference data, with memory under them. What it does may kill it;
 * then it did nothing that was not committed.
 */
final class SimulatedBranch {
  /** The most that a home lets another branch pay out at once. */
  static final Money MOST_REFUNDED = Money.ofMinor(400_000, "RUB");

  private static final Money MAX_PAYMENT = Money.ofMinor(100_000_000, "RUB");
  private static final Duration NEVER_BY_ITSELF = Duration.ofDays(1);

  final BranchCode code;
  final NodeClock clock;
  final MemoryStore store;
  final MemoryJournal journal;
  final MemoryPayments payments = new MemoryPayments();
  final MemoryCredits credits;
  final MemoryRefunds refunds = new MemoryRefunds();
  final MemoryDebits debits;
  final MemorySupplies supplies = new MemorySupplies();
  final MemoryCharges charges;
  final MemoryStock stock;
  final MemoryInstallations installations;
  final MemoryCopy copy;
  final MemoryAccounts accounts = new MemoryAccounts();
  final MemoryDays days;
  final MemoryOutbox outbox;
  private final Replies replies;
  private final Remote central;
  private final Operations operations = new Operations();
  private final CommandRunner runner;
  private final Weather weather;
  private final RandomGenerator random;
  private boolean isUp = true;
  private long life;
  private ReferencePuller puller;

  SimulatedBranch(
      BranchCode code,
      Protocol protocol,
      Remote central,
      NodeClock clock,
      Weather weather,
      RandomGenerator random,
      Consumer<List<Change>> onCommit,
      Consumer<NodeId> wake) {
    this.code = code;
    this.central = central;
    this.clock = clock;
    this.weather = weather;
    this.random = random;
    this.store = protocol.store(weather, onCommit);
    this.journal = protocol.journal(code);
    this.credits = protocol.credits(store);
    this.debits = protocol.debits(store);
    this.charges = protocol.charges(store);
    this.stock = protocol.stock();
    this.installations = new MemoryInstallations(stock);
    this.copy = protocol.copy(store);
    this.puller = follower();
    this.days = protocol.days(journal, clock);
    this.outbox = new MemoryOutbox(operations, clock);
    MemoryLedger ledger = new MemoryLedger();
    PaymentFeature paying =
        new PaymentFeature(
            code,
            new PaymentFeature.Limits(MAX_PAYMENT, Duration.ofMinutes(5)),
            ZoneOffset.UTC,
            _ -> true,
            new PaymentFeature.Parts(protocol.origin(code), protocol.home(code), payments, credits),
            accounts,
            days,
            ledger,
            journal,
            outbox,
            wake,
            clock,
            random);
    RefundFeature refunding =
        new RefundFeature(
            code,
            MAX_PAYMENT.currency(),
            ZoneOffset.UTC,
            _ -> true,
            _ -> List.of(),
            SimulatedRules.BOUNDS,
            new RefundFeature.Parts(
                protocol.refundOrigin(code), protocol.refundHome(code), refunds, debits),
            accounts,
            days,
            ledger,
            journal,
            outbox,
            wake,
            clock,
            random);
    SupplyFeature supplying =
        new SupplyFeature(
            code,
            _ -> true,
            new SupplyFeature.Parts(
                protocol.issue(code),
                protocol.charge(code),
                supplies,
                charges,
                stock,
                installations),
            SimulatedRules.pricing(code, MAX_PAYMENT.currency()),
            SimulatedRules.BOUNDS,
            SimulatedRules.TOLERANCE_PERCENT,
            accounts,
            days,
            ledger,
            journal,
            outbox,
            wake,
            clock,
            random);
    paying.register(operations);
    refunding.register(operations);
    supplying.register(operations);
    Map<String, ReplyHandler> handlers = new HashMap<>(paying.replyHandlers());
    handlers.putAll(refunding.replyHandlers());
    handlers.putAll(supplying.replyHandlers());
    this.runner = new CommandRunner(store, protocol.executions(store), AuditLog.NONE, clock);
    this.replies = protocol.replies(store, outbox, handlers);
  }

  boolean isUp() {
    return isUp;
  }

  /** Raised by each death: what was under way in an earlier life is forgotten. */
  long life() {
    return life;
  }

  NodeId id() {
    return NodeId.of(code);
  }

  void die() {
    if (isUp) {
      isUp = false;
      life++;
      weather.countFault();
      store.died();
    }
  }

  /** What a node does at its start, as BranchWiring has it. */
  void start() {
    isUp = true;
    puller = follower();
    rollOver();
  }

  /** Asks central for what is new; what it was told before it died is not remembered. */
  void followReference() {
    long before = life;
    if (!isUp) {
      return;
    }
    try {
      puller.catchUp();
    } catch (Crash crash) {
      if (before == life) {
        die();
      }
    }
  }

  private ReferencePuller follower() {
    return new ReferencePuller(id(), copy, central, NEVER_BY_ITSELF, _ -> {});
  }

  void rollOver() {
    alive(() -> {
      days.rollOver(store);
      return true;
    });
  }

  void turn(AccountNumber account, SubscriberState state) {
    alive(() ->
        store.inTransaction(tx -> {
          accounts.turn(tx, account, state);
          return true;
        }));
  }

  /** Empty when the node died meanwhile: nobody got an answer. */
  <R> Optional<List<Outcome<R>>> ask(Actor actor, Map<String, ? extends Operation<R>> byKey) {
    Caller caller = new Caller(actor, id(), Set.of());
    List<Command<Operation<R>>> commands = new ArrayList<>();
    byKey.forEach((key, operation) -> commands.add(new Command<>(caller, key, operation)));
    int asked = commands.size();
    if (weather.repeats()) {
      commands.add(commands.getFirst()); // an impatient client's second try meets the first
    }
    return alive(() -> run(commands).subList(0, asked));
  }

  /** Runs a peer's calls; the replies are in their order. */
  Optional<List<PeerReply>> serve(NodeId peer, List<PeerCall> calls) {
    return alive(() -> {
      Map<Integer, PeerReply> answered = new LinkedHashMap<>();
      for (List<Integer> batch : batches(calls)) {
        serve(peer, calls, batch, answered);
      }
      List<PeerReply> inOrder = new ArrayList<>();
      for (int i = 0; i < calls.size(); i++) {
        inOrder.add(answered.getOrDefault(i, noReply(calls.get(i))));
      }
      return inOrder;
    });
  }

  List<OutboxMessage> due(NodeId destination, int limit) {
    return outbox.due(destination, limit);
  }

  Optional<List<PeerCall>> calls(List<OutboxMessage> messages) {
    return alive(() -> replies.calls(messages, clock.instant()));
  }

  void settle(List<OutboxMessage> messages, List<PeerReply> answers) {
    alive(() -> {
      replies.settle(messages, answers);
      return true;
    });
  }

  /** Like the batchers of the executor: calls of one kind together, kinds in whatever order. */
  private List<List<Integer>> batches(List<PeerCall> calls) {
    Map<String, List<List<Integer>>> byOperation = new LinkedHashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      List<List<Integer>> batches =
          byOperation.computeIfAbsent(calls.get(i).operation(), _ -> new ArrayList<>());
      if (batches.isEmpty() || random.nextInt(3) == 0) {
        batches.add(new ArrayList<>());
      }
      batches.getLast().add(i);
      if (weather.repeats()) {
        batches.getLast().add(i); // what two instances sent meets in one transaction
      }
    }
    List<List<Integer>> all = new ArrayList<>();
    byOperation.values().forEach(all::addAll);
    Collections.shuffle(all, Random.from(random));
    return all;
  }

  private void serve(
      NodeId peer, List<PeerCall> calls, List<Integer> batch, Map<Integer, PeerReply> answered) {
    List<Integer> taken = new ArrayList<>();
    for (int index : batch) {
      if (weather.leavesOpen()) {
        answered.put(index, notDone(calls.get(index)));
      } else {
        taken.add(index);
      }
    }
    if (taken.isEmpty()) {
      return;
    }
    List<PeerReply> done = decodeAndRun(peer, taken.stream().map(calls::get).toList());
    for (int i = 0; i < taken.size(); i++) {
      PeerCall call = calls.get(taken.get(i));
      answered.put(taken.get(i), weather.leavesOpen() ? noReply(call) : done.get(i));
    }
  }

  private List<PeerReply> decodeAndRun(NodeId peer, List<PeerCall> calls) {
    OperationSpec<?, ?> spec =
        operations
            .named(calls.getFirst().operation())
            .filter(OperationSpec::openToPeers)
            .orElseThrow();
    return decodeAndRun(peer, calls, spec);
  }

  private <O extends Operation<R>, R> List<PeerReply> decodeAndRun(
      NodeId peer, List<PeerCall> calls, OperationSpec<O, R> spec) {
    List<Command<Operation<R>>> commands = new ArrayList<>();
    for (PeerCall call : calls) {
      O operation = Json.convert(call.body(), spec.type());
      commands.add(
          new Command<>(
              new Caller(call.actor(), peer, SimulatedRules.granted(call.actor())),
              call.key(),
              operation));
    }
    List<Outcome<R>> outcomes = run(commands);
    List<PeerReply> answers = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      answers.add(reply(calls.get(i).key(), outcomes.get(i)));
    }
    return answers;
  }

  /** As the executor runs them, without its threads. */
  private <R> List<Outcome<R>> run(List<Command<Operation<R>>> commands) {
    OperationSpec<Operation<R>, R> spec = operations.of(commands.getFirst().operation());
    return switch (spec.work()) {
      case OperationSpec.Work.Changes<Operation<R>, R>(var handler) ->
          runner.run(
              spec,
              commands,
              (some, tx) -> some.stream().map(command -> handler.handle(command, tx)).toList());
      case OperationSpec.Work.ChangesInBatches<Operation<R>, R>(var handler) ->
          runner.run(spec, commands, handler);
      case OperationSpec.Work.ChangesSelfKept<Operation<R>, R>(var handler) ->
          runner.runSelfKept(spec, commands, handler);
      case OperationSpec.Work.Reads<Operation<R>, R> _,
          OperationSpec.Work.ReadsInBatches<Operation<R>, R> _,
          OperationSpec.Work.Elsewhere<Operation<R>, R> _ ->
          throw new IllegalStateException(spec.name() + " is no command");
    };
  }

  private <T> Optional<T> alive(java.util.function.Supplier<T> work) {
    if (!isUp) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.get());
    } catch (Crash crash) {
      die();
      return Optional.empty();
    }
  }

  /** Refused by the wire, by rights or for load: decides nothing. */
  private PeerReply notDone(PeerCall call) {
    RefusalCode code =
        switch (random.nextInt(4)) {
          case 0 -> RefusalCode.BUSY;
          case 1 -> RefusalCode.FORBIDDEN;
          case 2 -> RefusalCode.NOT_FOUND;
          default -> RefusalCode.UNKNOWN_OPERATION;
        };
    return random.nextInt(4) == 0
        ? noReply(call)
        : PeerReply.refused(call.key(), Refusal.of(code, "Not now."));
  }

  private static PeerReply noReply(PeerCall call) {
    return PeerReply.unknown(
        call.key(), Refusal.of(RefusalCode.INTERNAL, "It was still running at its deadline."));
  }

  private static <R> PeerReply reply(String key, Outcome<R> outcome) {
    return switch (outcome) {
      case Outcome.Done<R>(R result) -> PeerReply.done(key, Json.tree(result));
      case Outcome.Refused<R>(Refusal refusal) -> PeerReply.refused(key, refusal);
      case Outcome.Unknown<R>(String why) ->
          PeerReply.unknown(key, Refusal.of(RefusalCode.INTERNAL, why));
    };
  }
}
