package org.sbms.central.settlement;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.sbms.central.settlement.Disputes.AnswerDispute;
import org.sbms.central.settlement.Disputes.AskArbiter;
import org.sbms.central.settlement.Disputes.ConcedeDispute;
import org.sbms.central.settlement.Disputes.Dispute;
import org.sbms.central.settlement.Disputes.Found;
import org.sbms.central.settlement.Disputes.ListDisputes;
import org.sbms.central.settlement.Disputes.RaiseDispute;
import org.sbms.central.settlement.Disputes.RuleOnDispute;
import org.sbms.central.settlement.Disputes.Ruling;
import org.sbms.central.settlement.Disputes.State;
import org.sbms.central.settlement.Disputes.WithdrawDispute;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** Handles what is done about disputed lines. */
final class DisputeHandlers {
  private final Clock clock;

  DisputeHandlers(Clock clock) {
    this.clock = clock;
  }

  Outcome<Found> list(Caller caller, ListDisputes asked, Sql sql) {
    return Outcome.done(new Found(DisputeTable.latest(sql, asked.offset(), asked.limit())));
  }

  Outcome<Dispute> raise(Command<RaiseDispute> command, Tx tx) {
    return raise(tx, command.operation(), login(command));
  }

  /**
   * @param by who raises it, as it is to be remembered
   */
  Outcome<Dispute> raise(Tx tx, RaiseDispute raised, String by) {
    Optional<WindowView> window = Windows.lock(tx, raised.window());
    if (window.isEmpty()) {
      return SettlementHandlers.noWindow();
    }
    if (window.get().state() != WindowState.OPEN && window.get().state() != WindowState.NETTED) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT,
          "The window is approved: what is wrong in it needs an adjustment.");
    }
    List<DisputeTable.Entry> entries = DisputeTable.entries(tx, raised);
    if (entries.size() != 1) {
      return Outcome.refused(
          RefusalCode.NOT_FOUND, "The window holds no such line that could be disputed.");
    }
    DisputeTable.Entry entry = entries.getFirst();
    if (!raised.branch().equals(entry.home()) && !raised.branch().equals(entry.origin())) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "The line is none of that branch.");
    }
    Optional<Dispute> dispute = DisputeTable.insert(tx, raised, entry, by, clock.instant());
    if (dispute.isEmpty()) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "The line is disputed already.");
    }
    long open = Windows.holdOpen(tx);
    DisputeTable.hold(tx, dispute.get(), open);
    if (window.get().state() == WindowState.NETTED) {
      Windows.netAgain(tx, raised.window());
    }
    return Outcome.done(dispute.get());
  }

  Outcome<Dispute> answer(Command<AnswerDispute> command, Tx tx) {
    return answer(tx, command.operation(), login(command));
  }

  Outcome<Dispute> answer(Tx tx, AnswerDispute answer, String by) {
    return inState(
        tx,
        answer.id(),
        List.of(State.RAISED, State.ANSWERED),
        _ -> Outcome.done(DisputeTable.answer(tx, answer.id(), answer.text(), by)));
  }

  Outcome<Dispute> askArbiter(Command<AskArbiter> command, Tx tx) {
    return askArbiter(tx, command.operation().id());
  }

  Outcome<Dispute> askArbiter(Tx tx, long id) {
    return inState(tx, id, List.of(State.ANSWERED), _ -> Outcome.done(DisputeTable.ask(tx, id)));
  }

  Outcome<Dispute> withdraw(Command<WithdrawDispute> command, Tx tx) {
    return withdraw(tx, command.operation().id(), login(command));
  }

  Outcome<Dispute> withdraw(Tx tx, long id, String by) {
    return open(tx, id, dispute -> decide(tx, dispute, State.STANDS, "", by));
  }

  Outcome<Dispute> concede(Command<ConcedeDispute> command, Tx tx) {
    return concede(tx, command.operation().id(), login(command));
  }

  Outcome<Dispute> concede(Tx tx, long id, String by) {
    return open(tx, id, dispute -> decide(tx, dispute, State.TAKEN_BACK, "", by));
  }

  Outcome<Dispute> rule(Command<RuleOnDispute> command, Tx tx) {
    RuleOnDispute ruled = command.operation();
    String login = login(command);
    return inState(
        tx,
        ruled.id(),
        List.of(State.ARBITRATION),
        dispute ->
            login.equals(dispute.raisedBy()) || login.equals(dispute.answeredBy())
                ? Outcome.refused(
                    SettlementHandlers.SAME_PERSON,
                    "You took part in this dispute: another person must decide it.")
                : decide(
                    tx,
                    dispute,
                    ruled.ruling() == Ruling.STANDS ? State.STANDS : State.TAKEN_BACK,
                    ruled.text(),
                    login));
  }

  /** Held open, so that a window does not close over lines that begin to count again. */
  private Outcome<Dispute> decide(Tx tx, Dispute dispute, State state, String ruling, String by) {
    Windows.holdOpen(tx);
    if (state == State.STANDS) {
      DisputeTable.release(tx, dispute.id());
    }
    return Outcome.done(DisputeTable.decide(tx, dispute.id(), state, ruling, by, clock.instant()));
  }

  private interface Step {
    Outcome<Dispute> take(Dispute dispute);
  }

  private static Outcome<Dispute> open(Tx tx, long id, Step step) {
    return inState(tx, id, List.of(State.RAISED, State.ANSWERED, State.ARBITRATION), step);
  }

  private static Outcome<Dispute> inState(Tx tx, long id, List<State> states, Step step) {
    Optional<Dispute> dispute = DisputeTable.lock(tx, id);
    if (dispute.isEmpty()) {
      return noDispute();
    }
    if (!states.contains(dispute.get().state())) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "The dispute is not in a state that allows it.");
    }
    return step.take(dispute.get());
  }

  static <R> Outcome<R> noDispute() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such dispute.");
  }

  private static String login(Command<?> command) {
    return command.caller().actor().login();
  }
}
