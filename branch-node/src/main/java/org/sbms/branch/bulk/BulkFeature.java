package org.sbms.branch.bulk;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.sbms.branch.bulk.BulkDecisions.Step;
import org.sbms.branch.bulk.WorkOnBulk.BrowseBulkLines;
import org.sbms.branch.bulk.WorkOnBulk.CancelBulk;
import org.sbms.branch.bulk.WorkOnBulk.DraftBulk;
import org.sbms.branch.bulk.WorkOnBulk.ListBulk;
import org.sbms.branch.bulk.WorkOnBulk.PauseBulk;
import org.sbms.branch.bulk.WorkOnBulk.RetryBulk;
import org.sbms.branch.bulk.WorkOnBulk.ShowBulk;
import org.sbms.branch.bulk.WorkOnBulk.StartBulk;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.UuidV7;

/** Registers work for many subscribers. */
public final class BulkFeature {
  public static final String MIGRATIONS = "bulk";
  public static final Permission RUN = new Permission("bulk.run");

  private static final int MAX_COMMENT = 200;
  private static final int MAX_CODE = 64;
  private static final int MAX_PAGE = 50_001;

  private final Clock clock;
  private final RandomGenerator random;

  public BulkFeature(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public void register(Operations operations) {
    operations.register(
        OperationSpec.of("draft-bulk", DraftBulk.class, BulkJob.class, RUN)
            .checkedBy(BulkFeature::problems)
            .handledBy(this::draft));
    operations.register(
        OperationSpec.of("show-bulk", ShowBulk.class, BulkJob.class, RUN)
            .answeredBy((_, question, sql) ->
                BulkTable.find(sql, question.id())
                    .map(Outcome::done)
                    .orElseGet(BulkFeature::nothing)));
    operations.register(
        OperationSpec.of("list-bulk", ListBulk.class, ListBulk.Items.class, RUN)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(new ListBulk.Items(BulkTable.list(sql, question)))));
    operations.register(
        OperationSpec.of(
                "browse-bulk-lines", BrowseBulkLines.class, BrowseBulkLines.Rows.class, RUN)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(new BrowseBulkLines.Rows(BulkTable.browse(sql, question)))));
    operations.register(
        OperationSpec.of("start-bulk", StartBulk.class, BulkJob.class, RUN)
            .handledBy((command, tx) ->
                step(
                    command,
                    tx,
                    command.operation().id(),
                    Step.START,
                    id -> BulkTable.start(tx, id, command.caller().actor()))));
    operations.register(
        OperationSpec.of("pause-bulk", PauseBulk.class, BulkJob.class, RUN)
            .handledBy((command, tx) ->
                step(
                    command,
                    tx,
                    command.operation().id(),
                    Step.PAUSE,
                    id -> BulkTable.pause(tx, id, ""))));
    operations.register(
        OperationSpec.of("cancel-bulk", CancelBulk.class, BulkJob.class, RUN)
            .handledBy((command, tx) ->
                step(
                    command,
                    tx,
                    command.operation().id(),
                    Step.CANCEL,
                    id -> BulkTable.cancel(tx, id, now()))));
    operations.register(
        OperationSpec.of("retry-bulk", RetryBulk.class, BulkJob.class, RUN)
            .handledBy((command, tx) ->
                step(
                    command,
                    tx,
                    command.operation().id(),
                    Step.RETRY,
                    id -> {
                      BulkTable.retry(tx, id, now());
                      BulkTable.start(tx, id, command.caller().actor());
                    })));
  }

  private static List<FieldError> problems(DraftBulk order) {
    List<FieldError> problems = new ArrayList<>();
    if (order.code().isBlank() || order.code().length() > MAX_CODE) {
      problems.add(new FieldError("code", "must be 1 to " + MAX_CODE + " characters"));
    }
    problems.addAll(FreeText.unfit("comment", order.comment(), MAX_COMMENT));
    if (order.selection().accounts().size() > WorkOnBulk.MAX_ACCOUNTS) {
      problems.add(
          new FieldError(
              "selection.accounts", "must be at most " + WorkOnBulk.MAX_ACCOUNTS + " accounts"));
    }
    if (order.selection().isEverybody()) {
      problems.add(new FieldError("selection", "must not be everybody: name one thing at least"));
    }
    return problems;
  }

  private static List<FieldError> limit(int limit) {
    return limit < 1 || limit > MAX_PAGE
        ? List.of(new FieldError("limit", "must be 1 to " + MAX_PAGE))
        : List.of();
  }

  private Outcome<BulkJob> draft(Command<DraftBulk> command, Tx tx) {
    DraftBulk order = command.operation();
    if (!command.caller().may(order.kind().permission())) {
      return notAllowed(order.kind());
    }
    int lines = BulkTable.count(tx, order.selection());
    if (lines == 0 || lines > WorkOnBulk.MAX_LINES) {
      return Outcome.refused(
          Refusal.invalid(
              "selection",
              lines == 0
                  ? "fits nobody"
                  : "fits more than " + WorkOnBulk.MAX_LINES + " subscribers"));
    }
    UUID id = UuidV7.next(now(), random);
    BulkTable.insert(tx, id, order, command.caller().actor(), now());
    BulkTable.insertLines(tx, id, order.selection(), now());
    return Outcome.done(BulkTable.find(tx, id).orElseThrow());
  }

  private static Outcome<BulkJob> step(
      Command<?> command, Tx tx, UUID id, Step step, Consumer<UUID> change) {
    Optional<BulkJob> job = BulkTable.lock(tx, id);
    if (job.isEmpty()) {
      return nothing();
    }
    if (!command.caller().may(job.get().kind().permission())) {
      return notAllowed(job.get().kind());
    }
    Optional<Refusal> obstacle = BulkDecisions.obstacle(job.get(), step);
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    change.accept(id);
    return Outcome.done(BulkTable.find(tx, id).orElseThrow());
  }

  private static Outcome<BulkJob> notAllowed(BulkKind kind) {
    return Outcome.refused(
        RefusalCode.FORBIDDEN, "You need the permission " + kind.permission() + " for this.");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static <R> Outcome<R> nothing() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such job.");
  }
}
