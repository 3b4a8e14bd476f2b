package org.sbms.central.corporate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.sbms.contract.payment.AskCollected;
import org.sbms.contract.payment.CollectPayment;
import org.sbms.contract.payment.CollectedPayment;
import org.sbms.contract.payment.ReturnCollected;
import org.sbms.contract.subscriber.AccountFigures;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.ListMovements;
import org.sbms.contract.subscriber.ListPlans;
import org.sbms.contract.subscriber.ListServices;
import org.sbms.contract.subscriber.PlanChange;
import org.sbms.contract.subscriber.QuotePlanChange;
import org.sbms.contract.subscriber.ServiceOffer;
import org.sbms.contract.subscriber.ShowAccounts;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.peer.PeerRefusals;

/** Branches at the edge: they remember what was done under which key, and fail when told to. */
final class FakeBranches implements Remote, CorporateFeature.Carrier {
  static final List<BranchCode> ALL =
      List.of(new BranchCode("NW"), new BranchCode("SO"), new BranchCode("UR"));

  private static final ListServices.Services SERVICES =
      new ListServices.Services(
          List.of(new ServiceOffer("SPORT", "Sport pack", Money.parse("99.00", "RUB"))));

  /** Nobody answers there, and nothing is done. */
  final Set<String> down = ConcurrentHashMap.newKeySet();

  /** Asked things are done there, but no answer comes back. */
  final Set<String> silent = ConcurrentHashMap.newKeySet();

  /** Waits with its answers until it is told to go on. */
  final Map<String, CountDownLatch> slow = new ConcurrentHashMap<>();

  /** Homes that refuse every credit. */
  final Set<String> rejecting = ConcurrentHashMap.newKeySet();

  final Map<AccountNumber, Account> accounts = new ConcurrentHashMap<>();
  final Map<String, PeerReply> done = new ConcurrentHashMap<>();
  final Map<UUID, CollectedPayment> payments = new ConcurrentHashMap<>();
  final List<Integer> batches = java.util.Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger receipts = new AtomicInteger();
  volatile Actor lastActor = Actor.system(NodeId.CENTRAL);

  static final class Account {
    volatile long balanceMinor;
    volatile String plan = "START";
    volatile SubscriberState state = SubscriberState.ACTIVE;
    final List<ListMovements.Movement> movements =
        java.util.Collections.synchronizedList(new ArrayList<>());
  }

  AccountNumber open(String branch, int serial, long balanceMinor) {
    AccountNumber number = AccountNumber.of(new BranchCode(branch), serial);
    Account account = new Account();
    account.balanceMinor = balanceMinor;
    accounts.put(number, account);
    return number;
  }

  Account at(AccountNumber number) {
    return Optional.ofNullable(accounts.get(number)).orElseThrow();
  }

  long collected() {
    return payments.values().stream()
        .filter(payment -> payment.state() != CollectedPayment.State.REVERSED)
        .mapToLong(payment -> payment.amount().minor())
        .sum();
  }

  @Override
  @SuppressWarnings("unchecked") // the result belongs to the operation that was matched
  public <O extends Operation<R>, R> Outcome<R> call(
      NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
    if (!await(node)) {
      return Outcome.refused(RefusalCode.UNREACHABLE, node + " cannot be reached.");
    }
    return switch (request.operation()) {
      case ShowAccounts question -> (Outcome<R>) Outcome.done(figures(question));
      case ListPlans question -> (Outcome<R>) Outcome.done(plans(question.branch()));
      case ListServices _ -> (Outcome<R>) Outcome.done(SERVICES);
      case ListMovements question -> (Outcome<R>) Outcome.done(movements(question));
      case Object other -> throw new IllegalArgumentException("nobody asks for " + other);
    };
  }

  /** Family costs more in the south. */
  private static ListPlans.Plans plans(BranchCode branch) {
    String fee = branch.value().equals("SO") ? "490.00" : "450.00";
    return new ListPlans.Plans(
        List.of(new SubscriberCard.Plan("FAMILY", "Family", Money.parse(fee, "RUB"))));
  }

  private boolean await(NodeId node) {
    CountDownLatch latch = slow.get(node.value());
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
    return !down.contains(node.value());
  }

  private ShowAccounts.Shown figures(ShowAccounts question) {
    return new ShowAccounts.Shown(
        question.accounts().stream()
            .filter(accounts::containsKey)
            .map(number -> {
              Account account = at(number);
              return new AccountFigures(
                  number,
                  "Office " + number,
                  account.state,
                  plan(account.plan),
                  List.of(
                      new SubscriberCard.Service(
                          "SMS", "Messages", rub(50_00), LocalDate.of(2024, 1, 1))),
                  rub(account.balanceMinor));
            })
            .toList(),
        Instant.now());
  }

  private ListMovements.Page movements(ListMovements question) {
    List<ListMovements.Balances> balances = new ArrayList<>();
    List<ListMovements.Movement> found = new ArrayList<>();
    for (AccountNumber number : question.accounts()) {
      Account account = accounts.get(number);
      if (account == null) {
        continue;
      }
      long since = 0;
      long after = 0;
      for (ListMovements.Movement each : account.movements) {
        boolean isLater = each.day().isAfter(question.to());
        since += each.day().isBefore(question.from()) ? 0 : each.amount().minor();
        after += isLater ? each.amount().minor() : 0;
        if (!isLater && !each.day().isBefore(question.from())) {
          found.add(each);
        }
      }
      balances.add(
          new ListMovements.Balances(
              number, rub(account.balanceMinor - since), rub(account.balanceMinor - after)));
    }
    found.sort(Comparator.comparing(ListMovements.Movement::at));
    // Pages of two, so that whoever reads only the first page shows.
    int from = (int) question.after();
    int to = Math.min(found.size(), from + 2);
    return new ListMovements.Page(
        from == 0 ? balances : List.of(),
        found.subList(from, to),
        to < found.size() ? Optional.of((long) to) : Optional.empty());
  }

  void move(AccountNumber number, LocalDate day, String kind, long minor) {
    Account account = at(number);
    account.balanceMinor += minor;
    account.movements.add(
        new ListMovements.Movement(
            number, day.atStartOfDay(java.time.ZoneOffset.UTC).toInstant(), day, kind, rub(minor)));
  }

  @Override
  public List<PeerReply> send(NodeId node, Actor actor, List<PeerCall> calls) {
    lastActor = actor;
    if (!await(node)) {
      return unknown(calls, RefusalCode.UNREACHABLE);
    }
    batches.add(calls.size());
    List<PeerReply> replies = calls.stream().map(this::once).toList();
    return silent.contains(node.value()) ? unknown(calls, PeerRefusals.NO_ANSWER) : replies;
  }

  private static List<PeerReply> unknown(List<PeerCall> calls, RefusalCode why) {
    return calls.stream()
        .map(call -> PeerReply.unknown(call.key(), Refusal.of(why, "No way there.")))
        .toList();
  }

  private PeerReply once(PeerCall call) {
    return call.key().isEmpty() ? run(call) : done.computeIfAbsent(call.key(), _ -> run(call));
  }

  private PeerReply run(PeerCall call) {
    return switch (call.operation()) {
      case CollectPayment.NAME -> collect(call, Json.convert(call.body(), CollectPayment.class));
      case AskCollected.NAME -> ask(call, Json.convert(call.body(), AskCollected.class));
      case ReturnCollected.NAME -> giveBack(call, Json.convert(call.body(), ReturnCollected.class));
      case "change-plan" -> {
        ChangePlan asked = Json.convert(call.body(), ChangePlan.class);
        yield change(call, asked.account(), asked.plan(), true);
      }
      case "quote-plan-change" -> {
        QuotePlanChange asked = Json.convert(call.body(), QuotePlanChange.class);
        yield change(call, asked.account(), asked.plan(), false);
      }
      default ->
          PeerReply.unknown(
              call.key(), Refusal.of(RefusalCode.UNKNOWN_OPERATION, "not offered here"));
    };
  }

  private PeerReply collect(PeerCall call, CollectPayment line) {
    UUID id = UUID.randomUUID();
    CollectedPayment payment =
        new CollectedPayment(
            id,
            line.branch() + "-" + receipts.incrementAndGet(),
            line.account(),
            line.amount(),
            CollectedPayment.State.ACCEPTED,
            "",
            "");
    payments.put(id, payment);
    return PeerReply.done(call.key(), Json.tree(payment));
  }

  /** By then home has answered. */
  private PeerReply ask(PeerCall call, AskCollected question) {
    List<CollectedPayment> items = new ArrayList<>();
    for (UUID id : question.ids()) {
      CollectedPayment payment =
          payments.computeIfPresent(
              id,
              (_, known) ->
                  known.state() != CollectedPayment.State.ACCEPTED
                      ? known
                      : rejecting.contains(known.account().home().value())
                          ? as(known, CollectedPayment.State.REJECTED, "account-closed")
                          : credited(known));
      if (payment != null) {
        items.add(payment);
      }
    }
    return PeerReply.done(call.key(), Json.tree(new AskCollected.Answer(items)));
  }

  private CollectedPayment credited(CollectedPayment payment) {
    at(payment.account()).balanceMinor += payment.amount().minor();
    return as(payment, CollectedPayment.State.POSTED, "");
  }

  private PeerReply giveBack(PeerCall call, ReturnCollected asked) {
    CollectedPayment payment =
        payments.computeIfPresent(
            asked.paymentId(), (_, known) -> as(known, CollectedPayment.State.REVERSED, ""));
    return PeerReply.done(call.key(), Json.tree(payment));
  }

  private static CollectedPayment as(
      CollectedPayment known, CollectedPayment.State state, String reason) {
    return new CollectedPayment(
        known.id(), known.receipt(), known.account(), known.amount(), state, reason, reason);
  }

  private PeerReply change(PeerCall call, AccountNumber number, String plan, boolean really) {
    Account account = at(number);
    if (account.plan.equals(plan)) {
      return PeerReply.refused(
          call.key(), Refusal.of(RefusalCode.STATE_CONFLICT, "has this plan already"));
    }
    if (account.state == SubscriberState.TERMINATED) {
      return PeerReply.refused(
          call.key(), Refusal.of(RefusalCode.STATE_CONFLICT, "The account is closed."));
    }
    PlanChange change =
        new PlanChange(
            number,
            plan(account.plan),
            plan(plan),
            LocalDate.of(2026, 11, 24),
            rub(70_00),
            really ? PlanChange.State.CHANGED : PlanChange.State.QUOTED);
    if (really) {
      account.plan = plan;
    }
    return PeerReply.done(call.key(), Json.tree(change));
  }

  private static SubscriberCard.Plan plan(String code) {
    return new SubscriberCard.Plan(
        code, code.charAt(0) + code.substring(1).toLowerCase(java.util.Locale.ROOT), rub(300_00));
  }

  static Money rub(long minor) {
    return Money.ofMinor(minor, "RUB");
  }
}
