package org.sbms.branch.intake;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.intake.WorkOnIntakes.BeginIntake;
import org.sbms.branch.intake.WorkOnIntakes.CancelIntake;
import org.sbms.branch.intake.WorkOnIntakes.ListIntakes;
import org.sbms.branch.intake.WorkOnIntakes.ListProblems;
import org.sbms.branch.intake.WorkOnIntakes.ShowIntake;
import org.sbms.branch.intake.WorkOnIntakes.StartIntake;
import org.sbms.branch.party.FreeText;
import org.sbms.branch.party.PersonalDataRules;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;
import org.sbms.kit.operation.UuidV7;

/** Takes files of subscribers in, checks and loads them. */
public final class IntakeFeature {
  public static final String MIGRATIONS = "intake";
  public static final Permission IMPORT = new Permission("base.import");

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,39}");
  private static final int MAX_FILE_NAME = 120;
  private static final int MAX_PAGE = 50_001;

  private final Database database;
  private final BusinessDays days;
  private final PersonalDataRules personal;
  private final Currency currency;
  private final Clock clock;
  private final RandomGenerator random;
  private final IntakeTable intakes;
  private final Loading loading;

  public IntakeFeature(
      BranchCode self,
      Database database,
      BusinessDays days,
      Ledger ledger,
      PersonalDataRules personal,
      Currency currency,
      Clock clock,
      RandomGenerator random) {
    this.database = database;
    this.days = days;
    this.personal = personal;
    this.currency = currency;
    this.clock = clock;
    this.random = random;
    this.intakes = new IntakeTable(currency);
    this.loading = new Loading(self, currency, ledger, random);
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("begin-intake", BeginIntake.class, Intake.class, IMPORT)
            .checkedBy(IntakeFeature::problems)
            .handledBy(this::begin));
    operations.register(
        OperationSpec.of("show-intake", ShowIntake.class, Intake.class, IMPORT)
            .answeredBy((_, question, sql) ->
                intakes
                    .find(sql, question.id())
                    .map(Outcome::done)
                    .orElseGet(IntakeFeature::nothing)));
    operations.register(
        OperationSpec.of("list-intakes", ListIntakes.class, ListIntakes.Items.class, IMPORT)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(new ListIntakes.Items(intakes.list(sql, question)))));
    operations.register(
        OperationSpec.of(
                "list-intake-problems", ListProblems.class, ListProblems.Items.class, IMPORT)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(new ListProblems.Items(IntakeTable.problems(sql, question)))));
    operations.register(
        OperationSpec.of("start-intake", StartIntake.class, Intake.class, IMPORT)
            .handledBy((command, tx) -> start(tx, command.operation().id())));
    operations.register(
        OperationSpec.of("cancel-intake", CancelIntake.class, Intake.class, IMPORT)
            .handledBy((command, tx) -> cancel(tx, command.operation().id())));
  }

  private static List<FieldError> problems(BeginIntake order) {
    List<FieldError> problems = new ArrayList<>();
    if (!SOURCE.matcher(order.source()).matches()) {
      problems.add(
          new FieldError("source", "must be 1 to 40 latin letters, digits, dots or dashes"));
    }
    if (!SHA256.matcher(order.sha256()).matches()) {
      problems.add(new FieldError("sha256", "must be 64 hexadecimal digits"));
    }
    problems.addAll(FreeText.unfit("fileName", order.fileName(), MAX_FILE_NAME));
    return problems;
  }

  private static List<FieldError> limit(int limit) {
    return limit < 1 || limit > MAX_PAGE
        ? List.of(new FieldError("limit", "must be 1 to " + MAX_PAGE))
        : List.of();
  }

  /**
   * Takes a whole file: the same file again leads to where it was before, however far that is.
   *
   * @param key of the command that begins it
   */
  Outcome<Intake> receive(
      Executor executor, Caller caller, BeginIntake order, String key, Path file) {
    Outcome<Intake> begun = executor.run(caller, Request.command(order, key));
    if (begun instanceof Outcome.Done<Intake>(Intake intake)) {
      Staging.fill(
          database, new LineDecisions(personal, currency, days.calendar()), intake.id(), file);
      return executor.run(caller, Request.query(new ShowIntake(intake.id())));
    }
    return begun;
  }

  private Outcome<Intake> begin(Command<BeginIntake> command, Tx tx) {
    BeginIntake order = command.operation();
    intakes.insert(tx, UuidV7.next(now(), random), order, command.caller().actor().login(), now());
    return Outcome.done(intakes.ofFile(tx, order.source(), order.sha256()).orElseThrow());
  }

  private Outcome<Intake> start(Tx tx, UUID id) {
    return changing(
        tx,
        id,
        intake -> {
          if (intake.state() != Intake.State.READY) {
            return conflict("Only a file that was checked can be loaded.");
          }
          if (intake.wanted() == 0) {
            return conflict("No line of it can be loaded.");
          }
          IntakeTable.setState(tx, id, Intake.State.LOADING);
          return Outcome.done(intakes.find(tx, id).orElseThrow());
        });
  }

  private Outcome<Intake> cancel(Tx tx, UUID id) {
    return changing(
        tx,
        id,
        intake ->
            switch (intake.state()) {
              case DONE, CANCELLED -> conflict("It is over already.");
              case RECEIVING, CHECKING, READY, LOADING -> {
                IntakeTable.finish(tx, id, Intake.State.CANCELLED, now());
                yield Outcome.done(intakes.find(tx, id).orElseThrow());
              }
            });
  }

  private Outcome<Intake> changing(Tx tx, UUID id, Function<Intake, Outcome<Intake>> change) {
    Optional<Intake> intake = intakes.lock(tx, id);
    return intake.isEmpty() ? nothing() : change.apply(intake.get());
  }

  /** Checks and loads what waits. Of several instances one does; whichever, goes on. */
  public AutoCloseable start() {
    SessionLocks locks = new SessionLocks(database);
    PeriodicJob job =
        PeriodicJob.start(
            "intake",
            PAUSE,
            () -> {
              List<Intake> moving = intakes.moving(database);
              if (!moving.isEmpty() && locks.hold("intake")) {
                moving.forEach(this::work);
              }
            });
    return () -> {
      job.close();
      locks.close();
    };
  }

  /** Until there is nothing to do for an intake now. */
  void work(Intake intake) {
    while (step(intake.id())) {}
  }

  /** One check or one batch; whether there may be more. */
  boolean step(UUID id) {
    return database.inTransaction(tx -> {
      // The day before the intake: everywhere it comes first.
      LocalDate today = days.open(tx);
      Intake intake = intakes.lock(tx, id).orElseThrow();
      return switch (intake.state()) {
        case CHECKING -> {
          Checking.check(tx, intake, currency);
          IntakeTable.setState(tx, id, Intake.State.READY);
          yield false;
        }
        case LOADING -> {
          if (loading.batch(tx, intake, today, now()) > 0) {
            yield true;
          }
          IntakeTable.finish(tx, id, Intake.State.DONE, now());
          yield false;
        }
        case RECEIVING, READY, DONE, CANCELLED -> false;
      };
    });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static <R> Outcome<R> nothing() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such file of subscribers.");
  }

  private static <R> Outcome<R> conflict(String why) {
    return Outcome.refused(RefusalCode.STATE_CONFLICT, why);
  }
}
