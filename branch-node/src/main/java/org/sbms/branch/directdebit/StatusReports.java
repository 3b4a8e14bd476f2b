package org.sbms.branch.directdebit;

import io.vertx.sqlclient.Row;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sbms.bankfiles.camt.BadCamtException;
import org.sbms.bankfiles.pain.Pain002Reader;
import org.sbms.bankfiles.pain.Pain008;
import org.sbms.bankfiles.pain.StatusReport;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Collected;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CollectionState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListStatusReports;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Run;
import org.sbms.branch.directdebit.WorkOnDirectDebits.RunState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.TakeStatusReport;
import org.sbms.branch.directdebit.WorkOnDirectDebits.TakenReport;
import org.sbms.branch.directdebit.WorkOnDirectDebits.TakenReports;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;

/** The bank's answers to runs: each is taken whole or not at all, and once. */
final class StatusReports {
  private static final RefusalCode BAD_REPORT =
      new RefusalCode("bad-status-report", RefusalCode.Category.INVALID);
  private static final RefusalCode UNKNOWN_RUN =
      new RefusalCode("unknown-run", RefusalCode.Category.INVALID);
  private static final RefusalCode REPEATED =
      new RefusalCode("status-report-repeated", RefusalCode.Category.CONFLICT);

  private final DebitStore store;
  private final Pattern ourFiles;
  private final Clock clock;
  private final RandomGenerator random;

  StatusReports(BranchCode self, DebitStore store, Clock clock, RandomGenerator random) {
    this.store = store;
    this.ourFiles = Pattern.compile(Pattern.quote(self + "-DD-") + "([0-9]{1,15})");
    this.clock = clock;
    this.random = random;
  }

  Outcome<TakenReport> take(Command<TakeStatusReport> command, Tx tx) {
    TakeStatusReport asked = command.operation();
    byte[] bytes = Base64.getDecoder().decode(asked.content());
    StatusReport report;
    try {
      report = Pain002Reader.read(asked.name(), bytes);
    } catch (BadCamtException bad) {
      String why = String.valueOf(bad.getMessage());
      return Outcome.refused(new Refusal(BAD_REPORT, why, List.of(new FieldError("file", why))));
    }
    store.lockCreditor(tx);
    Matcher ours = ourFiles.matcher(report.originalMessageId());
    Optional<Run> run =
        ours.matches() ? store.runNumbered(tx, Long.parseLong(ours.group(1))) : Optional.empty();
    if (run.isEmpty()) {
      return Outcome.refused(
          UNKNOWN_RUN,
          "%s speaks of %s, which is no run of this branch."
              .formatted(asked.name(), report.originalMessageId()));
    }
    String fingerprint = fingerprint(bytes);
    if (isKnown(tx, fingerprint)) {
      return Outcome.refused(REPEATED, asked.name() + " was taken before.");
    }
    if (run.get().state() == RunState.DRAFT || run.get().state() == RunState.DROPPED) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT,
          "Run "
              + run.get().number()
              + " is "
              + run.get().state()
              + ": the bank was sent nothing.");
    }
    return apply(command, run.get(), report, fingerprint, tx);
  }

  private Outcome<TakenReport> apply(
      Command<TakeStatusReport> command, Run run, StatusReport report, String fingerprint, Tx tx) {
    Map<String, Collected> presented = store.lockPresented(tx, run.id());
    Map<String, CollectionState> states = new java.util.LinkedHashMap<>();
    presented.forEach((id, collection) -> states.put(id, collection.state()));
    Map<String, List<String>> groups = Pain008.groups(store.file(tx, run.id()).orElseThrow());
    Outcome<StatusDecisions.Answer> decided =
        StatusDecisions.decide(command.operation().name(), report, states, groups);
    return decided.map(answer -> {
      String login = command.caller().actor().login();
      answer
          .rejected()
          .forEach((id, reason) -> {
            Collected collection = java.util.Objects.requireNonNull(presented.get(id));
            store.noteReturned(
                tx,
                collection.id(),
                reason,
                ReturnDecisions.of(reason, collection.attempt()),
                login,
                now());
          });
      store.dropNotCarriedOut(tx, answer.notCarriedOut(), now());
      if (answer.wholeFile()) {
        store.reject(tx, run.id());
      }
      TakenReport taken =
          new TakenReport(
              UuidV7.next(now(), random),
              run.id(),
              run.number(),
              command.operation().name(),
              report.messageId(),
              answer.wholeFile(),
              answer.accepted(),
              answer.rejected().size() + answer.notCarriedOut().size(),
              answer.known(),
              now(),
              login);
      insert(tx, taken, fingerprint);
      return taken;
    });
  }

  Outcome<TakenReports> list(Caller caller, ListStatusReports question, Sql sql) {
    return Outcome.done(
        new TakenReports(
            sql.list(
                StatusReports::toReport,
                """
                select s.*, r.number as run_number from dd_status_report s
                join dd_run r on r.id = s.run_id
                where s.run_id = $1 order by s.taken_at desc, s.id limit 100
                """,
                question.run())));
  }

  private static boolean isKnown(Sql sql, String fingerprint) {
    return sql.one(row -> true, "select from dd_status_report where fingerprint = $1", fingerprint)
        .isPresent();
  }

  private static void insert(Tx tx, TakenReport report, String fingerprint) {
    tx.write(
        """
        insert into dd_status_report (id, run_id, name, fingerprint, message_id, whole_file, accepted,
          rejected, known, taken_at, taken_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        report.id(),
        report.run(),
        report.name(),
        fingerprint,
        report.messageId(),
        report.wholeFile(),
        report.accepted(),
        report.rejected(),
        report.known(),
        report.takenAt().atOffset(ZoneOffset.UTC),
        report.takenBy());
  }

  private static TakenReport toReport(Row row) {
    return new TakenReport(
        row.getUUID("id"),
        row.getUUID("run_id"),
        row.getLong("run_number"),
        row.getString("name"),
        row.getString("message_id"),
        row.getBoolean("whole_file"),
        row.getInteger("accepted"),
        row.getInteger("rejected"),
        row.getInteger("known"),
        row.getOffsetDateTime("taken_at").toInstant(),
        row.getString("taken_by"));
  }

  private static String fingerprint(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
