package org.sbms.central.corporate;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.sbms.central.corporate.WorkOnJobs.CancelJob;
import org.sbms.central.corporate.WorkOnJobs.ContinueJob;
import org.sbms.central.corporate.WorkOnJobs.Jobs;
import org.sbms.central.corporate.WorkOnJobs.ListJobs;
import org.sbms.central.corporate.WorkOnJobs.ListTransfers;
import org.sbms.central.corporate.WorkOnJobs.PauseJob;
import org.sbms.central.corporate.WorkOnJobs.RetryFailed;
import org.sbms.central.corporate.WorkOnJobs.ReturnRejected;
import org.sbms.central.corporate.WorkOnJobs.ShowJob;
import org.sbms.central.corporate.WorkOnJobs.ShowTransfer;
import org.sbms.central.corporate.WorkOnJobs.StartJob;
import org.sbms.central.corporate.WorkOnJobs.Transfers;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;

/** Starts, holds, ends and repeats jobs. The transfer is locked before the job, everywhere. */
final class JobHandlers {
  private final Clock clock;
  private final Runnable wake;

  /**
   * @param wake called after something was committed that the worker must do
   */
  JobHandlers(Clock clock, Runnable wake) {
    this.clock = clock;
    this.wake = wake;
  }

  Outcome<Job> show(Caller caller, ShowJob asked, Sql sql) {
    return JobTable.find(sql, asked.id()).map(Outcome::done).orElseGet(JobHandlers::noJob);
  }

  Outcome<Jobs> list(Caller caller, ListJobs asked, Sql sql) {
    return Outcome.done(
        new Jobs(
            JobTable.of(sql, asked.client(), asked.transfer(), asked.limit(), asked.offset())));
  }

  Outcome<BrowseLines.Rows> lines(Caller caller, BrowseLines asked, Sql sql) {
    return Outcome.done(
        new BrowseLines.Rows(LineTable.browse(sql, asked, LineColumns.orderBy(asked.sort()))));
  }

  Outcome<Transfer> transfer(Caller caller, ShowTransfer asked, Sql sql) {
    return TransferTable.find(sql, asked.id())
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such transfer."));
  }

  Outcome<Transfers> transfers(Caller caller, ListTransfers asked, Sql sql) {
    return Outcome.done(
        new Transfers(TransferTable.of(sql, asked.client(), asked.limit(), asked.offset())));
  }

  Outcome<Job> start(Command<StartJob> command, Tx tx) {
    UUID id = command.operation().id();
    return changing(
        tx,
        command,
        id,
        job -> {
          if (job.state() != JobState.DRAFT) {
            return ClientHandlers.conflict("Only a draft can be started.");
          }
          Optional<Outcome<Job>> obstacle = notEnough(tx, job, LineState.READY);
          if (obstacle.isPresent()) {
            return obstacle.get();
          }
          JobTable.start(tx, id, command.caller().actor(), clock.instant());
          return changed(tx, id);
        });
  }

  Outcome<Job> pause(Command<PauseJob> command, Tx tx) {
    UUID id = command.operation().id();
    return changing(
        tx,
        command,
        id,
        job -> {
          if (job.state() != JobState.RUNNING) {
            return ClientHandlers.conflict("Only a running job can be paused.");
          }
          JobTable.pause(tx, id, "");
          return changed(tx, id);
        });
  }

  Outcome<Job> goOn(Command<ContinueJob> command, Tx tx) {
    UUID id = command.operation().id();
    return changing(
        tx,
        command,
        id,
        job -> {
          if (job.state() != JobState.PAUSED) {
            return ClientHandlers.conflict("Only a paused job can be continued.");
          }
          JobTable.start(tx, id, command.caller().actor(), clock.instant());
          return changed(tx, id);
        });
  }

  Outcome<Job> cancel(Command<CancelJob> command, Tx tx) {
    UUID id = command.operation().id();
    return changing(
        tx,
        command,
        id,
        job ->
            switch (job.state()) {
              case DONE -> ClientHandlers.conflict("It is done already.");
              case CANCELLED -> ClientHandlers.conflict("It is cancelled already.");
              case QUOTING, DRAFT, RUNNING, PAUSED -> {
                LineTable.cancelUntouched(tx, id, clock.instant());
                JobTable.setState(tx, id, JobState.CANCELLED);
                JobTable.finish(tx, id, clock.instant());
                yield changed(tx, id);
              }
            });
  }

  Outcome<Job> retry(Command<RetryFailed> command, Tx tx) {
    UUID id = command.operation().id();
    return changing(
        tx,
        command,
        id,
        job -> {
          if (job.state() != JobState.DONE && job.state() != JobState.RUNNING) {
            return ClientHandlers.conflict("Only a started job has lines to try again.");
          }
          Optional<Outcome<Job>> obstacle = notEnough(tx, job, LineState.FAILED);
          if (obstacle.isPresent()) {
            return obstacle.get();
          }
          if (LineTable.retryFailed(tx, id, clock.instant()) == 0) {
            return ClientHandlers.conflict("No line was refused.");
          }
          JobTable.start(tx, id, command.caller().actor(), clock.instant());
          return changed(tx, id);
        });
  }

  Outcome<Job> giveBack(Command<ReturnRejected> command, Tx tx) {
    UUID id = command.operation().id();
    return changing(
        tx,
        command,
        id,
        job -> {
          if (LineTable.returnRejected(tx, id, clock.instant()) == 0) {
            return ClientHandlers.conflict("No line was rejected.");
          }
          switch (job.state()) {
            case DONE, RUNNING -> JobTable.start(tx, id, command.caller().actor(), clock.instant());
            case CANCELLED -> JobTable.setState(tx, id, JobState.CANCELLED);
            case PAUSED, DRAFT, QUOTING -> {}
          }
          return changed(tx, id);
        });
  }

  private Optional<Outcome<Job>> notEnough(Tx tx, JobTable.Open job, LineState state) {
    if (job.transfer().isEmpty()) {
      return Optional.empty();
    }
    Transfer transfer = TransferTable.find(tx, job.transfer().get()).orElseThrow();
    Money wanted = new Money(LineTable.sumMinor(tx, job.id(), state), transfer.amount().currency());
    return wanted.compareTo(transfer.unallocated()) > 0
        ? Optional.of(Drafting.notEnough(transfer, wanted))
        : Optional.empty();
  }

  private interface Change {
    Outcome<Job> decide(JobTable.Open job);
  }

  private static Outcome<Job> changing(Tx tx, Command<?> command, UUID id, Change change) {
    Optional<JobTable.Open> seen = JobTable.findOpen(tx, id);
    if (seen.isEmpty()) {
      return noJob();
    }
    if (!command.caller().may(seen.get().kind().permission())) {
      return Outcome.refused(
          RefusalCode.FORBIDDEN,
          "You need the permission " + seen.get().kind().permission() + " for this.");
    }
    seen.get().transfer().ifPresent(transfer -> TransferTable.lock(tx, transfer));
    return change.decide(JobTable.lock(tx, id).orElseThrow());
  }

  private Outcome<Job> changed(Tx tx, UUID id) {
    tx.afterCommit(wake);
    return JobTable.find(tx, id).<Outcome<Job>>map(Outcome::done).orElseThrow();
  }

  private static Outcome<Job> noJob() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such job.");
  }
}
