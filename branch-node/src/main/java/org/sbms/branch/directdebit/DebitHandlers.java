package org.sbms.branch.directdebit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.bankfiles.pain.CollectionOrder;
import org.sbms.bankfiles.pain.CollectionOrder.Collection;
import org.sbms.bankfiles.pain.CollectionOrder.Creditor;
import org.sbms.bankfiles.pain.Pain008;
import org.sbms.branch.bank.BankCalendar;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.directdebit.WorkOnDirectDebits.AddMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ChangeMandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Collected;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CollectionState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Collections;
import org.sbms.branch.directdebit.WorkOnDirectDebits.CreditorSettings;
import org.sbms.branch.directdebit.WorkOnDirectDebits.DrawUpRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.DropRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListCollections;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListMandates;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ListRuns;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Mandate;
import org.sbms.branch.directdebit.WorkOnDirectDebits.MandateState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Mandates;
import org.sbms.branch.directdebit.WorkOnDirectDebits.NoteReturn;
import org.sbms.branch.directdebit.WorkOnDirectDebits.PresentRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Run;
import org.sbms.branch.directdebit.WorkOnDirectDebits.RunFile;
import org.sbms.branch.directdebit.WorkOnDirectDebits.RunState;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Runs;
import org.sbms.branch.directdebit.WorkOnDirectDebits.SaveCreditor;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowCreditor;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowRun;
import org.sbms.branch.directdebit.WorkOnDirectDebits.ShowRunFile;
import org.sbms.branch.directdebit.WorkOnDirectDebits.Shown;
import org.sbms.branch.party.Accounts;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.UuidV7;

/** Load, decide, apply. Nothing is credited here: the bank's file does that. */
final class DebitHandlers {
  private static final RefusalCode MANDATE_TAKEN =
      new RefusalCode("mandate-taken", RefusalCode.Category.CONFLICT);
  private static final RefusalCode NO_CREDITOR =
      new RefusalCode("no-creditor", RefusalCode.Category.CONFLICT);
  private static final RefusalCode NOTHING_DUE =
      new RefusalCode("nothing-due", RefusalCode.Category.CONFLICT);
  private static final RefusalCode OWN_RUN =
      new RefusalCode("own-run", RefusalCode.Category.FORBIDDEN);
  private static final RefusalCode TOO_LATE =
      new RefusalCode("too-late-to-collect", RefusalCode.Category.CONFLICT);
  private static final int BACK_A_TIME = 200;

  /** A run is for bills of soon, and calendars are published by years. */
  private static final int MAX_DAYS_AHEAD = 366;

  private final BranchCode self;
  private final DebitStore store;
  private final Accounts accounts;
  private final BusinessDays days;
  private final BankCalendar calendar;
  private final Clock clock;
  private final RandomGenerator random;

  DebitHandlers(
      BranchCode self,
      DebitStore store,
      Accounts accounts,
      BusinessDays days,
      BankCalendar calendar,
      Clock clock,
      RandomGenerator random) {
    this.self = self;
    this.store = store;
    this.accounts = accounts;
    this.days = days;
    this.calendar = calendar;
    this.clock = clock;
    this.random = random;
  }

  Outcome<CreditorSettings> save(Command<SaveCreditor> command, Tx tx) {
    CreditorSettings settings = command.operation().settings();
    if (!store.isOurs(tx, settings.account())) {
      return Outcome.refused(
          Refusal.invalid("account", "is none of this branch's accounts at banks"));
    }
    store.save(tx, settings);
    return Outcome.done(settings);
  }

  Outcome<Shown> creditor(Caller caller, ShowCreditor question, Sql sql) {
    return Outcome.done(new Shown(store.creditor(sql)));
  }

  Outcome<Mandate> add(Command<AddMandate> command, Tx tx) {
    AddMandate asked = command.operation();
    Optional<Accounts.Facts> account =
        Optional.ofNullable(accounts.lock(tx, List.of(asked.account())).get(asked.account()));
    if (account.isEmpty() || account.get().state() == SubscriberState.TERMINATED) {
      return Outcome.refused(Refusal.invalid("account", "is no open account of this branch"));
    }
    return store
        .insert(tx, UuidV7.next(now(), random), asked, command.caller().actor().login(), now())
        .map(Outcome::done)
        .orElseGet(() ->
            Outcome.refused(
                MANDATE_TAKEN,
                "The account has a mandate that is not ended, or another mandate has this"
                    + " reference."));
  }

  Outcome<Mandate> change(Command<ChangeMandate> command, Tx tx) {
    ChangeMandate asked = command.operation();
    Optional<Mandate> mandate = store.lockMandate(tx, asked.id());
    if (mandate.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such mandate.");
    }
    if (mandate.get().state() == MandateState.ENDED || mandate.get().state() == asked.state()) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "The mandate is " + mandate.get().state() + " already.");
    }
    return Outcome.done(
        store.change(
            tx,
            asked.id(),
            asked.state(),
            asked.reason().strip(),
            command.caller().actor().login(),
            now()));
  }

  Outcome<Mandate> mandate(Caller caller, WorkOnDirectDebits.ShowMandate question, Sql sql) {
    return store
        .mandate(sql, question.id())
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such mandate."));
  }

  Outcome<Mandates> mandates(Caller caller, ListMandates question, Sql sql) {
    return Outcome.done(new Mandates(store.mandates(sql, question)));
  }

  Outcome<Run> drawUp(Command<DrawUpRun> command, Tx tx) {
    Optional<CreditorSettings> creditor = store.lockCreditor(tx);
    if (creditor.isEmpty()) {
      return noCreditor();
    }
    LocalDate asked = command.operation().collectOn();
    LocalDate today = days.calendar();
    if (!asked.isAfter(today)) {
      return Outcome.refused(Refusal.invalid("collectOn", "must be a day to come"));
    }
    if (asked.isAfter(today.plusDays(MAX_DAYS_AHEAD))) {
      return Outcome.refused(
          Refusal.invalid("collectOn", "must be at most " + MAX_DAYS_AHEAD + " days ahead"));
    }
    LocalDate collectOn = calendar.days(tx).onOrAfter(asked);
    LocalDate earliest = calendar.earliest(tx, today);
    if (collectOn.isBefore(earliest)) {
      return Outcome.refused(
          Refusal.invalid("collectOn", "must be " + earliest + " or later, for the bank's sake"));
    }
    if (!store.anyDue(tx, collectOn, creditor.get().max(), now())) {
      return Outcome.refused(NOTHING_DUE, "Nothing that a mandate covers is due by that day.");
    }
    UUID id = UuidV7.next(now(), random);
    long number = store.insertRun(tx, id, collectOn, command.caller().actor().login(), now());
    store.drawUp(tx, id, number, collectOn, creditor.get().max(), now());
    return Outcome.done(store.run(tx, id).orElseThrow());
  }

  Outcome<Run> present(Command<PresentRun> command, Tx tx) {
    UUID id = command.operation().id();
    Optional<CreditorSettings> creditor = store.lockCreditor(tx);
    Optional<Run> run = store.run(tx, id);
    if (creditor.isEmpty()) {
      return noCreditor();
    }
    Optional<Refusal> obstacle = notDraft(run);
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    String login = command.caller().actor().login();
    if (run.orElseThrow().madeBy().equals(login)) {
      return Outcome.refused(OWN_RUN, "Another person must present what you drew up.");
    }
    if (!run.get().collectOn().isAfter(days.calendar())) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "The day of collection is not to come any more.");
    }
    LocalDate earliest = calendar.earliest(tx, days.calendar());
    if (run.get().collectOn().isBefore(earliest)
        || !calendar.days(tx).isWorked(run.get().collectOn())) {
      return Outcome.refused(
          TOO_LATE,
          "The bank can collect on %s at the earliest, on a day that it works: drop the run of %s."
              .formatted(earliest, run.get().collectOn()));
    }
    if (!store.anyStands(tx, id)) {
      return Outcome.refused(NOTHING_DUE, "All of it was paid meanwhile, or set aside.");
    }
    store.dropWhatFell(tx, id, now());
    List<Collection> collections = store.planned(tx, id);
    CreditorSettings us = creditor.get();
    String xml =
        Pain008.write(
            new CollectionOrder(
                "%s-DD-%d".formatted(self, run.get().number()),
                now(),
                run.get().collectOn(),
                new Creditor(us.name(), us.account(), us.bic(), us.schemeId()),
                collections));
    store.present(tx, id, xml, login, now());
    return Outcome.done(store.run(tx, id).orElseThrow());
  }

  Outcome<Run> drop(Command<DropRun> command, Tx tx) {
    UUID id = command.operation().id();
    store.lockCreditor(tx);
    Optional<Refusal> obstacle = notDraft(store.run(tx, id));
    if (obstacle.isPresent()) {
      return Outcome.refused(obstacle.get());
    }
    store.drop(tx, id, command.caller().actor().login(), now());
    return Outcome.done(store.run(tx, id).orElseThrow());
  }

  private static Optional<Refusal> notDraft(Optional<Run> run) {
    if (run.isEmpty()) {
      return Optional.of(Refusal.of(RefusalCode.NOT_FOUND, "There is no such run."));
    }
    return run.get().state() == RunState.DRAFT
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                RefusalCode.STATE_CONFLICT,
                "Run " + run.get().number() + " is " + run.get().state() + " already."));
  }

  Outcome<Run> run(Caller caller, ShowRun question, Sql sql) {
    return found(store.run(sql, question.id()));
  }

  Outcome<Runs> runs(Caller caller, ListRuns question, Sql sql) {
    return Outcome.done(new Runs(store.runs(sql, question.offset(), question.limit())));
  }

  Outcome<RunFile> file(Caller caller, ShowRunFile question, Sql sql) {
    return found(
        store
            .run(sql, question.id())
            .filter(run -> run.state() == RunState.PRESENTED || run.state() == RunState.REJECTED)
            .flatMap(run ->
                store
                    .file(sql, question.id())
                    .map(xml -> new RunFile("%s-DD-%d.xml".formatted(self, run.number()), xml))));
  }

  Outcome<Collections> collections(Caller caller, ListCollections question, Sql sql) {
    return Outcome.done(new Collections(store.collections(sql, question)));
  }

  Outcome<Collected> noteReturn(Command<NoteReturn> command, Tx tx) {
    NoteReturn asked = command.operation();
    Optional<Collected> collection = store.lockCollection(tx, asked.collection());
    if (collection.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such collection.");
    }
    if (collection.get().state() != CollectionState.PRESENTED) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "It is " + collection.get().state() + ", not PRESENTED.");
    }
    return Outcome.done(
        returned(tx, collection.get(), asked.reason(), command.caller().actor().login()));
  }

  /** By the clock: what the bank's files said of collections. */
  boolean follow(Tx tx) {
    store.noteCollected(tx, now());
    List<DebitStore.Back> back = store.back(tx, BACK_A_TIME);
    for (DebitStore.Back one : back) {
      store
          .lockCollection(tx, one.collection())
          .ifPresent(collection -> returned(tx, collection, one.reason(), Actor.SYSTEM));
    }
    return back.size() == BACK_A_TIME;
  }

  private Collected returned(Tx tx, Collected collection, String reason, String by) {
    return store.noteReturned(
        tx, collection.id(), reason, ReturnDecisions.of(reason, collection.attempt()), by, now());
  }

  private static <R> Outcome<R> found(Optional<R> found) {
    return found
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such run."));
  }

  private static <R> Outcome<R> noCreditor() {
    return Outcome.refused(NO_CREDITOR, "Nobody has said yet who collects.");
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
