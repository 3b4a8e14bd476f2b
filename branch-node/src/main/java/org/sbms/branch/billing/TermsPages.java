package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.billing.InvoiceDocument;
import org.sbms.contract.billing.InvoiceHead;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** How an account is billed, and how this branch's invoices look, with a sample of one. */
public final class TermsPages implements WebFeature {
  private final BranchCode branch;
  private final Currency currency;
  private final Executor executor;
  private final Supplier<LocalDate> today;

  /**
   * @param today the open business day
   */
  public TermsPages(
      BranchCode branch, Currency currency, Executor executor, Supplier<LocalDate> today) {
    this.branch = branch;
    this.currency = currency;
    this.executor = executor;
    this.today = today;
  }

  @Override
  public void addTo(Web web) {
    web.get("/subscribers/:account/billing", BillingFeature.VIEW, this::terms)
        .post("/subscribers/:account/billing", BillingFeature.SET, this::changeTerms)
        .get("/invoice-template", BillingFeature.VIEW, r -> template(r, InvoiceLooks.BRANCH))
        .post("/invoice-template", BillingFeature.SET, r -> saveTemplate(r, InvoiceLooks.BRANCH))
        .get("/invoice-template/:code", BillingFeature.VIEW, r -> template(r, r.pathPart("code")))
        .post(
            "/invoice-template/:code",
            BillingFeature.SET,
            r -> saveTemplate(r, r.pathPart("code")));
  }

  public record TermsPage(
      AccountNumber account,
      AccountTerms terms,
      Map<String, String> modes,
      Map<String, String> cycles,
      Map<String, String> languages,
      Form form) {}

  /**
   * @param all looks that there are
   * @param sample how an invoice would look
   */
  public record TemplatePage(
      InvoiceTemplate template,
      List<InvoiceTemplate> all,
      Map<String, String> layouts,
      InvoiceDocument sample,
      List<InvoiceGroups.Group> groups,
      Form form) {

    public String path() {
      return TermsPages.path(template.code());
    }
  }

  private static String path(String code) {
    return code.equals(InvoiceLooks.BRANCH) ? "/invoice-template" : "/invoice-template/" + code;
  }

  private PageResponse terms(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowAccountTerms(account))),
                terms ->
                    page(
                        request,
                        account,
                        terms,
                        Form.blank()
                            .with("mode", terms.mode().name())
                            .with("cycleMonths", Integer.toString(terms.cycleMonths()))
                            .with("anchorDay", Integer.toString(terms.anchorDay()))
                            .with("creditLimit", terms.creditLimit().amount())
                            .with("taxArea", terms.taxArea())
                            .with("language", terms.language().name())
                            .with("byPrint", ticked(terms, DeliveryWay.PRINT))
                            .with("byMail", ticked(terms, DeliveryWay.MAIL)),
                        200)));
  }

  private static String ticked(AccountTerms terms, DeliveryWay way) {
    return terms.delivery().contains(way) ? "yes" : "";
  }

  private static Set<DeliveryWay> ways(Form form) {
    Set<DeliveryWay> ways = EnumSet.noneOf(DeliveryWay.class);
    if (form.checked("byPrint")) {
      ways.add(DeliveryWay.PRINT);
    }
    if (form.checked("byMail")) {
      ways.add(DeliveryWay.MAIL);
    }
    return ways;
  }

  private PageResponse page(
      PageRequest request, AccountNumber account, AccountTerms terms, Form form, int status) {
    Map<String, String> modes = new LinkedHashMap<>();
    for (BillingMode mode : BillingMode.values()) {
      modes.put(mode.name(), request.texts().of("billing.mode", mode));
    }
    Map<String, String> cycles = new LinkedHashMap<>();
    for (String months : List.of("1", "2", "3", "6", "12")) {
      cycles.put(months, request.texts().t("billing.cycle." + months));
    }
    Map<String, String> languages = new LinkedHashMap<>();
    for (Language language : Language.values()) {
      languages.put(language.name(), language.ownName());
    }
    return new PageResponse.Page(
        status, "billing/terms", new TermsPage(account, terms, modes, cycles, languages, form));
  }

  private PageResponse changeTerms(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowAccountTerms(account))),
                before -> changeTerms(request, account, before)));
  }

  private PageResponse changeTerms(
      PageRequest request, AccountNumber account, AccountTerms before) {
    Form form = request.form();
    Optional<BillingMode> mode = form.required("mode", BillingMode::valueOf);
    Optional<Integer> months = form.required("cycleMonths", TermsPages::number);
    Optional<Integer> anchor = form.required("anchorDay", TermsPages::number);
    Optional<Money> limit =
        form.required(
            "creditLimit",
            text -> Money.parse(text.replaceAll("\\s", "").replace(',', '.'), currency));
    Optional<String> area = form.required("taxArea", text -> text);
    Optional<Language> language = form.required("language", Language::valueOf);
    if (form.hasErrors()) {
      return page(request, account, before, form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new ChangeAccountTerms(
                    account,
                    mode.orElseThrow(),
                    months.orElseThrow(),
                    anchor.orElseThrow(),
                    limit.orElseThrow(),
                    area.orElseThrow(),
                    language.orElseThrow(),
                    Optional.of(ways(form))),
                form.key())),
        form,
        request.texts(),
        _ ->
            PageResponse.redirect(
                "/subscribers/" + account + "/billing", request.texts().t("billing.terms.saved")),
        again -> page(request, account, before, again, 422));
  }

  private static Integer number(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException("must be a number", none);
    }
  }

  private PageResponse template(PageRequest request, String code) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowTemplate(code))),
        template ->
            page(
                request,
                template,
                Form.blank()
                    .with("logo", template.logo())
                    .with("headerEn", template.headerEn())
                    .with("headerRu", template.headerRu())
                    .with("seller", template.seller())
                    .with("details", template.details())
                    .with("footerEn", template.footerEn())
                    .with("footerRu", template.footerRu())
                    .with("layout", template.layout().name())
                    .with("taxArea", template.taxArea())
                    .with("paymentTermDays", Integer.toString(template.paymentTermDays())),
                200));
  }

  private PageResponse page(PageRequest request, InvoiceTemplate template, Form form, int status) {
    Map<String, String> layouts = new LinkedHashMap<>();
    for (InvoiceTemplate.Layout layout : InvoiceTemplate.Layout.values()) {
      layouts.put(layout.name(), request.texts().of("billing.layout", layout));
    }
    InvoiceDocument sample = sample(template, request.texts());
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListTemplates())),
        found ->
            new PageResponse.Page(
                status,
                "billing/template",
                new TemplatePage(
                    template, found.items(), layouts, sample, InvoiceGroups.of(sample), form)));
  }

  private PageResponse saveTemplate(PageRequest request, String code) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowTemplate(code))),
        before -> saveTemplate(request, before));
  }

  private PageResponse saveTemplate(PageRequest request, InvoiceTemplate before) {
    Form form = request.form();
    if (!before.ofBranch()) {
      form.with("taxArea", before.taxArea())
          .with("paymentTermDays", Integer.toString(before.paymentTermDays()));
    }
    Optional<Integer> term = form.required("paymentTermDays", TermsPages::number);
    Optional<InvoiceTemplate.Layout> layout =
        form.required("layout", InvoiceTemplate.Layout::valueOf);
    InvoiceTemplate wanted =
        new InvoiceTemplate(
            before.code(),
            before.version(),
            form.text("logo"),
            form.text("seller"),
            form.text("details"),
            form.text("headerEn"),
            form.text("headerRu"),
            form.text("footerEn"),
            form.text("footerRu"),
            layout.orElse(InvoiceTemplate.Layout.ITEMISED),
            form.text("taxArea"),
            term.orElse(0));
    if (form.hasErrors()) {
      return page(request, wanted, form, 422);
    }
    if (form.text("do").equals("preview")) {
      return page(request, wanted, form, 200);
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new SaveTemplate(wanted), form.key())),
        form,
        request.texts(),
        _ ->
            PageResponse.redirect(path(before.code()), request.texts().t("billing.template.saved")),
        again -> page(request, wanted, again, 422));
  }

  /** A month of two services with tax at 22 % in the price, of nobody. */
  private InvoiceDocument sample(InvoiceTemplate template, Texts texts) {
    LocalDate from = today.get().withDayOfMonth(1);
    AccountNumber account = AccountNumber.of(branch, 1);
    return new InvoiceDocument(
        new InvoiceHead(
            new UUID(0, 0),
            InvoiceKind.INVOICE.number(branch.value(), from.getYear(), 1),
            false,
            account,
            from,
            from.plusMonths(1),
            from,
            from.plusDays(template.paymentTermDays()),
            minor(81_967),
            minor(18_033),
            minor(100_000),
            minor(100_000)),
        texts.language().code(),
        texts.t("billing.sample.customer"),
        texts.t("billing.sample.address"),
        new InvoiceDocument.Seller(
            template.seller(),
            template.details(),
            texts.language() == Language.RU ? template.footerRu() : template.footerEn(),
            template.layout() == InvoiceTemplate.Layout.BY_GROUP,
            Optional.of(template.logo()).filter(logo -> !logo.isEmpty()),
            Optional.of(texts.language() == Language.RU ? template.headerRu() : template.headerEn())
                .filter(text -> !text.isEmpty())),
        "",
        Optional.empty(),
        List.of(),
        List.of(
            line(1, "TELEVISION", texts.t("billing.sample.television"), from, 32_787, 7_213),
            line(2, "INTERNET", texts.t("billing.sample.internet"), from, 49_180, 10_820)),
        List.of(new InvoiceDocument.Tax(1, "vat", "22", true, minor(81_967), minor(18_033))),
        List.of());
  }

  private InvoiceDocument.Line line(
      int number, String group, String text, LocalDate from, long net, long tax) {
    return new InvoiceDocument.Line(
        number,
        group,
        text,
        from,
        from.plusMonths(1),
        1,
        "",
        minor(net),
        minor(tax),
        minor(net + tax),
        Optional.empty());
  }

  private Money minor(long amount) {
    return new Money(amount, currency);
  }
}
