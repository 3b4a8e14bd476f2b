package org.sbms.central.corporate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sbms.central.corporate.LineDecisions.Next;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.PeerCall;
import org.sbms.contract.payment.AskCollected;
import org.sbms.contract.payment.CollectPayment;
import org.sbms.contract.payment.CollectedPayment;
import org.sbms.contract.payment.ReturnCollected;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.PlanChange;
import org.sbms.contract.subscriber.QuotePlanChange;
import org.sbms.contract.subscriber.QuoteServiceChange;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.ServiceChange;
import org.sbms.contract.subscriber.StateChange;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.kit.json.Json;

/** What a line asks of its branch, and what the branch's result says. */
final class LineCalls {
  private static final int VERSION = 1;
  private static final String RETURN_REASON = "Taken back by central to be spread anew";

  private LineCalls() {}

  private record Asked(String name, Operation<?> operation) {}

  static PeerCall command(JobTable.Open job, Line line, Instant deadline) {
    if (line.state() == LineState.RETURNING) {
      return call(
          job.actor(),
          new Asked(
              ReturnCollected.NAME,
              new ReturnCollected(
                  line.destination(), line.paymentId().orElseThrow(), RETURN_REASON)),
          "corp-ret-" + line.paymentId().orElseThrow() + "-" + line.round(),
          deadline);
    }
    return call(job.actor(), operation(job, line), line.key(), deadline);
  }

  private static Asked operation(JobTable.Open job, Line line) {
    Parameters with = job.parameters();
    return switch (job.kind()) {
      case SPREAD ->
          new Asked(
              CollectPayment.NAME,
              new CollectPayment(
                  line.destination(), line.account(), line.amount().orElseThrow(), with.code()));
      case CHANGE_PLAN ->
          new Asked("change-plan", new ChangePlan(line.account(), with.code(), with.effective()));
      case ADD_SERVICE ->
          new Asked("add-service", new AddService(line.account(), with.code(), with.effective()));
      case REMOVE_SERVICE ->
          new Asked(
              "remove-service", new RemoveService(line.account(), with.code(), with.effective()));
      case SUSPEND ->
          new Asked(
              "suspend-subscriber",
              new SuspendSubscriber(line.account(), with.code(), with.comment(), with.effective()));
      case RESUME ->
          new Asked(
              "resume-subscriber",
              new ResumeSubscriber(line.account(), with.code(), with.comment(), with.effective()));
    };
  }

  /** Asks what a line would cost; only kinds that are quoted. */
  static PeerCall quote(JobTable.Open job, Line line, Instant deadline) {
    Parameters with = job.parameters();
    Asked asked =
        switch (job.kind()) {
          case CHANGE_PLAN ->
              new Asked(
                  "quote-plan-change",
                  new QuotePlanChange(line.account(), with.code(), with.effective()));
          case ADD_SERVICE -> service(line, with, ServiceChange.Direction.ADD);
          case REMOVE_SERVICE -> service(line, with, ServiceChange.Direction.REMOVE);
          case SPREAD, SUSPEND, RESUME ->
              throw new IllegalStateException(job.kind() + " is not quoted");
        };
    return call(job.actor(), asked, "", deadline);
  }

  private static Asked service(Line line, Parameters with, ServiceChange.Direction direction) {
    return new Asked(
        "quote-service-change",
        new QuoteServiceChange(line.account(), with.code(), direction, with.effective()));
  }

  /** Asks how the payments of lines stand, all of them at once. */
  static PeerCall ask(JobTable.Open job, BranchCode branch, List<Line> lines, Instant deadline) {
    return call(
        job.actor(),
        new Asked(
            AskCollected.NAME,
            new AskCollected(
                branch, lines.stream().flatMap(line -> line.paymentId().stream()).toList())),
        "",
        deadline);
  }

  private static PeerCall call(Actor actor, Asked asked, String key, Instant deadline) {
    return new PeerCall(asked.name(), VERSION, key, actor, deadline, Json.tree(asked.operation()));
  }

  /**
   * @throws org.sbms.kit.json.BadJsonException when the result cannot be read
   */
  static Next result(JobKind kind, Line line, JsonNode result) {
    return switch (kind) {
      case SPREAD -> LineDecisions.payment(line, Json.convert(result, CollectedPayment.class));
      case CHANGE_PLAN -> {
        PlanChange change = Json.convert(result, PlanChange.class);
        yield LineDecisions.done(line, Optional.of(change.cost()), said(change));
      }
      case ADD_SERVICE, REMOVE_SERVICE -> {
        ServiceChange change = Json.convert(result, ServiceChange.class);
        yield LineDecisions.done(line, Optional.of(change.cost()), change.service().name());
      }
      case SUSPEND, RESUME -> {
        StateChange change = Json.convert(result, StateChange.class);
        yield LineDecisions.done(line, Optional.empty(), change.from() + " → " + change.to());
      }
    };
  }

  /** What it would cost, and what it would change, in a few words. */
  record Quoted(Money cost, String detail) {}

  static Quoted quoted(JobKind kind, JsonNode result) {
    if (kind == JobKind.CHANGE_PLAN) {
      PlanChange change = Json.convert(result, PlanChange.class);
      return new Quoted(change.cost(), said(change));
    }
    ServiceChange change = Json.convert(result, ServiceChange.class);
    return new Quoted(change.cost(), change.service().name());
  }

  private static String said(PlanChange change) {
    return change.from().name() + " → " + change.to().name();
  }
}
