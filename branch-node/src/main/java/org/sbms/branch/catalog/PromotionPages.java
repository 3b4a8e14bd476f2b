package org.sbms.branch.catalog;

import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Texts;
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

/** Promotions and their codes. */
public final class PromotionPages implements WebFeature {
  private static final String PATH = OfferPages.HOME + "/promotions";
  private static final String NEW = PATH + "/new";
  private static final String ONE = PATH + "/:code";

  private final Executor executor;
  private final Currency currency;
  private final Supplier<LocalDate> today;

  public PromotionPages(Executor executor, Currency currency, Supplier<LocalDate> today) {
    this.executor = executor;
    this.currency = currency;
    this.today = today;
  }

  @Override
  public void addTo(Web web) {
    web.get(PATH, CatalogFeature.VIEW, this::list)
        .get(NEW, CatalogFeature.PUBLISH, this::fresh)
        .post(NEW, CatalogFeature.PUBLISH, this::save)
        .get(ONE, CatalogFeature.VIEW, this::show)
        .post(ONE, CatalogFeature.PUBLISH, this::save)
        .post(ONE + "/codes", CatalogFeature.PUBLISH, this::addCode);
  }

  /**
   * @param known the promotion's code; empty for a new one
   * @param chosen its offers, as {@code PLAN CODE}
   * @param offers all there are, likewise, with their names
   */
  public record PromotionPage(
      String known,
      Form form,
      Form codeForm,
      Set<String> chosen,
      Map<String, String> offers,
      Map<String, String> discounts,
      List<ShowPromotion.Code> codes,
      String currency) {

    public String action() {
      return known.isEmpty() ? NEW : PATH + "/" + known;
    }
  }

  private TableSpec<BrowsePromotions.Line> table(Texts texts) {
    Language language = texts.language();
    return new TableSpec<>(
        "catalog.promotions",
        "-from",
        List.of(
            Column.<BrowsePromotions.Line>of(
                    "code",
                    row ->
                        new Cell.TwoLines(
                            name(row.terms(), language),
                            row.terms().code(),
                            PATH + "/" + row.terms().code()))
                .sortedBy("code"),
            Column.<BrowsePromotions.Line>of(
                "discount", row -> new Cell.Text(Words.discount(texts, row.terms()))),
            Column.<BrowsePromotions.Line>of(
                    "cycles",
                    row ->
                        row.terms()
                            .cycles()
                            .<Cell>map(months -> new Cell.Count(months))
                            .orElse(Cell.missing()))
                .end()
                .wideOnly(),
            Column.<BrowsePromotions.Line>of("from", row -> new Cell.Day(row.terms().validFrom()))
                .sortedBy("from")
                .wideOnly(),
            Column.<BrowsePromotions.Line>of(
                    "until",
                    row ->
                        row.terms()
                            .validUntil()
                            .<Cell>map(day -> new Cell.Day(day))
                            .orElse(Cell.missing()))
                .wideOnly(),
            Column.<BrowsePromotions.Line>of(
                    "subscribers", row -> new Cell.Count(row.subscribers()))
                .sortedBy("subscribers")
                .end()
                .wideOnly(),
            Column.<BrowsePromotions.Line>of(
                "state",
                row ->
                    row.terms().active()
                        ? new Cell.Badge("catalog.given.true", "green")
                        : new Cell.Badge("catalog.given.false", "secondary"))),
        List.of(
            new Filter.Search("text"),
            new Filter.Choice("active", "catalog.given", List.of("true", "false"))));
  }

  private static String name(PromotionTerms terms, Language language) {
    return switch (language) {
      case EN -> terms.nameEn();
      case RU -> terms.nameRu();
    };
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        table(request.texts()),
        query -> rows(request, query),
        table -> PageResponse.page("catalog/promotions", table));
  }

  private List<BrowsePromotions.Line> rows(PageRequest request, TableQuery query) {
    BrowsePromotions question =
        new BrowsePromotions(
            query.filter("text"),
            OfferPages.choice(query.filter("active")).map(Boolean::valueOf),
            query.sort(),
            query.descending(),
            query.offset(),
            query.limit());
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<BrowsePromotions.Rows>(BrowsePromotions.Rows rows)
        ? rows.items()
        : List.of();
  }

  private PageResponse fresh(PageRequest request) {
    Form form =
        Form.blank()
            .with("discount", PromotionTerms.Kind.PERCENT.name())
            .with("validFrom", today.get().toString())
            .with("active", "true");
    return page(request, "", form, Form.blank(), Set.of(), List.of(), 200);
  }

  private PageResponse show(PageRequest request) {
    return show(request, Form.blank(), 200);
  }

  private PageResponse show(PageRequest request, Form codeForm, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowPromotion(request.pathPart("code")))),
        shown -> {
          Set<String> chosen = new java.util.TreeSet<>();
          shown.terms().offers().forEach(offer -> chosen.add(text(offer)));
          return page(
              request,
              shown.terms().code(),
              form(shown.terms()),
              codeForm,
              chosen,
              shown.codes(),
              status);
        });
  }

  private static Form form(PromotionTerms terms) {
    return Form.blank()
        .with("code", terms.code())
        .with("nameEn", terms.nameEn())
        .with("nameRu", terms.nameRu())
        .with("discount", terms.discount().name())
        .with("value", terms.percent().or(() -> terms.amount().map(Money::amount)).orElse(""))
        .with("cycles", terms.cycles().map(String::valueOf).orElse(""))
        .with("validFrom", terms.validFrom().toString())
        .with("validUntil", terms.validUntil().map(LocalDate::toString).orElse(""))
        .with("bundle", terms.bundle() ? "true" : "")
        .with("byCode", terms.byCode() ? "true" : "")
        .with("active", terms.active() ? "true" : "");
  }

  private static String text(OfferKey offer) {
    return offer.kind() + " " + offer.code();
  }

  private static OfferKey key(String text) {
    int space = text.indexOf(' ');
    return new OfferKey(
        OfferKind.valueOf(text.substring(0, Math.max(0, space))), text.substring(space + 1));
  }

  private PageResponse save(PageRequest request) {
    Form form = request.form();
    boolean fresh = request.path().equals(NEW);
    String known = fresh ? "" : request.pathPart("code");
    Set<String> chosen = new java.util.TreeSet<>(request.posted("offers"));
    Optional<String> code = fresh ? form.required("code", text -> text) : Optional.of(known);
    if (fresh
        && code.isPresent()
        && executor.run(request.caller(), Request.query(new ShowPromotion(code.get())))
            instanceof Outcome.Done<ShowPromotion.Shown>) {
      form.error("code", "is taken");
    }
    Optional<PromotionTerms> terms = code.flatMap(text -> read(form, text, chosen));
    if (terms.isEmpty() || form.hasErrors()) {
      return page(request, known, form, Form.blank(), chosen, List.of(), 422);
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new SavePromotion(terms.get()), form.key())),
        form,
        request.texts(),
        shown ->
            PageResponse.redirect(
                PATH + "/" + shown.terms().code(), request.texts().t("catalog.promotionSaved")),
        again -> page(request, known, valueError(again), Form.blank(), chosen, List.of(), 422));
  }

  /** Percentage and amount share one field. */
  private static Form valueError(Form form) {
    for (String field : List.of("percent", "amount")) {
      if (!form.error(field).isEmpty()) {
        form.error("value", form.error(field));
      }
    }
    return form;
  }

  private Optional<PromotionTerms> read(Form form, String code, Set<String> chosen) {
    Optional<PromotionTerms.Kind> kind = form.required("discount", PromotionTerms.Kind::valueOf);
    boolean percent = kind.filter(PromotionTerms.Kind.PERCENT::equals).isPresent();
    Optional<String> value = form.required("value", text -> text);
    Optional<Money> amount =
        percent ? Optional.empty() : form.optional("value", text -> Words.amount(text, currency));
    Optional<Integer> cycles = form.optional("cycles", PromotionPages::months);
    Optional<LocalDate> from = form.required("validFrom", DraftForm::day);
    Optional<LocalDate> until = form.optional("validUntil", DraftForm::day);
    if (chosen.isEmpty()) {
      form.error("offers", "must be chosen");
    }
    if (form.hasErrors() || kind.isEmpty() || from.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PromotionTerms(
            code,
            form.text("nameEn"),
            form.text("nameRu"),
            kind.get(),
            percent ? value.map(text -> text.replace(',', '.')) : Optional.empty(),
            amount,
            cycles,
            from.get(),
            until,
            form.checked("bundle"),
            form.checked("byCode"),
            form.checked("active"),
            chosen.stream().map(PromotionPages::key).toList()));
  }

  private static int months(String text) {
    if (!text.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("must be a whole number");
    }
    return Integer.parseInt(text);
  }

  private PageResponse addCode(PageRequest request) {
    Form form = request.form();
    String promotion = request.pathPart("code");
    Optional<String> code = form.required("newCode", text -> text);
    Optional<Integer> uses = form.required("mostUses", PromotionPages::uses);
    if (code.isEmpty() || uses.isEmpty()) {
      return show(request, form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(new AddPromotionCode(promotion, code.get(), uses.get()), form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(PATH + "/" + promotion, request.texts().t("catalog.codeAdded")),
        again ->
            show(
                request,
                again.error("code").isEmpty() ? again : again.error("newCode", again.error("code")),
                422));
  }

  private static int uses(String text) {
    if (!text.matches("[0-9]{1,7}")) {
      throw new IllegalArgumentException("must be a whole number");
    }
    return Integer.parseInt(text);
  }

  private PageResponse page(
      PageRequest request,
      String known,
      Form form,
      Form codeForm,
      Set<String> chosen,
      List<ShowPromotion.Code> codes,
      int status) {
    return new PageResponse.Page(
        status,
        "catalog/promotion",
        new PromotionPage(
            known,
            form,
            codeForm,
            chosen,
            offers(request),
            Words.options(request.texts(), "catalog.discountKind", PromotionTerms.Kind.values()),
            codes,
            currency.getCurrencyCode()));
  }

  private Map<String, String> offers(PageRequest request) {
    BrowseOffers all =
        new BrowseOffers("", Optional.empty(), Optional.empty(), "kind", false, 0, 500);
    Map<String, String> offers = new LinkedHashMap<>();
    if (executor.run(request.caller(), Request.query(all))
        instanceof Outcome.Done<BrowseOffers.Rows>(BrowseOffers.Rows rows)) {
      rows.items()
          .forEach(
              offer -> offers.put(text(new OfferKey(offer.kind(), offer.code())), offer.name()));
    }
    return offers;
  }
}
