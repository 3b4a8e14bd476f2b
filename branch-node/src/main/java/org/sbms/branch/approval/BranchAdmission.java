package org.sbms.branch.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.limit.Bounds;
import org.sbms.branch.limit.DayTotals;
import org.sbms.branch.limit.LimitDecisions;
import org.sbms.branch.limit.Limits;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Admission;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.Handlers;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Stake;
import org.sbms.kit.operation.UuidV7;

/**
 * A branch's gate. What others ask for here must keep the rules of this home; money that is moved
 * here for another home must keep what reference data says of that home; and above the limits of a
 * desk a second person must agree.
 */
public final class BranchAdmission implements Admission {
  private final NodeId self;
  private final Limits limits;
  private final BusinessDays days;
  private final Duration waitsFor;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * @param waitsFor how long a request waits for a second person
   */
  public BranchAdmission(
      NodeId self,
      Limits limits,
      BusinessDays days,
      Duration waitsFor,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.limits = limits;
    this.days = days;
    this.waitsFor = waitsFor;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Optional<Refusal> obstacle(Caller caller, OperationSpec<?, ?> spec) {
    if (caller.via().equals(self) || caller.via().isCentral()) {
      return Optional.empty();
    }
    limits.refresh();
    return spec.beyondPeerRules()
        ? Optional.empty()
        : limits.forbids(self.branch(), spec.name(), caller.via().branch(), caller.actor());
  }

  @Override
  public <O extends Operation<R>, R> Gate<O> gate(
      OperationSpec<O, R> spec, List<Command<O>> commands) {
    if (spec.stakes().isEmpty()) {
      return Admission.openGate();
    }
    limits.refresh();
    return limits.speakOf(spec.name())
        ? new MoneyGate<>(spec.name(), spec.stakes().get())
        : Admission.openGate();
  }

  /**
   * What is asked of one command: the rules that refuse it, and those that ask for a second one.
   */
  private record Asked<O>(Command<O> command, Money amount, Rules rules) {}

  /** Whoever asks the same of the same home is under the same rules. */
  private record Who(Actor actor, NodeId via, BranchCode home, Currency currency) {}

  /**
   * @param scopes of the sums that a command counts in
   */
  private record Rules(
      Optional<Refusal> forbidden, List<Bounds> ofHome, List<Bounds> ofDesk, Set<String> scopes) {

    static Rules of(Optional<Refusal> forbidden, List<Bounds> ofHome, List<Bounds> ofDesk) {
      return new Rules(
          forbidden,
          ofHome,
          ofDesk,
          Stream.concat(ofHome.stream(), ofDesk.stream())
              .flatMap(bounds -> bounds.days().stream())
              .map(Bounds.OfDay::scope)
              .collect(Collectors.toSet()));
    }
  }

  private final class MoneyGate<O> implements Gate<O> {
    private final String operation;
    private final Handlers.Stakes<O> stakes;
    private final Map<Command<O>, Asked<O>> asked = new IdentityHashMap<>();
    private final Map<Who, Rules> rules = new HashMap<>();
    private final Map<Currency, DayTotals> totals = new HashMap<>();

    MoneyGate(String operation, Handlers.Stakes<O> stakes) {
      this.operation = operation;
      this.stakes = stakes;
    }

    /** May be called again, when the transaction starts over. */
    @Override
    public List<Verdict> judge(Tx tx, List<Command<O>> commands) {
      asked.clear();
      totals.clear();
      for (Command<O> command : commands) {
        stakes
            .of(command.operation(), tx)
            .map(stake -> ask(command, stake))
            .ifPresent(found -> asked.put(command, found));
      }
      lockTotals(tx);
      List<Verdict> verdicts = new ArrayList<>();
      Map<Currency, Map<String, Money>> used = new HashMap<>();
      for (Command<O> command : commands) {
        Asked<O> one = asked.get(command);
        verdicts.add(one == null ? GO : verdict(tx, one, used));
      }
      return verdicts;
    }

    private Asked<O> ask(Command<O> command, Stake stake) {
      Who who =
          new Who(
              command.caller().actor(),
              command.caller().via(),
              stake.home(),
              stake.amount().currency());
      return new Asked<>(
          command, stake.amount(), rules.computeIfAbsent(who, key -> rules(operation, key)));
    }

    private void lockTotals(Tx tx) {
      Map<Currency, Set<String>> scopes = new HashMap<>();
      for (Asked<O> one : asked.values()) {
        if (!one.rules().scopes().isEmpty()) {
          scopes
              .computeIfAbsent(one.amount().currency(), _ -> new HashSet<>())
              .addAll(one.rules().scopes());
        }
      }
      if (scopes.isEmpty()) {
        return;
      }
      LocalDate day = days.open(tx);
      scopes.forEach((currency, names) ->
          totals.put(currency, DayTotals.lock(tx, day, operation, currency, names)));
    }

    private Verdict verdict(Tx tx, Asked<O> one, Map<Currency, Map<String, Money>> inBatch) {
      Rules rule = one.rules();
      if (rule.forbidden().isPresent()) {
        return new Verdict.Stop(rule.forbidden().get());
      }
      Currency currency = one.amount().currency();
      Map<String, Money> used = inBatch.computeIfAbsent(currency, this::usedBefore);
      Optional<Refusal> refused = LimitDecisions.breach(rule.ofHome(), one.amount(), used);
      if (refused.isPresent()) {
        return new Verdict.Stop(refused.get());
      }
      Optional<Refusal> second = LimitDecisions.breach(rule.ofDesk(), one.amount(), used);
      Verdict verdict = second.isPresent() ? park(tx, one, second.get().detail()) : GO;
      if (verdict instanceof Verdict.Go) {
        rule.scopes().forEach(scope -> used.merge(scope, one.amount(), Money::plus));
      }
      return verdict;
    }

    private Map<String, Money> usedBefore(Currency currency) {
      DayTotals locked = totals.get(currency);
      return locked == null ? new HashMap<>() : new HashMap<>(locked.used());
    }

    private Verdict park(Tx tx, Asked<O> one, String rule) {
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      Actor actor = one.command().caller().actor();
      ParkedRequest request =
          new ParkedRequest(
              one.command().key(),
              operation,
              Json.write(one.command().operation()),
              actor.login(),
              actor.role());
      Approval fresh =
          new Approval(
              UuidV7.next(now, random),
              ApprovalState.PENDING,
              operation,
              subject(one.command().operation()),
              one.amount(),
              rule,
              actor.login(),
              now,
              now.plus(waitsFor),
              "",
              Optional.empty(),
              "",
              "");
      ApprovalTable.Stored parked = ApprovalTable.park(tx, request, fresh, now);
      return ApprovalDecisions.onRequest(parked.approval(), parked.request().equals(request));
    }

    @Override
    public void settle(Tx tx, List<Command<O>> went, List<? extends Outcome<?>> outcomes) {
      for (int i = 0; i < went.size(); i++) {
        Asked<O> one = asked.get(went.get(i));
        if (one != null && outcomes.get(i) instanceof Outcome.Done<?>) {
          DayTotals counted = totals.get(one.amount().currency());
          if (counted != null) {
            counted.add(one.rules().scopes(), one.amount());
          }
        }
      }
      totals.values().forEach(DayTotals::write);
    }
  }

  private Rules rules(String operation, Who who) {
    BranchCode here = self.branch();
    if (!who.via().equals(self)) {
      BranchCode from = who.via().branch();
      return Rules.of(
          Optional.empty(),
          limits.ofPeer(here, operation, from, who.actor(), who.currency()),
          List.of());
    }
    boolean own = who.home().equals(here);
    return Rules.of(
        own ? Optional.empty() : limits.forbids(who.home(), operation, here, who.actor()),
        own ? List.of() : limits.ofPeer(who.home(), operation, here, who.actor(), who.currency()),
        limits.ofDesk(operation, who.actor(), who.currency()).stream().toList());
  }

  private static String subject(Object operation) {
    JsonNode tree = Json.tree(operation);
    JsonNode account = tree.has("account") ? tree.get("account") : tree.path("id");
    return account.asText("");
  }
}
