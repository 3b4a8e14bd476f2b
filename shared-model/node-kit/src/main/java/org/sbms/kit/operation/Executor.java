package org.sbms.kit.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Database;
import org.sbms.kit.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way in which anything happens at a node, whoever asks: a page, the API, a peer, a job.
 *
 * <p>Looks up the operation, asks whether the caller may, checks the values, and then runs it here
 * or asks the node where it belongs. A command runs at most once under its key; asked again, it
 * gives the stored outcome. Runs on a virtual thread; bugs and broken machinery come out as
 * exceptions, everything else as an {@link Outcome}.
 */
public final class Executor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Executor.class);
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");

  private final NodeId self;
  private final Operations operations;
  private final Database database;
  private final Remote remote;
  private final AuditLog audit;
  private final Admission admission;
  private final Clock clock;
  private final CommandRunner runner;
  private final int maxWaiting;
  private final Map<String, Batcher<?, ?>> batchers = new ConcurrentHashMap<>();

  public Executor(
      NodeId self,
      Operations operations,
      Database database,
      Remote remote,
      AuditLog audit,
      Clock clock) {
    this(self, operations, database, remote, audit, Admission.OF_EVERYBODY, clock);
  }

  public Executor(
      NodeId self,
      Operations operations,
      Database database,
      Remote remote,
      AuditLog audit,
      Admission admission,
      Clock clock) {
    this(self, operations, database, remote, audit, admission, clock, Batcher.MAX_WAITING);
  }

  /**
   * @param maxWaiting how many commands of one kind may wait for a shared transaction; whatever
   *     comes beyond is refused as busy, with nothing done
   */
  public Executor(
      NodeId self,
      Operations operations,
      Database database,
      Remote remote,
      AuditLog audit,
      Admission admission,
      Clock clock,
      int maxWaiting) {
    this.self = self;
    this.maxWaiting = maxWaiting;
    this.operations = operations;
    this.database = database;
    this.remote = remote;
    this.audit = audit;
    this.admission = admission;
    this.clock = clock;
    this.runner = new CommandRunner(database, new Executions(), audit, admission, clock);
  }

  public <R> Outcome<R> run(Caller caller, Request<R> request) {
    return begin(caller, request).await();
  }

  /**
   * Many requests at once, an outcome for each in their order. Operations that come in crowds share
   * transactions; an outcome is independent of the others all the same, so a fault makes unknown
   * what it befell and nothing else.
   */
  public <R> List<Outcome<R>> runAll(Caller caller, List<Request<R>> requests) {
    return requests.stream().map(request -> begin(caller, request)).toList().stream()
        .map(Executor::awaitOrUnknown)
        .toList();
  }

  private static <R> Outcome<R> awaitOrUnknown(Future<Outcome<R>> outcome) {
    try {
      return outcome.await();
    } catch (RuntimeException fault) {
      log.error("one of many requests failed", fault);
      return new Outcome.Unknown<>("something went wrong here; see the log");
    }
  }

  /**
   * The same without waiting for a shared transaction, where the operation has one; everything else
   * is done when it returns.
   */
  public <R> Future<Outcome<R>> begin(Caller caller, Request<R> request) {
    OperationSpec<Operation<R>, R> spec = operations.of(request.operation());
    Optional<Refusal> stopped = stopped(caller, spec, request);
    if (stopped.isPresent()) {
      return Future.succeededFuture(Outcome.refused(stopped.get()));
    }
    Optional<NodeId> elsewhere = elsewhere(spec, request);
    if (elsewhere.isEmpty() && spec.work().isBatched()) {
      Command<Operation<R>> command = new Command<>(caller, request.key(), request.operation());
      Future<Outcome<R>> outcome = together(spec, command);
      return spec.audited() && spec.isQuery()
          ? outcome.map(known -> {
            audit.later(CommandRunner.event(clock.instant(), spec, command, outcomeCode(known)));
            return known;
          })
          : outcome;
    }
    Outcome<R> outcome =
        elsewhere.isPresent()
            ? there(
                elsewhere.get(), caller, () -> remote.call(elsewhere.get(), caller, spec, request))
            : here(caller, spec, request);
    if (spec.audited() && (spec.isQuery() || elsewhere.isPresent())) {
      audit.later(event(caller, spec, request, outcomeCode(outcome)));
    }
    return Future.succeededFuture(outcome);
  }

  /**
   * Asks a question for somebody who only passes the answer on, as JSON: what another node said is
   * not read here.
   */
  public <R> Outcome<JsonNode> runForJson(Caller caller, Request<R> question) {
    OperationSpec<Operation<R>, R> spec = operations.of(question.operation());
    Optional<NodeId> elsewhere = elsewhere(spec, question);
    if (elsewhere.isEmpty() || !spec.isQuery()) {
      return run(caller, question).map(Json::unwritten);
    }
    Optional<Refusal> stopped = stopped(caller, spec, question);
    if (stopped.isPresent()) {
      return Outcome.refused(stopped.get());
    }
    NodeId node = elsewhere.get();
    Outcome<JsonNode> outcome =
        there(node, caller, () -> remote.callForJson(node, caller, spec, question));
    if (spec.audited()) {
      audit.later(event(caller, spec, question, outcomeCode(outcome)));
    }
    return outcome;
  }

  public Operations operations() {
    return operations;
  }

  /** Whether the caller may run an operation at all: what pages ask before they show a button. */
  public boolean may(Caller caller, Class<? extends Operation<?>> type) {
    return operations.all().stream()
        .anyMatch(spec -> spec.type().equals(type) && caller.may(spec.permission()));
  }

  /** What stands in the way, noted where it should be. */
  private <R> Optional<Refusal> stopped(
      Caller caller, OperationSpec<Operation<R>, R> spec, Request<R> request) {
    Optional<Refusal> obstacle = obstacle(caller, spec, request);
    obstacle.ifPresent(refusal -> {
      log.debug("{} by {} refused: {}", spec.name(), caller.actor(), refusal);
      if (refusal.code().category() == RefusalCode.Category.FORBIDDEN) {
        audit.later(event(caller, spec, request, refusal.code().code()));
      }
    });
    return obstacle;
  }

  private <R> Optional<Refusal> obstacle(
      Caller caller, OperationSpec<Operation<R>, R> spec, Request<R> request) {
    if (!caller.via().equals(self) && !spec.openToPeers()) {
      return Optional.of(
          Refusal.of(RefusalCode.FORBIDDEN, "Other nodes may not ask for " + spec.name() + "."));
    }
    if (!caller.may(spec.permission())) {
      return Optional.of(
          Refusal.of(
              RefusalCode.FORBIDDEN,
              "You need the permission " + spec.permission() + " for this."));
    }
    Optional<Refusal> rule = admission.obstacle(caller, spec);
    if (rule.isPresent()) {
      return rule;
    }
    if (!spec.isQuery() && !KEY.matcher(request.key()).matches()) {
      return Optional.of(
          Refusal.invalid("Idempotency-Key", "must be 1 to 64 printable ASCII characters"));
    }
    List<FieldError> problems = spec.check().apply(request.operation());
    return problems.isEmpty() ? Optional.empty() : Optional.of(Refusal.invalid(problems));
  }

  private <R> Optional<NodeId> elsewhere(OperationSpec<Operation<R>, R> spec, Request<R> request) {
    return spec.placement().apply(request.operation()).filter(node -> !node.equals(self));
  }

  private <T> Outcome<T> there(NodeId node, Caller caller, Supplier<Outcome<T>> call) {
    // A peer that sends us what belongs to a third node has an old directory; never pass it on.
    return caller.via().equals(self)
        ? call.get()
        : Outcome.refused(RefusalCode.MOVED, "This belongs to " + node + ".");
  }

  private <R> Outcome<R> here(
      Caller caller, OperationSpec<Operation<R>, R> spec, Request<R> request) {
    return switch (spec.work()) {
      case OperationSpec.Work.Reads<Operation<R>, R>(var handler) ->
          handler.answer(caller, request.operation(), database);
      case OperationSpec.Work.Changes<Operation<R>, R>(var handler) ->
          runner
              .run(
                  spec,
                  List.of(new Command<>(caller, request.key(), request.operation())),
                  (commands, tx) ->
                      commands.stream().map(command -> handler.handle(command, tx)).toList())
              .getFirst();
      case OperationSpec.Work.ReadsInBatches<Operation<R>, R> _,
          OperationSpec.Work.ChangesInBatches<Operation<R>, R> _,
          OperationSpec.Work.ChangesSelfKept<Operation<R>, R> _ ->
          throw new IllegalStateException(spec.name() + " runs in batches");
      case OperationSpec.Work.Elsewhere<Operation<R>, R> _ ->
          throw new IllegalStateException(spec.name() + " does not run at " + self);
    };
  }

  private <R> Future<Outcome<R>> together(
      OperationSpec<Operation<R>, R> spec, Command<Operation<R>> command) {
    return batcher(spec)
        .submit(command)
        .orElseGet(() ->
            Future.succeededFuture(
                Outcome.refused(RefusalCode.BUSY, "Too much at once: try again shortly.")));
  }

  @SuppressWarnings("unchecked") // a batcher is made for, and only reached through, its spec
  private <R> Batcher<Command<Operation<R>>, Outcome<R>> batcher(
      OperationSpec<Operation<R>, R> spec) {
    return (Batcher<Command<Operation<R>>, Outcome<R>>)
        batchers.computeIfAbsent(
            spec.name(),
            name ->
                new Batcher<Command<Operation<R>>, Outcome<R>>(
                    name, maxWaiting, commands -> runTogether(spec, commands)));
  }

  private <R> List<Outcome<R>> runTogether(
      OperationSpec<Operation<R>, R> spec, List<Command<Operation<R>>> commands) {
    return spec.work() instanceof OperationSpec.Work.ReadsInBatches<Operation<R>, R>(var handler)
        ? database.atOneMoment(sql -> handler.answer(commands, sql))
        : runner.runTogether(spec, commands);
  }

  private <R> AuditEvent event(
      Caller caller, OperationSpec<?, ?> spec, Request<R> request, String outcome) {
    return CommandRunner.event(
        clock.instant(), spec, new Command<>(caller, request.key(), request.operation()), outcome);
  }

  static String outcomeCode(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?> _ -> "done";
      case Outcome.Refused<?>(Refusal refusal) -> refusal.code().code();
      case Outcome.Unknown<?> _ -> "unknown";
    };
  }

  /** Waits for what runs; asks nothing new of the database afterwards. */
  @Override
  public void close() {
    batchers.values().forEach(Batcher::close);
  }
}
