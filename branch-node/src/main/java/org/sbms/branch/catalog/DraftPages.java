package org.sbms.branch.catalog;

import io.vertx.ext.web.FileUpload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sbms.branch.pricing.Tiers;
import org.sbms.branch.pricing.Timing;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** Writing the draft of an offer's next version, or of a new offer. */
public final class DraftPages implements WebFeature {
  private static final String NEW = OfferPages.HOME + "/new";
  private static final String DRAFT = OfferPages.OFFER + "/draft";

  private final Executor executor;
  private final Currency currency;
  private final Supplier<LocalDate> today;

  public DraftPages(Executor executor, Currency currency, Supplier<LocalDate> today) {
    this.executor = executor;
    this.currency = currency;
    this.today = today;
  }

  @Override
  public void addTo(Web web) {
    web.get(NEW, CatalogFeature.EDIT, request -> page(request, Optional.empty(), fresh(), 200))
        .post(NEW, CatalogFeature.EDIT, this::saveNew)
        .get(DRAFT, CatalogFeature.EDIT, this::edit)
        .post(DRAFT + "/file", CatalogFeature.EDIT, this::readFile)
        .post(
            DRAFT,
            CatalogFeature.EDIT,
            request -> OfferPages.withOffer(request, key -> save(request, Optional.of(key), key)));
  }

  /** The words that the fields of lines choose from. */
  public record Choices(
      Map<String, String> kinds,
      Map<String, String> existing,
      Map<String, String> products,
      Map<String, String> counted,
      Map<String, String> months,
      Map<String, String> timings,
      Map<String, String> tierKinds) {}

  /**
   * @param offer absent for a new one
   */
  public record DraftPage(Optional<OfferKey> offer, Form form, Choices choices, String currency) {

    public String action() {
      return offer.map(key -> OfferPages.path(key) + "/draft").orElse(NEW);
    }

    public String back() {
      return offer.map(OfferPages::path).orElse(OfferPages.HOME);
    }

    public int lines() {
      return DraftForm.lines(form);
    }

    public OfferLine.Kind kind(int index) {
      return DraftForm.kind(form, index);
    }

    public String field(int index, String name) {
      return DraftForm.field(index, name);
    }

    /** What the catalogue says of a line as a whole. */
    public String error(int index) {
      return form.error("lines[" + index + "]");
    }
  }

  private Form fresh() {
    Form form = DraftForm.of("", today.get(), OfferVersion.Existing.KEEP, "", List.of(), Map.of());
    DraftForm.add(form, OfferLine.Kind.RECURRING);
    return form;
  }

  private PageResponse edit(PageRequest request) {
    return OfferPages.withOffer(
        request,
        key ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowOffer(key))),
                offer -> page(request, Optional.of(key), form(offer), 200)));
  }

  /** The draft; without one, what is in force is what the next version begins with. */
  private Form form(Offer offer) {
    return offer
        .draft()
        .map(draft -> form(offer, draft, draft.validFrom(), draft.note()))
        .or(() ->
            offer.versions().stream()
                .findFirst()
                .map(last -> form(offer, last, today.get().withDayOfMonth(1).plusMonths(1), "")))
        .orElseGet(this::fresh);
  }

  private static Form form(Offer offer, Offer.Version version, LocalDate from, String note) {
    return DraftForm.of(
        offer.name(), from, version.existing(), note, version.lines(), version.eligibility());
  }

  private PageResponse saveNew(PageRequest request) {
    Form form = request.form();
    Optional<OfferKind> kind = form.required("kind", OfferKind::valueOf);
    Optional<String> code = form.required("code", DraftPages::code);
    OfferKey key = new OfferKey(kind.orElse(OfferKind.PLAN), code.orElse(""));
    if (changesLines(form)) {
      return page(request, Optional.empty(), form, 200);
    }
    if (code.isPresent()
        && executor.run(request.caller(), Request.query(new ShowOffer(key)))
            instanceof Outcome.Done<Offer>) {
      form.error("code", "is taken");
    }
    return save(request, form, Optional.empty(), key);
  }

  /** A file takes the place of the lines; nothing is saved before somebody has looked at them. */
  private PageResponse readFile(PageRequest request) {
    return OfferPages.withOffer(
        request,
        key ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowOffer(key))),
                offer -> {
                  Form form = form(offer);
                  request
                      .upload("file")
                      .ifPresentOrElse(
                          file -> PriceCsv.read(bytes(file), form),
                          () -> form.error("file", "must be chosen"));
                  return page(request, Optional.of(key), form, form.hasErrors() ? 422 : 200);
                }));
  }

  private static byte[] bytes(FileUpload upload) {
    try {
      return Files.readAllBytes(Path.of(upload.uploadedFileName()));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  private static String code(String text) {
    if (!DraftRules.isCode(text)) {
      throw new IllegalArgumentException(
          "must be 1 to 40 letters, digits, dots, dashes, underscores");
    }
    return text;
  }

  private PageResponse save(PageRequest request, Optional<OfferKey> offer, OfferKey key) {
    Form form = request.form();
    return changesLines(form) ? page(request, offer, form, 200) : save(request, form, offer, key);
  }

  /** Buttons that add or remove a line show the form again, without a word about mistakes. */
  private static boolean changesLines(Form form) {
    if (form.checked("add")) {
      form.optional("add", OfferLine.Kind::valueOf).ifPresent(kind -> DraftForm.add(form, kind));
      return true;
    }
    if (form.checked("remove")) {
      form.optional("remove", Integer::parseInt).ifPresent(index -> DraftForm.remove(form, index));
      return true;
    }
    return false;
  }

  private PageResponse save(
      PageRequest request, Form form, Optional<OfferKey> offer, OfferKey key) {
    Optional<SaveDraft> draft =
        new DraftForm(form, currency).read(key, OfferPages.products(executor, request));
    if (draft.isEmpty() || form.hasErrors()) {
      return page(request, offer, form, 422);
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.command(draft.get(), form.key())),
        form,
        request.texts(),
        saved ->
            PageResponse.redirect(
                OfferPages.path(saved.key()) + (form.checked("preview") ? "/preview" : ""),
                request.texts().t("catalog.draftSaved")),
        again -> page(request, offer, again, 422));
  }

  private PageResponse page(PageRequest request, Optional<OfferKey> offer, Form form, int status) {
    return new PageResponse.Page(
        status,
        "catalog/draft",
        new DraftPage(offer, form, choices(request), currency.getCurrencyCode()));
  }

  private Choices choices(PageRequest request) {
    Texts texts = request.texts();
    Map<String, String> products = new LinkedHashMap<>();
    Map<String, String> counted = new LinkedHashMap<>();
    Map<String, Product> known = OfferPages.products(executor, request);
    OfferPages.names(executor, request, texts.language())
        .forEach((code, name) -> {
          Product product = known.get(code);
          if (product != null && product.sold()) {
            products.put(code, name);
            product
                .unit()
                .ifPresent(unit -> counted.put(code, name + ", " + texts.of("catalog.unit", unit)));
          }
        });
    Map<String, String> months = new LinkedHashMap<>();
    for (int count : List.of(1, 2, 3, 6, 12)) {
      months.put(Integer.toString(count), texts.t("catalog.months." + count));
    }
    return new Choices(
        Words.options(texts, "catalog.kind", OfferKind.values()),
        Words.options(texts, "catalog.existing", OfferVersion.Existing.values()),
        products,
        counted,
        months,
        Words.options(texts, "catalog.timing", Timing.values()),
        Words.options(texts, "catalog.tiers", Tiers.Kind.values()));
  }
}
