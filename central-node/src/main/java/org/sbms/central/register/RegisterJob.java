package org.sbms.central.register;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.central.job.PeriodicJob;
import org.sbms.contract.Actor;
import org.sbms.contract.AskTakings;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.SessionLocks;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.reconciliation.thirdparty.Match;
import org.sbms.reconciliation.thirdparty.Matched;
import org.sbms.reconciliation.thirdparty.RegisterLine;
import org.sbms.reconciliation.thirdparty.StandardRules;
import org.sbms.reconciliation.thirdparty.Taking;
import org.sbms.reconciliation.thirdparty.ThirdPartyMatcher;

/**
 * Matches registers once every branch has said what it took in their days. A branch that does not
 * answer is waited for: without it, its payments would look as if the register had invented them.
 */
public final class RegisterJob implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int MAX_WAIT_SECONDS = 60;
  private static final int MAX_TAKINGS_A_BRANCH = 1_000_000;

  private static final OperationSpec<AskTakings, AskTakings.Takings> ASK =
      OperationSpec.of(
              AskTakings.NAME,
              AskTakings.class,
              AskTakings.Takings.class,
              new Permission("takings.read"))
          .placedAt(asked -> NodeId.of(asked.branch()))
          .queryElsewhere();

  private static final Caller CENTRAL =
      new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of());

  private final Database database;
  private final Remote remote;
  private final Supplier<List<BranchCode>> branches;
  private final Clock clock;
  private final SessionLocks locks;
  private final PeriodicJob job;

  private RegisterJob(
      Database database, Remote remote, Supplier<List<BranchCode>> branches, Clock clock) {
    this.database = database;
    this.remote = remote;
    this.branches = branches;
    this.clock = clock;
    this.locks = new SessionLocks(database);
    this.job = PeriodicJob.start("registers", PAUSE, this::matchDue);
  }

  public static RegisterJob start(
      Database database, Remote remote, Supplier<List<BranchCode>> branches, Clock clock) {
    return new RegisterJob(database, remote, branches, clock);
  }

  /** There is a register to match. */
  public void wake() {
    job.wake();
  }

  @Override
  public void close() {
    job.close();
    locks.close();
  }

  private void matchDue() {
    if (locks.hold("registers")) {
      Registers.due(database, clock.instant()).forEach(this::match);
    }
  }

  /** What a branch says that it took. */
  private record Said(List<AskTakings.Taking> takings, String problem) {}

  private void match(Registers.Due due) {
    Source source = Registers.source(database, due.source()).orElseThrow();
    LocalDate from = due.from().minusDays(source.days());
    LocalDate to = due.to().plusDays(source.days());
    Map<BranchCode, List<AskTakings.Taking>> takings = new LinkedHashMap<>();
    for (BranchCode branch : branches.get()) {
      Said said = ask(branch, source, from, to);
      if (!said.problem().isEmpty()) {
        long wait = Math.min(MAX_WAIT_SECONDS, 1L << Math.min(due.attempts(), 6));
        Instant next = clock.instant().plusSeconds(wait);
        Registers.putOff(database, due.id(), branch + ": " + said.problem(), next);
        return;
      }
      takings.put(branch, said.takings());
    }
    database.inTransaction(tx -> {
      Registers.lockSource(tx, source.code());
      takings.forEach(
          (branch, each) -> Registers.replaceTakings(tx, source.code(), branch, from, to, each));
      matchAll(tx, source, from, to);
      Registers.finish(tx, due.id());
      return true;
    });
  }

  private void matchAll(Tx tx, Source source, LocalDate from, LocalDate to) {
    List<RegisterLine> lines = new ArrayList<>();
    Map<Integer, Long> ids = Registers.openLines(tx, source.code(), from, to, lines);
    Matched matched =
        ThirdPartyMatcher.match(
            lines,
            Registers.openTakings(tx, source.code(), from, to),
            StandardRules.of(source.toleranceMinor(), source.tolerancePerMille(), source.days()));
    for (Match match : matched.matches()) {
      UUID id = UUID.randomUUID();
      Registers.addMatch(
          tx,
          id,
          source.code(),
          match.rule(),
          "",
          match.difference(),
          Actor.SYSTEM,
          clock.instant());
      Registers.join(
          tx,
          id,
          source.code(),
          match.lines().stream()
              .map(line -> Optional.ofNullable(ids.get(line.line())).orElseThrow())
              .toList(),
          match.takings().stream().map(Taking::id).map(UUID::fromString).toList());
    }
  }

  private Said ask(BranchCode branch, Source source, LocalDate from, LocalDate to) {
    List<AskTakings.Taking> all = new ArrayList<>();
    UUID after = new UUID(0, 0);
    while (all.size() < MAX_TAKINGS_A_BRANCH) {
      Outcome<AskTakings.Takings> outcome;
      try {
        outcome =
            remote.call(
                NodeId.of(branch),
                CENTRAL,
                ASK,
                Request.query(
                    new AskTakings(
                        branch, source.method(), from, to, after, AskTakings.MAX_LIMIT)));
      } catch (RuntimeException failure) {
        outcome = new Outcome.Unknown<>(String.valueOf(failure.getMessage()));
      }
      switch (outcome) {
        case Outcome.Done<AskTakings.Takings>(var page) -> {
          all.addAll(page.items());
          if (page.items().size() < AskTakings.MAX_LIMIT) {
            return new Said(all, "");
          }
          after = page.items().getLast().paymentId();
        }
        case Outcome.Refused<AskTakings.Takings>(var refusal) -> {
          return new Said(List.of(), refusal.detail());
        }
        case Outcome.Unknown<AskTakings.Takings>(String why) -> {
          return new Said(List.of(), why);
        }
      }
    }
    return new Said(List.of(), "there are more than " + MAX_TAKINGS_A_BRANCH + " payments");
  }
}
