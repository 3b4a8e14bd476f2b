package org.sbms.branch.collections;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

/**
 * What is to be done about an account on a day. Pure.
 *
 * <p>Steps come in their order, none is passed over and at most one is taken a business day,
 * however many days were missed: who was never reminded is not suspended.
 */
final class DunningDecisions {
  static final RefusalCode SAME_PERSON =
      new RefusalCode("same-person", RefusalCode.Category.FORBIDDEN);

  private DunningDecisions() {}

  /**
   * An account as it stands in the morning.
   *
   * @param debt what is overdue and not covered by what is on the balance
   * @param oldestDue the due day of the oldest invoice that is overdue; absent without any
   */
  record Facts(
      Money debt,
      Optional<LocalDate> oldestDue,
      Optional<Case> open,
      Optional<LocalDate> holdUntil,
      Optional<Promise> promise) {}

  /**
   * @param step the last that was taken; 0 for none
   */
  record Case(int step, Optional<LocalDate> steppedOn, boolean suspended) {}

  /**
   * @param debt what was owed when it was given
   */
  record Promise(Money amount, Money debt, LocalDate until) {}

  /** What happens to the promise. */
  enum PromiseEnd {
    NONE,
    KEPT,
    BROKEN
  }

  sealed interface Todo {
    record Nothing() implements Todo {}

    record Open() implements Todo {}

    /**
     * @param number of the step in its policy, from 1
     */
    record Take(int number, Policy.Step step) implements Todo {}

    /**
     * @param reconnect whether a step had suspended it
     */
    record Close(boolean reconnect) implements Todo {}
  }

  record Decided(Todo todo, PromiseEnd promise) {}

  static Decided decide(Policy policy, Facts facts, LocalDate today) {
    PromiseEnd promise =
        facts.promise().map(given -> promise(given, facts.debt(), today)).orElse(PromiseEnd.NONE);
    boolean promised = facts.promise().isPresent() && promise == PromiseEnd.NONE;
    return new Decided(todo(policy, facts, promised, today), promise);
  }

  /** Kept as soon as so much was paid; broken on the day after the last one. */
  private static PromiseEnd promise(Promise given, Money debt, LocalDate today) {
    if (given.debt().minus(debt).compareTo(given.amount()) >= 0) {
      return PromiseEnd.KEPT;
    }
    return today.isAfter(given.until()) ? PromiseEnd.BROKEN : PromiseEnd.NONE;
  }

  private static Todo todo(Policy policy, Facts facts, boolean promised, LocalDate today) {
    boolean owes = facts.oldestDue().isPresent() && facts.debt().compareTo(policy.minDebt()) >= 0;
    if (facts.open().isEmpty()) {
      return owes ? new Todo.Open() : new Todo.Nothing();
    }
    Case open = facts.open().get();
    if (!owes) {
      return new Todo.Close(open.suspended());
    }
    boolean held = facts.holdUntil().map(until -> !today.isAfter(until)).orElse(false);
    boolean stepped = open.steppedOn().map(day -> !today.isAfter(day)).orElse(false);
    if (held || promised || stepped || open.step() >= policy.steps().size()) {
      return new Todo.Nothing();
    }
    Policy.Step next = policy.steps().get(open.step());
    long late = ChronoUnit.DAYS.between(facts.oldestDue().orElseThrow(), today);
    return late >= next.days() ? new Todo.Take(open.step() + 1, next) : new Todo.Nothing();
  }

  static Optional<Refusal> obstacleToDecide(String askedBy, boolean waits, String login) {
    if (!waits) {
      return Optional.of(Refusal.of(RefusalCode.STATE_CONFLICT, "Somebody has decided already."));
    }
    return askedBy.equals(login)
        ? Optional.of(Refusal.of(SAME_PERSON, "You asked for this: another person must decide."))
        : Optional.empty();
  }

  /** What is wrong with the steps of a policy, if anything is. */
  static Optional<String> problem(List<Policy.Step> steps) {
    int days = 0;
    boolean ended = false;
    for (Policy.Step step : steps) {
      if (step.days() < 1 || step.days() > 3650 || step.days() < days) {
        return Optional.of("must have days from 1 to 3650 in growing order");
      }
      if (ended) {
        return Optional.of("must have nothing after a write-off");
      }
      boolean needsReason = step.action() == Action.SUSPEND || step.action() == Action.TERMINATE;
      if (needsReason == step.reason().isEmpty()) {
        return Optional.of("must have a reason for SUSPEND and TERMINATE, and for nothing else");
      }
      if ((step.action() == Action.PENALTY) != step.amount().isPositive()) {
        return Optional.of("must have an amount for PENALTY, and for nothing else");
      }
      days = step.days();
      ended = step.action() == Action.ASK_WRITE_OFF;
    }
    return Optional.empty();
  }
}
