package org.sbms.kit.operation;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;

/** What a feature writes for an operation: one of these. */
public final class Handlers {
  private Handlers() {}

  /** Reads and answers; changes nothing. */
  public interface Query<O, R> {
    Outcome<R> answer(Caller caller, O operation, Sql sql);
  }

  /**
   * The same for many questions of one kind at once, for those that come in crowds: set-based SQL,
   * an answer for each in the given order.
   */
  public interface Queries<O, R> {
    List<Outcome<R>> answer(List<Command<O>> questions, Sql sql);
  }

  /**
   * Loads, decides, applies: all in the given transaction, nothing remote. When it refuses it must
   * have changed nothing.
   */
  public interface Single<O, R> {
    Outcome<R> handle(Command<O> command, Tx tx);
  }

  /**
   * The same for many commands in one transaction, for operations that come in crowds: set-based
   * SQL, an outcome for each in the given order.
   */
  public interface Batch<O, R> {
    List<Outcome<R>> handle(List<Command<O>> commands, Tx tx);
  }

  /** Tells what a command would move, before it is handled; empty when that is no money. */
  public interface Stakes<O> {
    Optional<Stake> of(O operation, Tx tx);
  }
}
