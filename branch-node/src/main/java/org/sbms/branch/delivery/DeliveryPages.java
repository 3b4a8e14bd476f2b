package org.sbms.branch.delivery;

import static org.sbms.branch.delivery.DeliveryFeature.SEND;
import static org.sbms.branch.delivery.DeliveryFeature.VIEW;
import static org.sbms.branch.delivery.DeliveryFeature.WORDS;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.branch.billing.BillingFeature;
import org.sbms.branch.billing.ChangeBillDelivery;
import org.sbms.branch.billing.DeliveryWay;
import org.sbms.branch.billing.InvoiceFiles;
import org.sbms.branch.billing.InvoicePages;
import org.sbms.branch.delivery.WorkOnDeliveries.Batch;
import org.sbms.branch.delivery.WorkOnDeliveries.BrowseBadAddresses;
import org.sbms.branch.delivery.WorkOnDeliveries.BrowseBadAddresses.BadAddress;
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
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Deliveries, what is printed of them, and the words that they use. */
public final class DeliveryPages implements WebFeature {
  private static final String LIST = "/deliveries";
  private static final String ONE = LIST + "/:id";
  private static final String BATCHES = "/print-batches";
  private static final String BAD = "/bad-mail-addresses";
  private static final String WORDING = "/message-templates";
  private static final int BATCHES_SHOWN = 50;
  private static final String PDF = "application/pdf";

  private static final TableSpec<Delivery> TABLE =
      new TableSpec<>(
          "deliveries",
          "-made",
          List.of(
              Column.<Delivery>of(
                  "what",
                  row ->
                      new Cell.TwoLines(
                          row.account().value(), row.number(), LIST + "/" + row.id())),
              Column.<Delivery>of(
                  "kind", row -> new Cell.Badge("delivery.kind." + row.kind(), "secondary")),
              Column.<Delivery>of(
                      "channel",
                      row -> new Cell.Badge("delivery.channel." + row.channel(), "secondary"))
                  .wideOnly(),
              Column.<Delivery>of(
                  "state",
                  row ->
                      new Cell.Badge(
                          "delivery.state." + row.state(), Delivery.colour(row.state()))),
              Column.<Delivery>of("made", row -> new Cell.Time(row.madeAt()))
                  .sortedBy("d.serial")
                  .wideOnly(),
              Column.<Delivery>of(
                      "ended",
                      row -> row.endedAt().<Cell>map(Cell.Time::new).orElseGet(Cell::missing))
                  .sortedBy("d.ended_at")
                  .wideOnly(),
              Column.<Delivery>of("detail", row -> Cell.text(row.detail())).wideOnly()),
          List.of(
              new Filter.Search("search"),
              new Filter.Choice("state", "delivery.state", names(Delivery.State.values())),
              new Filter.Choice("kind", "delivery.kind", names(NoticeKind.values())),
              new Filter.Choice("channel", "delivery.channel", names(Channel.values()))));

  private final Executor executor;
  private final InvoiceFiles invoices;
  private final ZoneId zone;
  private final Messages examples = Messages.load(Set.of("delivery"));

  public DeliveryPages(Executor executor, ZoneId zone) {
    this.executor = executor;
    this.invoices = new InvoiceFiles(zone);
    this.zone = zone;
  }

  @Override
  public void addTo(Web web) {
    web.messages("delivery")
        .menu(new MenuEntry(LIST, "delivery.menu", "mail-forward", 44, VIEW))
        .get(LIST, VIEW, this::list)
        .get(ONE, VIEW, request -> show(request, Form.blank(), 200))
        .get(ONE + "/file", VIEW, this::letter)
        .post(ONE + "/retry", SEND, this::retry)
        .post("/mail-retries", SEND, this::retryAll)
        .post(ONE + "/bounce", SEND, this::bounce)
        .post("/invoices/:account/:id/deliveries", SEND, this::send)
        .get(BATCHES, VIEW, request -> batches(request, Form.blank(), 200))
        .post(BATCHES, SEND, this::print)
        .get(BATCHES + "/:id/file", VIEW, this::batch)
        .post(BATCHES + "/:id/undo", SEND, this::undo)
        .post("/bill-delivery", BillingFeature.SET, this::changeBillDelivery)
        .get(BAD, VIEW, this::badAddresses)
        .get(WORDING, VIEW, request -> words(request, Form.blank(), 200))
        .post(WORDING, WORDS, this::saveWords);
  }

  static String orderBy(String sort) {
    return TABLE.orderBy(TableQuery.read(TABLE, "", name -> name.equals("sort") ? sort : ""));
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  public record ListPage(ShowOutbox.Outbox outbox, Table<Delivery> table) {}

  public record ShownPage(ShowDelivery.Shown shown, Form form) {}

  /**
   * @param run whose letters the page is about first, when it was opened from a bill run
   */
  public record BatchesPage(
      ShowOutbox.Outbox outbox,
      Optional<CountRunLetters.Letters> run,
      List<Batch> batches,
      Form form) {}

  public record BadAddressesPage(Table<BadAddress> table) {}

  /**
   * @param chosen whose words stand in the form
   * @param preview the words in the form with made-up values
   */
  public record WordsPage(
      List<MessageTemplate> items,
      MessageTemplate chosen,
      String previewSubject,
      String previewBody,
      Form form) {}

  private PageResponse list(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowOutbox())),
        outbox ->
            request.table(
                TABLE,
                query -> rows(request, query),
                table -> PageResponse.page("delivery/list", new ListPage(outbox, table))));
  }

  private List<Delivery> rows(PageRequest request, TableQuery query) {
    BrowseDeliveries question =
        new BrowseDeliveries(
            query.filter("search"),
            chosen(query, "state").map(Delivery.State::valueOf),
            chosen(query, "kind").map(NoticeKind::valueOf),
            chosen(query, "channel").map(Channel::valueOf),
            query.sortText(),
            query.offset(),
            query.limit());
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<BrowseDeliveries.Found>(BrowseDeliveries.Found found)
        ? found.items()
        : List.of();
  }

  private static Optional<String> chosen(TableQuery query, String filter) {
    return Optional.of(query.filter(filter)).filter(value -> !value.isEmpty());
  }

  private PageResponse show(PageRequest request, Form form, int status) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowDelivery(id))),
                shown ->
                    new PageResponse.Page(status, "delivery/show", new ShownPage(shown, form))));
  }

  private PageResponse letter(PageRequest request) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowDelivery(id))),
                shown ->
                    new PageResponse.Download(
                        "letter.pdf", PDF, LetterPdf.write(List.of(shown.letter())))));
  }

  private PageResponse retry(PageRequest request) {
    return run(request, request.form(), RetryDelivery::new);
  }

  private PageResponse retryAll(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new RetryAll(), request.form().key())),
        done -> PageResponse.redirect(LIST, request.texts().t("delivery.retried", done.mails())));
  }

  private PageResponse bounce(PageRequest request) {
    Form form = request.form();
    return run(request, form, id -> new ReportBounce(id, form.text("reason")));
  }

  private PageResponse run(
      PageRequest request, Form form, Function<UUID, Operation<Delivery>> order) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.command(order.apply(id), form.key())),
                form,
                request.texts(),
                done ->
                    PageResponse.redirect(
                        LIST + "/" + done.id(), request.texts().t("delivery.saved")),
                again -> show(request, again, 422)));
  }

  private PageResponse send(PageRequest request) {
    Form form = request.form();
    Optional<Channel> channel = form.required("channel", DeliveryPages::channel);
    return withId(
        request,
        id ->
            PartyPages.withAccount(
                request,
                account ->
                    channel.isEmpty()
                        ? PageResponse.redirect(InvoicePages.path(account, id))
                        : send(request, form, account, id, channel.get())));
  }

  private PageResponse send(
      PageRequest request, Form form, AccountNumber account, UUID invoice, Channel channel) {
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(new SendInvoice(account, invoice, channel), form.key())),
        done -> PageResponse.redirect(LIST + "/" + done.id(), request.texts().t("delivery.waits")));
  }

  private static Channel channel(String text) {
    return Arrays.stream(Channel.values())
        .filter(channel -> channel.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be MAIL or LETTER"));
  }

  private PageResponse batches(PageRequest request, Form form, int status) {
    Optional<UUID> run = run(asked(request, form, "run"));
    return run.isEmpty()
        ? batches(request, form, status, Optional.empty())
        : PageResponse.of(
            executor.run(request.caller(), Request.query(new CountRunLetters(run.get()))),
            letters -> batches(request, form, status, Optional.of(letters)));
  }

  private static Optional<UUID> run(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private PageResponse batches(
      PageRequest request, Form form, int status, Optional<CountRunLetters.Letters> run) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowOutbox())),
        outbox ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ListBatches(0, BATCHES_SHOWN))),
                found ->
                    new PageResponse.Page(
                        status,
                        "delivery/batches",
                        new BatchesPage(outbox, run, found.items(), form))));
  }

  private PageResponse print(PageRequest request) {
    Form form = request.form();
    Sort sort = form.text("sort").equals("NOTICES") ? Sort.NOTICES : Sort.INVOICES;
    Optional<UUID> run = run(form.text("run"));
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new PrintWaiting(sort, run), form.key())),
        form,
        request.texts(),
        batch ->
            PageResponse.redirect(
                run.map(id -> BATCHES + "?run=" + id).orElse(BATCHES),
                request.texts().t("delivery.batch.made", batch.letters())),
        again -> batches(request, again, 422));
  }

  private PageResponse undo(PageRequest request) {
    Form form = request.form();
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.command(new UndoPrint(id), form.key())),
                form,
                request.texts(),
                batch ->
                    PageResponse.redirect(
                        BATCHES, request.texts().t("delivery.undone", batch.letters())),
                again -> batches(request, again, 422)));
  }

  private PageResponse changeBillDelivery(PageRequest request) {
    Form form = request.form();
    Set<DeliveryWay> ways = EnumSet.noneOf(DeliveryWay.class);
    if (form.checked("byMail")) {
      ways.add(DeliveryWay.MAIL);
    }
    if (form.checked("byPrint")) {
      ways.add(DeliveryWay.PRINT);
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new ChangeBillDelivery(ways), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(BATCHES, request.texts().t("delivery.saved")),
        again -> batches(request, again, 422));
  }

  private PageResponse badAddresses(PageRequest request) {
    return request.table(
        BadAddressTable.SPEC,
        query ->
            executor.run(
                        request.caller(),
                        Request.query(
                            new BrowseBadAddresses(
                                query.sortText(), query.offset(), query.limit())))
                    instanceof Outcome.Done<BrowseBadAddresses.Found>(var found)
                ? found.items()
                : List.of(),
        table -> PageResponse.page("delivery/badAddresses", new BadAddressesPage(table)));
  }

  private PageResponse batch(PageRequest request) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowBatch(id))),
                printed ->
                    new PageResponse.Download(
                        "letters-%d.pdf".formatted(printed.batch().serial()),
                        PDF,
                        printed.batch().sort() == Sort.INVOICES
                            ? invoices.pdf(printed.invoices())
                            : LetterPdf.write(printed.notices()))));
  }

  private PageResponse words(PageRequest request, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListMessages())),
        found -> {
          MessageTemplate chosen =
              found.items().stream()
                  .filter(item ->
                      item.kind().name().equals(asked(request, form, "kind"))
                          && item.language().name().equals(asked(request, form, "language")))
                  .findFirst()
                  .orElse(found.items().getFirst());
          if (form.text("kind").isEmpty()) {
            form.with("subject", chosen.subject()).with("body", chosen.body());
          }
          form.with("kind", chosen.kind().name()).with("language", chosen.language().name());
          Map<String, String> values = example(chosen.language());
          return new PageResponse.Page(
              status,
              "delivery/words",
              new WordsPage(
                  found.items(),
                  chosen,
                  Wording.fill(form.text("subject"), values),
                  Wording.fill(form.text("body"), values),
                  form));
        });
  }

  private static String asked(PageRequest request, Form form, String name) {
    return form.text(name).isEmpty() ? request.parameter(name) : form.text(name);
  }

  /** In the language of the words, not of who looks at them. */
  private Map<String, String> example(Language language) {
    Texts texts = examples.in(language, zone);
    Map<String, String> values = new LinkedHashMap<>();
    for (String place : Wording.PLACES) {
      values.put(place, texts.t("delivery.example." + place));
    }
    return values;
  }

  private PageResponse saveWords(PageRequest request) {
    Form form = request.form();
    Optional<NoticeKind> kind = form.required("kind", NoticeKind::valueOf);
    Optional<Language> language = form.required("language", Language::valueOf);
    if (kind.isEmpty() || language.isEmpty() || form.text("do").equals("preview")) {
      return words(request, form, form.hasErrors() ? 422 : 200);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new SaveMessage(
                    kind.get(), language.get(), form.text("subject"), lines(form.text("body"))),
                form.key())),
        form,
        request.texts(),
        saved ->
            PageResponse.redirect(
                WORDING + "?kind=" + saved.kind() + "&language=" + saved.language(),
                request.texts().t("delivery.words.saved")),
        again -> words(request, again, 422));
  }

  /** Browsers end lines as the post of old did. */
  private static String lines(String text) {
    return text.replace("\r\n", "\n");
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such delivery."));
  }
}
