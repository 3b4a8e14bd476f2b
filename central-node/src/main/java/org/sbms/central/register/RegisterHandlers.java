package org.sbms.central.register;

import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.register.WorkOnRegisters.ListSources;
import org.sbms.central.register.WorkOnRegisters.PairByHand;
import org.sbms.central.register.WorkOnRegisters.Paired;
import org.sbms.central.register.WorkOnRegisters.SaveSource;
import org.sbms.central.register.WorkOnRegisters.ShowSource;
import org.sbms.central.register.WorkOnRegisters.SourceWork;
import org.sbms.central.register.WorkOnRegisters.Sources;
import org.sbms.central.register.WorkOnRegisters.TakeRegister;
import org.sbms.central.register.WorkOnRegisters.Taken;
import org.sbms.central.register.WorkOnRegisters.UndoMatch;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** Handles what people do with registers. */
final class RegisterHandlers {
  static final RefusalCode KNOWN = new RefusalCode("register-known", RefusalCode.Category.CONFLICT);

  private final Clock clock;
  private final Runnable taken;

  /**
   * @param taken called after a register was committed that is to be matched
   */
  RegisterHandlers(Clock clock, Runnable taken) {
    this.clock = clock;
    this.taken = taken;
  }

  Outcome<Source> save(Command<SaveSource> command, Tx tx) {
    Source source = command.operation().source();
    Registers.save(tx, source, command.caller().actor().login(), clock.instant());
    return Outcome.done(source);
  }

  Outcome<Sources> list(Caller caller, ListSources asked, Sql sql) {
    return Outcome.done(new Sources(RegisterViews.sources(sql)));
  }

  Outcome<SourceWork> show(Caller caller, ShowSource asked, Sql sql) {
    return RegisterViews.work(sql, asked.code())
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such source."));
  }

  Outcome<Taken> take(Command<TakeRegister> command, Tx tx) {
    TakeRegister asked = command.operation();
    Optional<Source> source = Registers.source(tx, asked.source());
    if (source.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such source.");
    }
    byte[] bytes = Base64.getDecoder().decode(asked.content());
    return switch (RegisterReading.read(source.get(), asked.file(), bytes)) {
      case Outcome.Done<RegisterReading.Read>(var read) -> keep(command, read, tx);
      case Outcome.Refused<RegisterReading.Read>(Refusal refusal) -> Outcome.refused(refusal);
      case Outcome.Unknown<RegisterReading.Read>(String why) -> new Outcome.Unknown<>(why);
    };
  }

  private Outcome<Taken> keep(Command<TakeRegister> command, RegisterReading.Read read, Tx tx) {
    TakeRegister asked = command.operation();
    // Looked for before anything is written: a refusal is kept, and what was written with it too.
    Registers.lockSource(tx, asked.source());
    if (Registers.knows(tx, asked.source(), read.fingerprint())) {
      return Outcome.refused(KNOWN, "This file was taken in before.");
    }
    if (Registers.knowsAny(tx, asked.source(), read.statements())) {
      return Outcome.refused(KNOWN, "A statement in this file was taken in before.");
    }
    UUID id = UUID.randomUUID();
    String login = command.caller().actor().login();
    Registers.addFile(tx, id, asked.source(), asked.file(), read, login, clock.instant());
    Registers.addStatements(tx, id, asked.source(), read.statements());
    Registers.addLines(tx, id, asked.source(), read.lines());
    tx.afterCommit(taken);
    return Outcome.done(new Taken(id, read.lines().size()));
  }

  Outcome<Paired> pair(Command<PairByHand> command, Tx tx) {
    PairByHand asked = command.operation();
    Registers.lockSource(tx, asked.source());
    List<Money> lines = Registers.freeLines(tx, asked.source(), asked.lines());
    List<Money> payments = Registers.freePayments(tx, asked.source(), asked.payments());
    if (lines.size() != asked.lines().size() || payments.size() != asked.payments().size()) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "Some of them belong to something else already.");
    }
    Optional<Money> said = sum(lines);
    Optional<Money> had = sum(payments);
    if (said.isEmpty() || had.isEmpty() || !said.get().currency().equals(had.get().currency())) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "Lines and payments of one currency belong together.");
    }
    UUID id = UUID.randomUUID();
    Registers.addMatch(
        tx,
        id,
        asked.source(),
        Registers.BY_HAND,
        asked.reason().strip(),
        said.get().minus(had.get()),
        command.caller().actor().login(),
        clock.instant());
    Registers.join(tx, id, asked.source(), asked.lines(), asked.payments());
    return Outcome.done(new Paired(id));
  }

  Outcome<Paired> undo(Command<UndoMatch> command, Tx tx) {
    UUID id = command.operation().id();
    String login = command.caller().actor().login();
    return Registers.undo(tx, id, login, clock.instant())
        ? Outcome.done(new Paired(id))
        : Outcome.refused(RefusalCode.NOT_FOUND, "There is no such pairing.");
  }

  /** Empty where there are none, or of more than one currency. */
  private static Optional<Money> sum(List<Money> amounts) {
    boolean isOne = amounts.stream().map(Money::currency).distinct().count() == 1;
    return isOne ? amounts.stream().reduce(Money::plus) : Optional.empty();
  }
}
