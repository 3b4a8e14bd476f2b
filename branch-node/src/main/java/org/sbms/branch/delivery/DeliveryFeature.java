package org.sbms.branch.delivery;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.sbms.branch.billing.InvoiceFiles;
import org.sbms.branch.day.BusinessDays;
import org.sbms.branch.delivery.WorkOnDeliveries.Batch;
import org.sbms.branch.delivery.WorkOnDeliveries.BrowseBadAddresses;
import org.sbms.branch.delivery.WorkOnDeliveries.BrowseDeliveries;
import org.sbms.branch.delivery.WorkOnDeliveries.CountRunLetters;
import org.sbms.branch.delivery.WorkOnDeliveries.ListBatches;
import org.sbms.branch.delivery.WorkOnDeliveries.ListMessages;
import org.sbms.branch.delivery.WorkOnDeliveries.PrintWaiting;
import org.sbms.branch.delivery.WorkOnDeliveries.ReportBounce;
import org.sbms.branch.delivery.WorkOnDeliveries.RetryAll;
import org.sbms.branch.delivery.WorkOnDeliveries.RetryDelivery;
import org.sbms.branch.delivery.WorkOnDeliveries.SaveMessage;
import org.sbms.branch.delivery.WorkOnDeliveries.SendInvoice;
import org.sbms.branch.delivery.WorkOnDeliveries.ShowBatch;
import org.sbms.branch.delivery.WorkOnDeliveries.ShowDelivery;
import org.sbms.branch.delivery.WorkOnDeliveries.ShowOutbox;
import org.sbms.branch.delivery.WorkOnDeliveries.Sort;
import org.sbms.branch.delivery.WorkOnDeliveries.UndoPrint;
import org.sbms.branch.party.FreeText;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.db.Database;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.operation.Command;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.UuidV7;

/** Registers what is done about mails and letters to customers. */
public final class DeliveryFeature {
  public static final String MIGRATIONS = "delivery";
  public static final Permission VIEW = new Permission("delivery.view");
  public static final Permission SEND = new Permission("delivery.send");
  public static final Permission WORDS = new Permission("delivery.words");

  private static final int MAX_PAGE = 50_001;
  private static final int MAX_SUBJECT = 200;
  private static final int MAX_BODY = 4_000;
  private static final int MAX_REASON = 200;

  private final Letters letters;
  private final ZoneId zone;
  private final Optional<SmtpConfig> smtp;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * @param branchName who writes, where the look of invoices names no seller
   * @param smtp absent where mails wait
   */
  public DeliveryFeature(
      String branchName,
      ZoneId zone,
      Optional<SmtpConfig> smtp,
      Clock clock,
      RandomGenerator random) {
    this.letters = new Letters(branchName, zone);
    this.zone = zone;
    this.smtp = smtp;
    this.clock = clock;
    this.random = random;
  }

  /** What hands bills over and sends mails by the clock. */
  public Mailer mailer(Vertx vertx, Database database, BusinessDays days) {
    return new Mailer(vertx, database, days, letters, new InvoiceFiles(zone), smtp, clock);
  }

  public void register(Operations operations) {
    registerQueries(operations);
    operations.register(
        OperationSpec.of("send-invoice", SendInvoice.class, Delivery.class, SEND)
            .handledBy(this::send));
    operations.register(
        OperationSpec.of("retry-delivery", RetryDelivery.class, Delivery.class, SEND)
            .handledBy(this::retry));
    operations.register(
        OperationSpec.of("retry-waiting-mails", RetryAll.class, RetryAll.Retried.class, SEND)
            .handledBy(
                (_, tx) -> Outcome.done(new RetryAll.Retried(DeliveryTable.allAgain(tx, now())))));
    operations.register(
        OperationSpec.of("report-bounce", ReportBounce.class, Delivery.class, SEND)
            .checkedBy(order ->
                order.reason().isBlank()
                    ? List.of(new FieldError("reason", "must be filled in"))
                    : FreeText.unfit("reason", order.reason(), MAX_REASON))
            .handledBy(this::bounce));
    operations.register(
        OperationSpec.of("print-waiting-letters", PrintWaiting.class, Batch.class, SEND)
            .checkedBy(order ->
                order.run().isPresent() && order.sort() != Sort.INVOICES
                    ? List.of(new FieldError("run", "has bills only"))
                    : List.of())
            .handledBy(this::print));
    operations.register(
        OperationSpec.of("undo-print", UndoPrint.class, Batch.class, SEND).handledBy(this::undo));
    operations.register(
        OperationSpec.of("save-message", SaveMessage.class, MessageTemplate.class, WORDS)
            .checkedBy(DeliveryFeature::problems)
            .handledBy((command, tx) ->
                Outcome.done(Letters.save(tx, command.operation(), login(command), now()))));
  }

  private void registerQueries(Operations operations) {
    operations.register(
        OperationSpec.of(
                "browse-deliveries", BrowseDeliveries.class, BrowseDeliveries.Found.class, VIEW)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(
                    new BrowseDeliveries.Found(
                        DeliveryTable.browse(
                            sql, question, DeliveryPages.orderBy(question.sort()))))));
    operations.register(
        OperationSpec.of("show-delivery", ShowDelivery.class, ShowDelivery.Shown.class, VIEW)
            .answeredBy((_, question, sql) ->
                DeliveryTable.find(sql, question.id())
                    .map(found ->
                        Outcome.done(new ShowDelivery.Shown(found, letters.of(sql, found))))
                    .orElseGet(DeliveryFeature::noDelivery)));
    operations.register(
        OperationSpec.of("show-outbox", ShowOutbox.class, ShowOutbox.Outbox.class, VIEW)
            .answeredBy(
                (_, _, sql) -> Outcome.done(DeliveryTable.outbox(sql, smtp.isPresent(), now()))));
    operations.register(
        OperationSpec.of(
                "browse-bad-mail-addresses",
                BrowseBadAddresses.class,
                BrowseBadAddresses.Found.class,
                VIEW)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(
                    new BrowseBadAddresses.Found(
                        BadAddresses.browse(
                            sql, question, BadAddressTable.orderBy(question.sort()))))));
    operations.register(
        OperationSpec.of(
                "count-run-letters", CountRunLetters.class, CountRunLetters.Letters.class, VIEW)
            .answeredBy((_, question, sql) ->
                PrintBatches.ofRun(sql, question.run())
                    .map(Outcome::done)
                    .orElseGet(() ->
                        Outcome.refused(RefusalCode.NOT_FOUND, "There is no such bill run."))));
    operations.register(
        OperationSpec.of("list-print-batches", ListBatches.class, ListBatches.Batches.class, VIEW)
            .checkedBy(question -> limit(question.limit()))
            .answeredBy((_, question, sql) ->
                Outcome.done(
                    new ListBatches.Batches(
                        PrintBatches.list(sql, question.offset(), question.limit())))));
    operations.register(
        OperationSpec.of("show-print-batch", ShowBatch.class, ShowBatch.Printed.class, VIEW)
            .answeredBy((_, question, sql) ->
                PrintBatches.find(sql, question.id())
                    .map(batch -> Outcome.done(printed(sql, batch)))
                    .orElseGet(
                        () -> Outcome.refused(RefusalCode.NOT_FOUND, "There is no such batch."))));
    operations.register(
        OperationSpec.of("list-messages", ListMessages.class, ListMessages.Messages.class, VIEW)
            .answeredBy(
                (_, _, sql) -> Outcome.done(new ListMessages.Messages(Letters.templates(sql)))));
  }

  private ShowBatch.Printed printed(Sql sql, Batch batch) {
    List<Delivery> deliveries = DeliveryTable.of(sql, batch);
    return batch.sort() == Sort.INVOICES
        ? new ShowBatch.Printed(
            batch,
            deliveries.stream()
                .flatMap(delivery -> delivery.invoice().stream())
                .flatMap(id -> InvoiceFiles.find(sql, id).stream())
                .toList(),
            List.of())
        : new ShowBatch.Printed(
            batch,
            List.of(),
            deliveries.stream().map(delivery -> letters.of(sql, delivery)).toList());
  }

  private static List<FieldError> limit(int limit) {
    return limit < 1 || limit > MAX_PAGE
        ? List.of(new FieldError("limit", "must be 1 to " + MAX_PAGE))
        : List.of();
  }

  private static List<FieldError> problems(SaveMessage order) {
    List<FieldError> problems = new ArrayList<>();
    if (order.subject().isBlank() || order.subject().length() > MAX_SUBJECT) {
      problems.add(new FieldError("subject", "must have 1 to 200 characters"));
    }
    if (order.subject().chars().anyMatch(Character::isISOControl)) {
      problems.add(new FieldError("subject", "must be one line of text"));
    }
    if (order.body().isBlank() || order.body().length() > MAX_BODY) {
      problems.add(new FieldError("body", "must have 1 to 4000 characters"));
    }
    Stream.of("subject", "body")
        .filter(field ->
            !Wording.unknownPlaces(field.equals("subject") ? order.subject() : order.body())
                .isEmpty())
        .forEach(field ->
            problems.add(
                new FieldError(
                    field,
                    "must have in braces only name, account, number, amount, due or seller")));
    return problems;
  }

  private Outcome<Delivery> send(Command<SendInvoice> command, Tx tx) {
    SendInvoice order = command.operation();
    if (order.channel() == Channel.MAIL && !DeliveryTable.hasMailAddress(tx, order.account())) {
      return Outcome.refused(Refusal.invalid("channel", "needs a mail address of the customer"));
    }
    UUID id = UuidV7.next(clock.instant(), random);
    return DeliveryTable.insert(
            tx, id, order.account(), order.invoice(), order.channel(), login(command), now())
        ? Outcome.done(DeliveryTable.find(tx, id).orElseThrow())
        : Outcome.refused(RefusalCode.NOT_FOUND, "There is no such invoice.");
  }

  private Outcome<Delivery> retry(Command<RetryDelivery> command, Tx tx) {
    Optional<Delivery> found = DeliveryTable.lock(tx, command.operation().id());
    if (found.isEmpty()) {
      return noDelivery();
    }
    if (found.get().channel() != Channel.MAIL || found.get().state() == Delivery.State.SENT) {
      return Outcome.refused(
          RefusalCode.STATE_CONFLICT, "Only a mail that has not arrived is tried again.");
    }
    DeliveryTable.again(tx, found.get().id(), now());
    return Outcome.done(DeliveryTable.find(tx, found.get().id()).orElseThrow());
  }

  private Outcome<Delivery> bounce(Command<ReportBounce> command, Tx tx) {
    Optional<Delivery> found = DeliveryTable.lock(tx, command.operation().id());
    if (found.isEmpty()) {
      return noDelivery();
    }
    if (found.get().state() != Delivery.State.SENT) {
      return Outcome.refused(RefusalCode.STATE_CONFLICT, "Only a sent mail comes back.");
    }
    DeliveryTable.bounced(
        tx, found.get().id(), Letter.withoutAddresses(command.operation().reason().strip()), now());
    return Outcome.done(DeliveryTable.find(tx, found.get().id()).orElseThrow());
  }

  private Outcome<Batch> print(Command<PrintWaiting> command, Tx tx) {
    return PrintBatches.print(
            tx,
            UuidV7.next(clock.instant(), random),
            command.operation(),
            PrintWaiting.MAX,
            login(command),
            now())
        .map(Outcome::done)
        .orElseGet(
            () -> Outcome.refused(RefusalCode.STATE_CONFLICT, "Nothing waits to be printed."));
  }

  private Outcome<Batch> undo(Command<UndoPrint> command, Tx tx) {
    UUID id = command.operation().id();
    if (PrintBatches.find(tx, id).isEmpty()) {
      return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such batch.");
    }
    return PrintBatches.undo(tx, id, login(command), now())
        ? Outcome.done(PrintBatches.find(tx, id).orElseThrow())
        : Outcome.refused(RefusalCode.STATE_CONFLICT, "This batch was undone before.");
  }

  private static <R> Outcome<R> noDelivery() {
    return Outcome.refused(RefusalCode.NOT_FOUND, "There is no such delivery.");
  }

  private static String login(Command<?> command) {
    return command.caller().actor().login();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
