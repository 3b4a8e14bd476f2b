package org.sbms.branch.rating;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.party.Accounts;
import org.sbms.branch.party.FreeText;
import org.sbms.branch.party.PartyFeature;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.subscriber.ChargeUsage;
import org.sbms.contract.subscriber.ListUsage;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.node.PeriodicJob;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.UuidV7;

/** Registers what is done with usage, and starts what rates it in the background. */
public final class RatingFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "rating";

  /** Files, records set aside, grants: to look at. */
  public static final Permission VIEW = new Permission("usage.view");

  /** To bring files, and to work off what was set aside. */
  public static final Permission RATE = new Permission("usage.rate");

  /** For the systems of the network: grants and events while they happen. */
  public static final Permission AUTHORIZE = new Permission("usage.authorize");

  private static final int MAX_NAME = 200;
  private static final int MAX_REASON = 200;
  private static final int MAX_ATTRIBUTES = 20;
  private static final long MAX_QUANTITY = 1_000_000_000_000L;
  private static final int EXPIRED_AT_ONCE = 500;
  private static final Duration RATE_EVERY = Duration.ofMillis(500);
  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(2);

  private final Database database;
  private final String instance;
  private final ZoneId zone;
  private final Currency currency;
  private final Clock clock;
  private final RandomGenerator random;
  private final UsageFolder folder;
  private final RatingJob job;
  private final OnlineHandlers online;

  /**
   * @param node the directory in which files wait
   * @param instance of the node: the one that has a file on its disk rates it
   */
  public RatingFeature(
      Database database,
      Path node,
      String instance,
      ZoneId zone,
      Currency currency,
      RatingSettings settings,
      Accounts accounts,
      BusinessDays days,
      Ledger ledger,
      Clock clock,
      RandomGenerator random) {
    this.database = database;
    this.instance = instance;
    this.zone = zone;
    this.currency = currency;
    this.clock = clock;
    this.random = random;
    this.folder = new UsageFolder(node);
    BillingTerms terms = new BillingTerms();
    Lookups lookups = new Lookups(terms);
    this.job = new RatingJob(database, instance, folder, lookups, zone, settings, clock);
    this.online =
        new OnlineHandlers(lookups, terms, accounts, days, ledger, zone, settings, clock, random);
  }

  /** For whoever makes bills. */
  public static UnbilledUsage unbilled() {
    return new CountedUsage();
  }

  public void start(ClosingList closing) {
    closing.add("usage-rating", PeriodicJob.start("usage-rating", RATE_EVERY, job::run));
    closing.add("usage-expiry", PeriodicJob.start("usage-expiry", EXPIRE_EVERY, this::expire));
  }

  /** What waits is rated when it returns. */
  void rateNow() {
    job.run();
  }

  void expire() {
    for (UUID id : Reservations.expired(database, clock.instant(), EXPIRED_AT_ONCE)) {
      database.inTransaction(tx -> {
        online.expire(tx, id);
        return true;
      });
    }
  }

  UsageFolder folder() {
    return folder;
  }

  List<String> dialects() {
    return UsageFiles.dialects(database);
  }

  /** The products that any kind of usage is. */
  List<String> products() {
    return Lookups.kinds(database).values().stream()
        .map(Tariff.Kind::product)
        .distinct()
        .sorted()
        .toList();
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  public void register(Operations operations) {
    registerFiles(operations);
    registerAsides(operations);
    registerOnline(operations);
    new Dialects(zone).register(operations);
    operations.register(
        OperationSpec.of(
                ListUsage.NAME, ListUsage.class, ListUsage.Page.class, PartyFeature.VIEW_PERSONAL)
            .placedAt(question -> NodeId.of(question.account().home()))
            .checkedBy(RatingFeature::problems)
            .answeredBy((_, question, sql) ->
                sql.one(
                            row -> row.getBoolean(0),
                            "select exists (select from account where number = $1)",
                            question.account().value())
                        .orElse(false)
                    ? Outcome.done(UsageLists.list(sql, question, zone))
                    : Outcome.refused(
                        RefusalCode.NOT_FOUND, "No account " + question.account() + ".")));
  }

  private void registerFiles(Operations operations) {
    operations.register(
        OperationSpec.of("take-usage-file", TakeUsageFile.class, TakeUsageFile.Taken.class, RATE)
            .checkedBy(RatingFeature::problems)
            .handledBy(this::take));
    operations.register(
        OperationSpec.of("show-usage-file", ShowUsageFile.class, UsageFile.class, VIEW)
            .answeredBy((_, question, sql) ->
                found(UsageFiles.find(sql, question.id()), "No usage file " + question.id())));
    operations.register(
        OperationSpec.of(
                "browse-usage-files", BrowseUsageFiles.class, BrowseUsageFiles.Rows.class, VIEW)
            .checkedBy(question -> sorts(UsageFiles.sorts(question.sort())))
            .answeredBy((_, question, sql) ->
                Outcome.done(new BrowseUsageFiles.Rows(UsageFiles.browse(sql, question)))));
  }

  private void registerAsides(Operations operations) {
    operations.register(
        OperationSpec.of("browse-usage-aside", BrowseAside.class, BrowseAside.Rows.class, VIEW)
            .checkedBy(question -> sorts(Asides.sorts(question.sort())))
            .answeredBy((_, question, sql) ->
                Outcome.done(new BrowseAside.Rows(Asides.browse(sql, question)))));
    operations.register(
        OperationSpec.of("show-usage-aside", ShowAside.class, AsideRecord.class, VIEW)
            .answeredBy((_, question, sql) ->
                found(Asides.find(sql, question.id()), "No record set aside " + question.id())));
    operations.register(
        OperationSpec.of("rerate-usage-aside", RerateAside.class, RerateAside.Queued.class, RATE)
            .handledBy((command, tx) ->
                Outcome.done(
                    new RerateAside.Queued(
                        Asides.queue(tx, command.operation(), login(command), now())))));
    operations.register(
        OperationSpec.of("mend-usage-aside", MendAside.class, AsideRecord.class, RATE)
            .checkedBy(RatingFeature::problems)
            .handledBy((command, tx) ->
                changed(
                    tx,
                    command.operation().id(),
                    Asides.mend(tx, command.operation(), login(command), now()))));
    operations.register(
        OperationSpec.of("discard-usage-aside", DiscardAside.class, AsideRecord.class, RATE)
            .checkedBy(discard -> reason(discard.reason()))
            .handledBy((command, tx) ->
                changed(
                    tx,
                    command.operation().id(),
                    Asides.discard(tx, command.operation(), login(command), now()))));
    operations.register(
        OperationSpec.of("rerate-usage", RerateUsage.class, RerateUsage.Queued.class, RATE)
            .checkedBy(RatingFeature::problems)
            .handledBy((command, tx) ->
                Outcome.done(
                    new RerateUsage.Queued(
                        Rerating.queue(tx, command.operation(), zone, login(command), now())))));
  }

  private void registerOnline(Operations operations) {
    operations.register(
        OperationSpec.of("authorize-usage", AuthorizeUsage.class, Reservation.class, AUTHORIZE)
            .checkedBy(RatingFeature::problems)
            .handledBy(online::authorize));
    operations.register(
        OperationSpec.of("report-usage", ReportUsage.class, Reservation.class, AUTHORIZE)
            .checkedBy(report -> {
              List<FieldError> problems = new ArrayList<>();
              quantity(problems, "used", report.used(), 0);
              quantity(problems, "more", report.more(), 0);
              validity(problems, report.validity());
              return problems;
            })
            .handledBy(online::report));
    operations.register(
        OperationSpec.of("close-usage", CloseUsage.class, Reservation.class, AUTHORIZE)
            .checkedBy(close -> {
              List<FieldError> problems = new ArrayList<>();
              quantity(problems, "used", close.used(), 0);
              return problems;
            })
            .handledBy(online::close));
    operations.register(
        OperationSpec.of("charge-usage", ChargeEvent.class, ChargeEvent.Charged.class, AUTHORIZE)
            .checkedBy(charge ->
                problems(
                    charge.recordId(), charge.identifier(), charge.quantity(), charge.attributes()))
            .handledBy(online::charge));
    operations.register(
        OperationSpec.of(ChargeUsage.NAME, ChargeUsage.class, ChargeUsage.Charged.class, AUTHORIZE)
            .placedAt(charge -> NodeId.of(charge.home()))
            .openToPeers()
            .checkedBy(charge ->
                problems(
                    charge.recordId(), charge.identifier(), charge.quantity(), charge.attributes()))
            .handledBy(online::chargeForPeer));
    operations.register(
        OperationSpec.of("show-usage-grant", ShowReservation.class, Reservation.class, VIEW)
            .answeredBy((_, question, sql) ->
                found(
                    Reservations.find(sql, question.id()).map(Reservations.Kept::shown),
                    "Nothing was granted under " + question.id())));
    operations.register(
        OperationSpec.of(
                "browse-usage-grants",
                BrowseReservations.class,
                BrowseReservations.Rows.class,
                VIEW)
            .checkedBy(question -> sorts(Reservations.sorts(question.sort())))
            .answeredBy((_, question, sql) ->
                Outcome.done(new BrowseReservations.Rows(Reservations.browse(sql, question)))));
  }

  private Outcome<TakeUsageFile.Taken> take(Command<TakeUsageFile> command, Tx tx) {
    TakeUsageFile asked = command.operation();
    if (!UsageFiles.dialects(tx).contains(asked.dialect())) {
      return Outcome.refused(
          RefusalCode.INVALID, "There is no dialect of usage files " + asked.dialect() + ".");
    }
    boolean added =
        UsageFiles.insert(
            tx,
            UuidV7.next(now(), random),
            asked,
            instance,
            login(command),
            now(),
            currency.getCurrencyCode());
    UsageFile file = UsageFiles.bySha(tx, asked.sha256()).orElseThrow();
    if (file.state().isOver()) {
      tx.afterCommit(() -> folder.remove(asked.sha256())); // nobody waits for this copy
    }
    return Outcome.done(new TakeUsageFile.Taken(file, !added));
  }

  private static Outcome<AsideRecord> changed(Tx tx, long id, boolean done) {
    Optional<AsideRecord> record = Asides.find(tx, id);
    if (record.isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "No record set aside " + id + ".");
    }
    return done
        ? Outcome.done(record.get())
        : Outcome.refused(RefusalCode.STATE_CONFLICT, "The record is not open any more.");
  }

  private static <R> Outcome<R> found(Optional<R> result, String otherwise) {
    return result
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND, otherwise + "."));
  }

  private static List<FieldError> sorts(boolean known) {
    return known ? List.of() : List.of(new FieldError("sort", "is no column to sort by"));
  }

  private static List<FieldError> problems(TakeUsageFile take) {
    if (take.name().isBlank() || take.name().length() > MAX_NAME) {
      return List.of(new FieldError("name", "must be 1 to " + MAX_NAME + " characters"));
    }
    if (take.bytes() == 0) {
      return List.of(new FieldError("file", "must not be empty"));
    }
    return FreeText.unfit("name", take.name());
  }

  private static List<FieldError> problems(MendAside mend) {
    if (mend.line().isBlank() || mend.line().length() > LineReader.MAX_LINE) {
      return List.of(new FieldError("line", "must be filled in"));
    }
    return mend.line().contains("\n") || mend.line().contains("\r")
        ? List.of(new FieldError("line", "must be one line"))
        : List.of();
  }

  private static List<FieldError> reason(String text) {
    if (text.isBlank() || text.length() > MAX_REASON) {
      return List.of(new FieldError("reason", "must be 1 to " + MAX_REASON + " characters"));
    }
    return FreeText.unfit("reason", text);
  }

  private static List<FieldError> problems(RerateUsage rerate) {
    boolean isPeriod =
        rerate.from().isBefore(rerate.until())
            && !rerate.until().isAfter(rerate.from().plusDays(ListUsage.MAX_DAYS));
    return isPeriod
        ? List.of()
        : List.of(new FieldError("until", "must be 1 to " + ListUsage.MAX_DAYS + " days later"));
  }

  private static List<FieldError> problems(ListUsage question) {
    List<FieldError> problems = new ArrayList<>();
    if (question.to().isBefore(question.from())
        || question.to().isAfter(question.from().plusDays(ListUsage.MAX_DAYS))) {
      problems.add(
          new FieldError("to", "must be up to " + ListUsage.MAX_DAYS + " days after from"));
    }
    if (question.limit() < 1 || question.limit() > ListUsage.MAX_LIMIT || question.offset() < 0) {
      problems.add(new FieldError("limit", "must be 1 to " + ListUsage.MAX_LIMIT));
    }
    return problems;
  }

  private static List<FieldError> problems(AuthorizeUsage asked) {
    List<FieldError> problems =
        new ArrayList<>(
            problems(asked.recordId(), asked.identifier(), asked.quantity(), asked.attributes()));
    validity(problems, asked.validity());
    return problems;
  }

  private static List<FieldError> problems(
      String recordId, String identifier, long quantity, Map<String, String> attributes) {
    List<FieldError> problems = new ArrayList<>();
    name(problems, "recordId", recordId);
    name(problems, "identifier", identifier);
    quantity(problems, "quantity", quantity, 1);
    boolean tooLarge =
        attributes.size() > MAX_ATTRIBUTES
            || attributes.entrySet().stream()
                .anyMatch(entry ->
                    entry.getKey().length() > LineParser.MAX_FIELD
                        || entry.getValue().length() > LineParser.MAX_FIELD
                        || entry.getValue().indexOf('\0') >= 0);
    if (tooLarge) {
      problems.add(new FieldError("attributes", "must be at most " + MAX_ATTRIBUTES));
    }
    return problems;
  }

  private static void name(List<FieldError> problems, String field, String text) {
    boolean fits = !text.isBlank() && text.length() <= 64 && text.chars().allMatch(c -> c >= ' ');
    if (!fits) {
      problems.add(new FieldError(field, "must be 1 to 64 characters"));
    }
  }

  private static void quantity(List<FieldError> problems, String field, long quantity, long least) {
    if (quantity < least || quantity > MAX_QUANTITY) {
      problems.add(new FieldError(field, "must be " + least + " to " + MAX_QUANTITY));
    }
  }

  private static void validity(List<FieldError> problems, Duration validity) {
    if (validity.isNegative() || validity.isZero()) {
      problems.add(new FieldError("validitySeconds", "must be more than zero"));
    }
  }

  private static String login(Command<?> command) {
    return command.caller().actor().login();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
