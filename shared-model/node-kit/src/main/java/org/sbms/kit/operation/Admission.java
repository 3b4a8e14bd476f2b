package org.sbms.kit.operation;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.db.Tx;

/**
 * A node's own rules beyond permissions: from whom, how much at once, how much a day. Asked once
 * before anything is begun, and again inside the transaction of the command, where sums of a day
 * can be held.
 */
public interface Admission {

  /** Whether the rules let this caller ask for it at all, whatever the amount. */
  Optional<Refusal> obstacle(Caller caller, OperationSpec<?, ?> spec);

  /**
   * The rules for commands of one kind, looked up before their transaction opens, so that nothing
   * in it waits for a second connection.
   */
  <O extends Operation<R>, R> Gate<O> gate(OperationSpec<O, R> spec, List<Command<O>> commands);

  /** Stands in the transaction of some commands, before and after their handler. */
  interface Gate<O> {

    /** One verdict for each command; several together must not get through what one alone would. */
    List<Verdict> judge(Tx tx, List<Command<O>> commands);

    /** What became of the commands that went: only what was done counts. */
    void settle(Tx tx, List<Command<O>> went, List<? extends Outcome<?>> outcomes);
  }

  /** What becomes of a command at the gate. */
  sealed interface Verdict {
    record Go() implements Verdict {}

    /** Refused for good: stored like every outcome. */
    record Stop(Refusal refusal) implements Verdict {}

    /** Not now: the same request under the same key may go later, so nothing is stored. */
    record Wait(Refusal refusal) implements Verdict {}
  }

  Verdict GO = new Verdict.Go();

  /** For nodes that have no rules beyond permissions. */
  Admission OF_EVERYBODY =
      new Admission() {
        @Override
        public Optional<Refusal> obstacle(Caller caller, OperationSpec<?, ?> spec) {
          return Optional.empty();
        }

        @Override
        public <O extends Operation<R>, R> Gate<O> gate(
            OperationSpec<O, R> spec, List<Command<O>> commands) {
          return openGate();
        }
      };

  /** Lets everything through and asks nothing of the database. */
  static <O> Gate<O> openGate() {
    return new Gate<>() {
      @Override
      public List<Verdict> judge(Tx tx, List<Command<O>> commands) {
        return commands.stream().map(_ -> GO).toList();
      }

      @Override
      public void settle(Tx tx, List<Command<O>> went, List<? extends Outcome<?>> outcomes) {}
    };
  }
}
