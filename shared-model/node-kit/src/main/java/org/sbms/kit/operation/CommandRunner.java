package org.sbms.kit.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sbms.contract.Actor;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Transactions;
import org.sbms.kit.db.Tx;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Executions.Slot;
import org.sbms.kit.operation.Executions.Stored;

/**
 * Runs commands of one kind in one transaction, each key at most once.
 *
 * <p>Known keys are answered from the store. The rest run, and their outcomes are inserted last; if
 * the insert meets a key that another transaction stored meanwhile, everything is undone and the
 * batch starts over, now finding it known. So the unique key alone decides, and a command costs one
 * insert instead of an insert and an update.
 */
public final class CommandRunner {
  private final Transactions transactions;
  private final Executions executions;
  private final AuditLog audit;
  private final Admission admission;
  private final Clock clock;

  public CommandRunner(
      Transactions transactions, Executions executions, AuditLog audit, Clock clock) {
    this(transactions, executions, audit, Admission.OF_EVERYBODY, clock);
  }

  public CommandRunner(
      Transactions transactions,
      Executions executions,
      AuditLog audit,
      Admission admission,
      Clock clock) {
    this.transactions = transactions;
    this.executions = executions;
    this.audit = audit;
    this.admission = admission;
    this.clock = clock;
  }

  /** For operations that come in crowds. */
  <O extends Operation<R>, R> List<Outcome<R>> runTogether(
      OperationSpec<O, R> spec, List<Command<O>> commands) {
    return switch (spec.work()) {
      case OperationSpec.Work.ChangesInBatches<O, R>(var handler) -> run(spec, commands, handler);
      case OperationSpec.Work.ChangesSelfKept<O, R>(var handler) ->
          runSelfKept(spec, commands, handler);
      case OperationSpec.Work.Reads<O, R> _,
          OperationSpec.Work.ReadsInBatches<O, R> _,
          OperationSpec.Work.Changes<O, R> _,
          OperationSpec.Work.Elsewhere<O, R> _ ->
          throw new IllegalStateException(spec.name() + " does not run in batches");
    };
  }

  public <O extends Operation<R>, R> List<Outcome<R>> run(
      OperationSpec<O, R> spec, List<Command<O>> commands, Handlers.Batch<O, R> handler) {
    Map<Slot, Claim<O>> firsts = new LinkedHashMap<>();
    List<Claim<O>> claims = new ArrayList<>();
    for (Command<O> command : commands) {
      Claim<O> claim = Claim.of(spec, command);
      claims.add(claim);
      firsts.putIfAbsent(claim.slot, claim);
    }
    List<Claim<O>> distinct =
        firsts.values().stream().sorted(Comparator.comparing(claim -> claim.slot)).toList();
    Map<Slot, Stored> stored = settle(spec, distinct, handler);
    return claims.stream().map(claim -> answer(spec, claim, stored)).toList();
  }

  /**
   * For operations whose handler keeps, under the same key and in the same transaction, a record of
   * its own that answers a repeat: then no second one is needed.
   */
  public <O extends Operation<R>, R> List<Outcome<R>> runSelfKept(
      OperationSpec<O, R> spec, List<Command<O>> commands, Handlers.Batch<O, R> handler) {
    return transactions.inTransaction(tx -> {
      tx.planForFewRows();
      List<Outcome<R>> outcomes = handler.handle(commands, tx);
      Instant now = clock.instant();
      List<AuditEvent> events = new ArrayList<>();
      for (int i = 0; i < commands.size(); i++) {
        Command<O> command = commands.get(i);
        String code = Executor.outcomeCode(outcomes.get(i));
        events.add(event(now, spec, command, code));
      }
      audit.write(tx, events);
      return outcomes;
    });
  }

  private <O extends Operation<R>, R> Map<Slot, Stored> settle(
      OperationSpec<O, R> spec, List<Claim<O>> claims, Handlers.Batch<O, R> handler) {
    Admission.Gate<O> gate =
        admission.gate(spec, claims.stream().map(claim -> claim.command).toList());
    return transactions.inTransaction(tx -> once(tx, spec, claims, gate, handler));
  }

  private <O extends Operation<R>, R> Map<Slot, Stored> once(
      Tx tx,
      OperationSpec<O, R> spec,
      List<Claim<O>> claims,
      Admission.Gate<O> gate,
      Handlers.Batch<O, R> handler) {
    if (spec.work() instanceof OperationSpec.Work.ChangesInBatches<O, R>) {
      tx.planForFewRows();
    }
    Map<Slot, Stored> stored =
        executions.load(tx, claims.stream().map(claim -> claim.slot).toList());
    List<Claim<O>> fresh =
        claims.stream().filter(claim -> !stored.containsKey(claim.slot)).toList();
    if (fresh.isEmpty()) {
      return stored;
    }
    List<Command<O>> commands = fresh.stream().map(claim -> claim.command).toList();
    List<Admission.Verdict> verdicts = gate.judge(tx, commands);
    List<Outcome<R>> outcomes = outcomes(tx, spec, commands, verdicts, gate, handler);
    Instant now = clock.instant();
    List<AuditEvent> events = new ArrayList<>();
    List<Stored> rows = new ArrayList<>();
    for (int i = 0; i < fresh.size(); i++) {
      Claim<O> claim = fresh.get(i);
      Outcome<R> outcome = outcomes.get(i);
      Stored row =
          new Stored(claim.slot, spec.name(), claim.bodyHash, StoredOutcome.write(outcome));
      if (!(verdicts.get(i) instanceof Admission.Verdict.Wait)) {
        rows.add(row);
      }
      stored.put(claim.slot, row);
      events.add(event(now, spec, claim.command, Executor.outcomeCode(outcome)));
    }
    audit.write(tx, events);
    executions.store(tx, rows, now);
    return stored;
  }

  /** Hands over those that the gate lets go, and puts what it says of the others in their place. */
  private static <O extends Operation<R>, R> List<Outcome<R>> outcomes(
      Tx tx,
      OperationSpec<O, R> spec,
      List<Command<O>> commands,
      List<Admission.Verdict> verdicts,
      Admission.Gate<O> gate,
      Handlers.Batch<O, R> handler) {
    List<Command<O>> went = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      if (verdicts.get(i) instanceof Admission.Verdict.Go) {
        went.add(commands.get(i));
      }
    }
    List<Outcome<R>> handled = went.isEmpty() ? List.of() : handler.handle(went, tx);
    if (handled.size() != went.size()) {
      throw new IllegalStateException(spec.name() + " answered " + handled.size());
    }
    gate.settle(tx, went, handled);
    Iterator<Outcome<R>> next = handled.iterator();
    return verdicts.stream()
        .map(verdict ->
            switch (verdict) {
              case Admission.Verdict.Go() -> next.next();
              case Admission.Verdict.Stop(Refusal refusal) -> Outcome.<R>refused(refusal);
              case Admission.Verdict.Wait(Refusal refusal) -> Outcome.<R>refused(refusal);
            })
        .toList();
  }

  private static <O extends Operation<R>, R> Outcome<R> answer(
      OperationSpec<O, R> spec, Claim<O> claim, Map<Slot, Stored> stored) {
    Stored row = stored.get(claim.slot);
    if (row == null) {
      throw new IllegalStateException("no outcome for " + claim.slot);
    }
    if (!row.operation().equals(spec.name()) || !Arrays.equals(row.bodyHash(), claim.bodyHash)) {
      return Outcome.refused(
          RefusalCode.IDEMPOTENCY_CONFLICT,
          "The key " + claim.slot.key() + " was used before for something else.");
    }
    return StoredOutcome.read(row.outcome(), spec.resultType());
  }

  static AuditEvent event(
      Instant at,
      OperationSpec<?, ?> spec,
      Command<? extends Operation<?>> command,
      String outcome) {
    return new AuditEvent(
        at,
        command.caller().actor(),
        command.caller().via(),
        spec.name(),
        command.key(),
        Subjects.of(command.operation()),
        outcome,
        command.traceId());
  }

  private static final class Claim<O> {
    private final Slot slot;
    private final byte[] bodyHash;
    private final Command<O> command;

    private Claim(Slot slot, byte[] bodyHash, Command<O> command) {
      this.slot = slot;
      this.bodyHash = bodyHash;
      this.command = command;
    }

    static <O extends Operation<R>, R> Claim<O> of(OperationSpec<O, R> spec, Command<O> command) {
      Actor actor = command.caller().actor();
      return new Claim<>(
          new Slot(actor.node() + "/" + actor.login(), command.key()),
          hash(spec.name(), Json.writeBytes(command.operation())),
          command);
    }

    private static byte[] hash(String operation, byte[] body) {
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(operation.getBytes(StandardCharsets.UTF_8));
        return sha256.digest(body);
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every Java has SHA-256", impossible);
      }
    }
  }

  /** How an outcome is kept: {@code {"done": …}} or {@code {"refused": …}}. */
  private static final class StoredOutcome {
    static String write(Outcome<?> outcome) {
      return switch (outcome) {
        case Outcome.Done<?>(Object result) -> Json.write(Map.of("done", result));
        case Outcome.Refused<?>(Refusal refusal) -> Json.write(Map.of("refused", refusal));
        case Outcome.Unknown<?> _ ->
            throw new IllegalStateException("a local command always knows its outcome");
      };
    }

    static <R> Outcome<R> read(String text, Class<R> type) {
      JsonNode tree = Json.read(text, JsonNode.class);
      JsonNode done = tree.get("done");
      return done != null
          ? Outcome.done(Json.convert(done, type))
          : Outcome.refused(Json.convert(tree.get("refused"), Refusal.class));
    }
  }
}
