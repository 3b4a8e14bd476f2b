package org.sbms.branch.cashdesk;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;

/** Load, let {@link ShiftDecisions} decide, apply. */
final class ShiftHandlers {
  private static final RefusalCode HAS_OPEN_SHIFT =
      new RefusalCode("shift-already-open", RefusalCode.Category.CONFLICT);
  private static final RefusalCode NO_OPEN_SHIFT =
      new RefusalCode("no-open-shift", RefusalCode.Category.CONFLICT);
  private static final RefusalCode NOT_WAITING =
      new RefusalCode("shift-not-waiting", RefusalCode.Category.CONFLICT);
  private static final RefusalCode OWN_SHIFT =
      new RefusalCode("own-shift", RefusalCode.Category.FORBIDDEN);

  private final BranchCode self;
  private final Money varianceLimit;
  private final Shifts shifts = new Shifts();
  private final BusinessDays days;
  private final Ledger ledger;
  private final ZoneId zone;
  private final Clock clock;
  private final RandomGenerator random;

  ShiftHandlers(
      BranchCode self,
      Money varianceLimit,
      BusinessDays days,
      Ledger ledger,
      ZoneId zone,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.varianceLimit = varianceLimit;
    this.days = days;
    this.ledger = ledger;
    this.zone = zone;
    this.clock = clock;
    this.random = random;
  }

  /** What was being taken when it opens belongs to no shift, and what comes after to this one. */
  Outcome<CashShift> open(Command<OpenShift> command, Tx tx) {
    LocalDate day = days.settled(tx);
    Instant now = now();
    OpenShift asked = command.operation();
    CashShift shift =
        new CashShift(
            UuidV7.next(now, random),
            number(now, shifts.nextNumber(tx)),
            asked.desk().strip(),
            person(command.caller()),
            ShiftState.OPEN,
            now,
            asked.count().total(varianceLimit.currency()),
            asked.count(),
            null);
    if (!shifts.insert(tx, shift)) {
      return Outcome.refused(HAS_OPEN_SHIFT, "You have a shift open: close it first.");
    }
    ledger.post(tx, now, day, ShiftDecisions.opened(shift));
    return Outcome.done(shift);
  }

  Outcome<CashMove> move(Command<MoveCash> command, Tx tx) {
    LocalDate day = days.open(tx);
    Optional<CashShift> shift = shifts.lockOpen(tx, person(command.caller()));
    if (shift.isEmpty()) {
      return Outcome.refused(NO_OPEN_SHIFT, "You have no shift open.");
    }
    Instant now = now();
    MoveCash asked = command.operation();
    CashMove move =
        new CashMove(
            UuidV7.next(now, random),
            shift.get().id(),
            asked.kind(),
            asked.amount(),
            asked.comment().strip(),
            now);
    shifts.insert(tx, move);
    ledger.post(tx, now, day, ShiftDecisions.moved(move, shift.get()));
    return Outcome.done(move);
  }

  /**
   * With nobody booking meanwhile, so that a payment is either in the figures or came after the
   * closing, never between.
   */
  Outcome<CashShift> close(Command<CloseShift> command, Tx tx) {
    LocalDate day = days.settled(tx);
    Optional<CashShift> open = shifts.lockOpen(tx, person(command.caller()));
    if (open.isEmpty()) {
      return Outcome.refused(NO_OPEN_SHIFT, "You have no shift open.");
    }
    // What was taken in this very millisecond is in the shift.
    Instant until = now().plusMillis(1);
    ShiftDecisions.Step step =
        ShiftDecisions.closed(
            open.get(),
            shifts.figures(tx, open.get(), until),
            command.operation().count(),
            command.operation().comment().strip(),
            varianceLimit,
            until);
    return apply(tx, step, day);
  }

  Outcome<CashShift> accept(Command<AcceptShift> command, Tx tx) {
    LocalDate day = days.open(tx);
    AcceptShift asked = command.operation();
    Optional<CashShift> found = shifts.lock(tx, asked.id());
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no shift " + asked.id() + ".");
    }
    CashShift shift = found.get();
    CashShift.Closing closing = shift.closing();
    if (shift.state() != ShiftState.WAITING || closing == null) {
      return Outcome.refused(NOT_WAITING, "This shift does not wait for acceptance.");
    }
    if (shift.person().equals(person(command.caller()))) {
      return Outcome.refused(OWN_SHIFT, "Another person must accept your shift.");
    }
    return apply(
        tx,
        ShiftDecisions.accepted(
            shift, closing, person(command.caller()), asked.decision().strip(), now()),
        day);
  }

  Outcome<ShowShift.Report> show(Caller caller, ShowShift question, Sql sql) {
    Optional<CashShift> found =
        shifts.find(sql, question.id()).filter(shift -> maySee(caller, shift));
    if (found.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no shift " + question.id() + ".");
    }
    CashShift shift = found.get();
    return Outcome.done(
        new ShowShift.Report(shift, shifts.moves(sql, shift), figures(caller, shift, sql)));
  }

  private Optional<ShiftFigures> figures(Caller caller, CashShift shift, Sql sql) {
    CashShift.Closing closing = shift.closing();
    if (closing != null) {
      return Optional.of(closing.figures());
    }
    return shift.person().equals(person(caller))
        ? Optional.empty()
        : Optional.of(shifts.figures(sql, shift, now().plusMillis(1)));
  }

  Outcome<FindOwnShift.Own> own(Caller caller, Sql sql) {
    return Outcome.done(new FindOwnShift.Own(shifts.findOpen(sql, person(caller))));
  }

  Outcome<ListShifts.Shifts> list(Caller caller, ListShifts question, Sql sql) {
    String only = caller.may(CashdeskFeature.SUPERVISE) ? "" : person(caller);
    return Outcome.done(new ListShifts.Shifts(shifts.list(sql, question, only)));
  }

  Outcome<ListLooseCash.Loose> loose(ListLooseCash question, Sql sql) {
    return Outcome.done(
        new ListLooseCash.Loose(
            shifts.loose(
                sql,
                varianceLimit.currency(),
                question.day().atStartOfDay(zone).toInstant(),
                question.day().plusDays(1).atStartOfDay(zone).toInstant())));
  }

  private Outcome<CashShift> apply(Tx tx, ShiftDecisions.Step step, LocalDate day) {
    CashShift.Closing closing = step.shift().closing();
    if (closing == null) {
      throw new IllegalStateException("a shift that ends has been counted");
    }
    shifts.update(tx, step.shift(), closing);
    ledger.post(tx, now(), day, step.postings());
    return Outcome.done(step.shift());
  }

  private static boolean maySee(Caller caller, CashShift shift) {
    return caller.may(CashdeskFeature.SUPERVISE) || shift.person().equals(person(caller));
  }

  private static String person(Caller caller) {
    return caller.actor().login();
  }

  /** {@code NW-S26-000012}: branch, year, number. */
  private String number(Instant now, long number) {
    return "%s-S%02d-%06d".formatted(self, now.atZone(zone).getYear() % 100, number);
  }

  /** As precise as payments are, since their times decide what belongs to a shift. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
