package org.sbms.branch.catalog;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
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
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/**
 * The plans and services that the branch sells, each with its versions, and what they would cost.
 */
public final class OfferPages implements WebFeature {
  static final String HOME = "/catalogue";
  static final String OFFER = HOME + "/offers/:kind/:code";

  private static final TableSpec<BrowseOffers.Line> TABLE =
      new TableSpec<>(
          "catalog.list",
          "name",
          List.of(
              Column.<BrowseOffers.Line>of(
                      "name",
                      row ->
                          new Cell.TwoLines(
                              row.name(), row.code(), path(new OfferKey(row.kind(), row.code()))))
                  .sortedBy("name"),
              Column.<BrowseOffers.Line>of(
                      "kind", row -> new Cell.Badge("catalog.kind." + row.kind(), "secondary"))
                  .sortedBy("kind")
                  .wideOnly(),
              Column.<BrowseOffers.Line>of("fee", row -> new Cell.Amount(row.monthlyFee()))
                  .sortedBy("fee")
                  .end(),
              Column.<BrowseOffers.Line>of("version", OfferPages::version).wideOnly(),
              Column.<BrowseOffers.Line>of("subscribers", row -> new Cell.Count(row.subscribers()))
                  .sortedBy("subscribers")
                  .end()
                  .wideOnly(),
              Column.<BrowseOffers.Line>of("state", OfferPages::state)),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice("kind", "catalog.kind", List.of("PLAN", "SERVICE")),
              new Filter.Choice("sold", "catalog.sold", List.of("true", "false"))));

  private final Executor executor;

  public OfferPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.messages("catalog")
        .menu(new MenuEntry(HOME, "catalog.menu", "list-details", 45, CatalogFeature.VIEW))
        .get(HOME, CatalogFeature.VIEW, this::list)
        .get(OFFER, CatalogFeature.VIEW, request -> show(request, Form.blank(), 200))
        .get(OFFER + "/preview", CatalogFeature.VIEW, this::preview)
        .get(OFFER + "/prices/:version", CatalogFeature.VIEW, this::prices)
        .post(
            OFFER + "/publication",
            CatalogFeature.PUBLISH,
            request -> act(request, this::publication, "catalog.published"))
        .post(
            OFFER + "/discard",
            CatalogFeature.EDIT,
            request -> act(request, (key, _) -> new DiscardDraft(key), "catalog.discarded"))
        .post(
            OFFER + "/withdrawal",
            CatalogFeature.PUBLISH,
            request -> act(request, (key, _) -> new WithdrawOffer(key), "catalog.withdrawn"))
        .post(
            OFFER + "/sale",
            CatalogFeature.PUBLISH,
            request -> act(request, (key, _) -> new SellOffer(key), "catalog.soldAgain"));
  }

  /**
   * @param names of products, in the reader's language
   */
  public record OfferPage(Offer offer, Map<String, String> names, Form form) {
    public String path() {
      return OfferPages.path(offer.key());
    }

    public String name(String product) {
      return names.getOrDefault(product, product);
    }
  }

  public record PreviewPage(
      Offer offer, PreviewBill.Preview preview, Map<String, String> names, Form form) {
    public String path() {
      return OfferPages.path(offer.key());
    }

    public String name(String product) {
      return names.getOrDefault(product, product);
    }
  }

  private static Cell version(BrowseOffers.Line row) {
    return row.version().<Cell>map(number -> new Cell.Count(number)).orElse(Cell.missing());
  }

  private static Cell state(BrowseOffers.Line row) {
    if (row.draft()) {
      return new Cell.Badge("catalog.state.draft", "yellow");
    }
    if (!row.sold()) {
      return new Cell.Badge("catalog.sold.false", "secondary");
    }
    return row.national()
        ? new Cell.Badge("catalog.state.national", "blue")
        : new Cell.Badge("catalog.sold.true", "green");
  }

  static String path(OfferKey offer) {
    return HOME + "/offers/" + offer.kind().name().toLowerCase(Locale.ROOT) + "/" + offer.code();
  }

  /** The offer that an address names; its code may be anything, and is looked up. */
  static Optional<OfferKey> key(PageRequest request) {
    return Arrays.stream(OfferKind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(request.pathPart("kind")))
        .findFirst()
        .map(kind -> new OfferKey(kind, request.pathPart("code")));
  }

  static PageResponse withOffer(PageRequest request, Function<OfferKey, PageResponse> answer) {
    return key(request)
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such offer."));
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        TABLE, query -> rows(request, query), table -> PageResponse.page("catalog/list", table));
  }

  private List<BrowseOffers.Line> rows(PageRequest request, TableQuery query) {
    BrowseOffers question =
        new BrowseOffers(
            query.filter("text"),
            choice(query.filter("kind")).map(OfferKind::valueOf),
            choice(query.filter("sold")).map(Boolean::valueOf),
            query.sort(),
            query.descending(),
            query.offset(),
            query.limit());
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<BrowseOffers.Rows>(BrowseOffers.Rows rows)
        ? rows.items()
        : List.of();
  }

  static Optional<String> choice(String value) {
    return Optional.of(value).filter(text -> !text.isEmpty());
  }

  private PageResponse show(PageRequest request, Form form, int status) {
    return withOffer(
        request,
        key ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowOffer(key))),
                offer ->
                    new PageResponse.Page(
                        status,
                        "catalog/offer",
                        new OfferPage(
                            offer, names(executor, request, request.texts().language()), form))));
  }

  /** Names of products, in the order in which people look for them. */
  static Map<String, String> names(Executor executor, PageRequest request, Language language) {
    return products(executor, request).values().stream()
        .sorted(java.util.Comparator.comparing(product -> product.name(language)))
        .collect(
            Collectors.toMap(
                Product::code, product -> product.name(language), (a, _) -> a, LinkedHashMap::new));
  }

  static Map<String, Product> products(Executor executor, PageRequest request) {
    BrowseProducts all = new BrowseProducts("", Optional.empty(), "code", false, 0, 2_000);
    return executor.run(request.caller(), Request.query(all))
            instanceof Outcome.Done<BrowseProducts.Rows>(BrowseProducts.Rows rows)
        ? rows.items().stream()
            .collect(Collectors.toMap(Product::code, product -> product, (a, _) -> a, TreeMap::new))
        : Map.of();
  }

  private PageResponse prices(PageRequest request) {
    return withOffer(
        request,
        key ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowOffer(key))),
                offer ->
                    offer.versions().stream()
                        .filter(version ->
                            Integer.toString(version.version()).equals(request.pathPart("version")))
                        .findFirst()
                        .map(version ->
                            PageResponse.csv(
                                key.code() + "-v" + version.version() + ".csv",
                                PriceCsv.write(version.lines())))
                        .orElseGet(() -> PageResponse.notFound("There is no such version."))));
  }

  private interface Step {
    Operation<Offer> of(OfferKey key, Form form);
  }

  private Operation<Offer> publication(OfferKey key, Form form) {
    return new PublishDraft(key, form.optional("version", Integer::parseInt).orElse(0));
  }

  private PageResponse act(PageRequest request, Step step, String done) {
    return withOffer(
        request,
        key -> {
          Form form = request.form();
          return PageResponse.of(
              executor.run(request.caller(), Request.command(step.of(key, form), form.key())),
              form,
              request.texts(),
              offer ->
                  PageResponse.redirect(
                      offer.versions().isEmpty() ? HOME : path(key), request.texts().t(done)),
              again -> show(request, withFieldErrors(again, request.texts()), 422));
        });
  }

  /** The dialog has gone: what was wrong with a field is said above. */
  private static Form withFieldErrors(Form form, Texts texts) {
    return form.alert(
        form.alert()
            + form.fieldsInError().stream()
                .map(field -> " " + texts.said(form.error(field)))
                .collect(Collectors.joining()));
  }

  private PageResponse preview(PageRequest request) {
    return withOffer(
        request,
        key -> {
          Map<String, Long> usage = new TreeMap<>();
          Form form = Form.blank().with("month", request.parameter("month"));
          for (String product : products(executor, request).keySet()) {
            String units = request.parameter("usage." + product).replaceAll("\\s", "");
            if (units.matches("[0-9]{1,12}")) {
              usage.put(product, Long.parseLong(units));
            }
          }
          Optional<LocalDate> month = form.optional("month", DraftForm::day);
          return PageResponse.of(
              executor.run(request.caller(), Request.query(new ShowOffer(key))),
              offer ->
                  PageResponse.of(
                      executor.run(
                          request.caller(), Request.query(new PreviewBill(key, month, usage))),
                      preview ->
                          PageResponse.page(
                              "catalog/preview", previewPage(request, offer, preview, form))));
        });
  }

  private PreviewPage previewPage(
      PageRequest request, Offer offer, PreviewBill.Preview preview, Form form) {
    form.with("month", preview.from().toString());
    preview
        .usage()
        .forEach((product, units) -> form.with("usage." + product, Long.toString(units)));
    return new PreviewPage(
        offer, preview, names(executor, request, request.texts().language()), form);
  }
}
