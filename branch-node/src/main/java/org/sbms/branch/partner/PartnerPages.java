package org.sbms.branch.partner;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.branch.partner.PartnerOrders.AddTerm;
import org.sbms.branch.partner.PartnerOrders.AttachSubscribers;
import org.sbms.branch.partner.PartnerOrders.Attachment;
import org.sbms.branch.partner.PartnerOrders.BrowseBills;
import org.sbms.branch.partner.PartnerOrders.BrowsePartners;
import org.sbms.branch.partner.PartnerOrders.DetachSubscriber;
import org.sbms.branch.partner.PartnerOrders.EndTerm;
import org.sbms.branch.partner.PartnerOrders.ListAttached;
import org.sbms.branch.partner.PartnerOrders.NotePayment;
import org.sbms.branch.partner.PartnerOrders.SavePartner;
import org.sbms.branch.partner.PartnerOrders.ShowPartner;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
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
import org.sbms.kit.web.table.Table;

/** Partners: all of them, one with its terms and bills, its subscribers. */
public final class PartnerPages implements WebFeature {
  private static final int BILLS_SHOWN = 12;

  private final Executor executor;
  private final Currency currency;
  private final Supplier<LocalDate> today;

  /**
   * @param currency the branch's one currency
   * @param today the open business day
   */
  public PartnerPages(Executor executor, Currency currency, Supplier<LocalDate> today) {
    this.executor = executor;
    this.currency = currency;
    this.today = today;
  }

  @Override
  public void addTo(Web web) {
    web.messages("partner")
        .menu(
            new MenuEntry("/partners", "partners.menu", "building-store", 43, PartnerFeature.VIEW))
        .get("/partners", PartnerFeature.VIEW, this::browse)
        .get("/partners/new", PartnerFeature.MANAGE, request -> form(request, blank(), true, 200))
        .post("/partners/new", PartnerFeature.MANAGE, request -> save(request, true))
        .get("/partners/:code", PartnerFeature.VIEW, r -> show(r, Form.blank(), 200))
        .get("/partners/:code/edit", PartnerFeature.MANAGE, this::edit)
        .post("/partners/:code/edit", PartnerFeature.MANAGE, request -> save(request, false))
        .post("/partners/:code/terms", PartnerFeature.MANAGE, this::addTerm)
        .post("/partners/:code/terms/end", PartnerFeature.MANAGE, this::endTerm)
        .post("/partners/:code/payments", PartnerFeature.BILL, this::pay)
        .get(
            "/partners/:code/subscribers", PartnerFeature.VIEW, r -> attached(r, Form.blank(), 200))
        .post("/partners/:code/subscribers", PartnerFeature.MANAGE, this::attach)
        .post("/partners/:code/subscribers/end", PartnerFeature.MANAGE, this::detach);
  }

  /**
   * A partner's page.
   *
   * @param form of whichever order was refused
   */
  public record ShowPage(
      ShowPartner.Shown shown,
      List<PartnerBill.Head> bills,
      Optional<LocalDate> nextBill,
      Map<String, String> directions,
      Map<String, String> bases,
      BillWords words,
      Form form) {

    public String kind(PartnerBill.Head bill) {
      return BillTable.kind(bill);
    }

    public String colour(PartnerBill.Head bill) {
      return BillTable.colour(BillTable.kind(bill));
    }
  }

  public record EditPage(
      boolean isNew,
      String code,
      Map<String, String> kinds,
      Map<String, String> languages,
      Form form) {}

  public record AttachedPage(String code, String name, Table<Attachment> table, Form form) {}

  private PageResponse browse(PageRequest request) {
    return request.table(
        PartnerTable.SPEC,
        query ->
            rows(
                    request,
                    new BrowsePartners(
                        query.filter("text"), query.sortText(), query.offset(), query.limit()))
                .map(BrowsePartners.Found::items)
                .orElse(List.of()),
        table -> PageResponse.page("partner/list", table));
  }

  private PageResponse show(PageRequest request, Form form, int status) {
    String code = request.pathPart("code");
    if (form.text("since").isEmpty()) {
      form.with("since", today.get().toString());
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowPartner(code))),
        shown ->
            new PageResponse.Page(
                status,
                "partner/show",
                new ShowPage(
                    shown,
                    rows(request, new BrowseBills(code, "", "-issued", 0, BILLS_SHOWN))
                        .map(BrowseBills.Found::items)
                        .orElse(List.of()),
                    BillIssuer.nextPeriod(shown.standing()).map(period -> period.until()),
                    options(request.texts(), "partners.direction", ShareTerm.Direction.values()),
                    options(request.texts(), "partners.basis", ShareTerm.Basis.values()),
                    new BillWords(request.texts()),
                    form)));
  }

  private Form blank() {
    return Form.blank()
        .with("kind", Partner.Kind.LOCAL_OPERATOR.name())
        .with("since", today.get().toString())
        .with("taxArea", "RU")
        .with("language", Language.RU.name())
        .with("billDay", "1")
        .with("paymentTermDays", "15");
  }

  private PageResponse form(PageRequest request, Form form, boolean isNew, int status) {
    Map<String, String> languages = new LinkedHashMap<>();
    for (Language language : Language.values()) {
      languages.put(language.name(), language.ownName());
    }
    return new PageResponse.Page(
        status,
        "partner/edit",
        new EditPage(
            isNew,
            isNew ? "" : request.pathPart("code"),
            options(request.texts(), "partners.kind", Partner.Kind.values()),
            languages,
            form));
  }

  private PageResponse edit(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowPartner(request.pathPart("code")))),
        shown -> form(request, filled(shown.standing().partner()), false, 200));
  }

  private static Form filled(Partner partner) {
    return Form.blank()
        .with("code", partner.code())
        .with("name", partner.name())
        .with("kind", partner.kind().name())
        .with("taxNumber", partner.taxNumber())
        .with("address", partner.address())
        .with("contract", partner.contract())
        .with("since", partner.since().toString())
        .with("until", partner.until().map(LocalDate::toString).orElse(""))
        .with("bankName", partner.bank().name())
        .with("bankCode", partner.bank().code())
        .with("bankAccount", partner.bank().account())
        .with("taxed", partner.taxed() ? "true" : "")
        .with("taxArea", partner.taxArea())
        .with("language", partner.language().name())
        .with("billDay", Integer.toString(partner.billDay()))
        .with("paymentTermDays", Integer.toString(partner.paymentTermDays()));
  }

  private PageResponse save(PageRequest request, boolean isNew) {
    Form form = request.form();
    Optional<Partner.Kind> kind = form.required("kind", Partner.Kind::valueOf);
    Optional<Language> language = form.required("language", Language::valueOf);
    Optional<LocalDate> since = form.required("since", PartnerPages::day);
    Optional<LocalDate> until = form.optional("until", PartnerPages::day);
    Optional<Integer> billDay = form.required("billDay", PartnerPages::number);
    Optional<Integer> term = form.required("paymentTermDays", PartnerPages::number);
    if (isNew && rows(request, new ShowPartner(form.text("code"))).isPresent()) {
      form.error("code", "is taken already");
    }
    if (form.hasErrors()) {
      return form(request, form, isNew, 422);
    }
    Partner partner =
        new Partner(
            isNew ? form.text("code") : request.pathPart("code"),
            form.text("name").strip(),
            kind.orElseThrow(),
            form.text("taxNumber").strip(),
            form.text("address").strip(),
            form.text("contract").strip(),
            since.orElseThrow(),
            until,
            new Partner.Bank(
                form.text("bankName").strip(),
                form.text("bankCode").strip(),
                form.text("bankAccount").strip()),
            form.checked("taxed"),
            form.text("taxArea").strip(),
            language.orElseThrow(),
            billDay.orElseThrow(),
            term.orElseThrow());
    return PageResponse.of(
        executor.run(request.caller(), Request.command(new SavePartner(partner), form.key())),
        form,
        request.texts(),
        saved ->
            PageResponse.redirect(
                "/partners/" + saved.partner().code(), request.texts().t("partners.saved")),
        again -> form(request, again, isNew, 422));
  }

  private PageResponse addTerm(PageRequest request) {
    Form form = request.form();
    Optional<ShareTerm.Direction> direction =
        form.required("direction", ShareTerm.Direction::valueOf);
    Optional<ShareTerm.Basis> basis = form.required("basis", ShareTerm.Basis::valueOf);
    Optional<LocalDate> since = form.required("since", PartnerPages::day);
    Optional<List<ShareTerm.Tier>> tiers =
        form.required(
            "tiers",
            text -> TierText.read(text, basis.orElse(ShareTerm.Basis.COLLECTED), currency));
    if (form.hasErrors()) {
      return show(request, form, 422);
    }
    return order(
        request,
        form,
        new AddTerm(
            request.pathPart("code"),
            direction.orElseThrow(),
            basis.orElseThrow(),
            form.text("product").strip(),
            tiers.orElseThrow(),
            since.orElseThrow()),
        "partners.term.added");
  }

  private PageResponse endTerm(PageRequest request) {
    Form form = request.form();
    Optional<UUID> term = form.required("term", UUID::fromString);
    Optional<LocalDate> until = form.required("until", PartnerPages::day);
    return form.hasErrors()
        ? show(request, form, 422)
        : order(
            request,
            form,
            new EndTerm(request.pathPart("code"), term.orElseThrow(), until.orElseThrow()),
            "partners.term.ended");
  }

  private PageResponse pay(PageRequest request) {
    Form form = request.form();
    Optional<Money> amount =
        form.required(
            "amount", text -> Money.parse(text.replaceAll("\\s", "").replace(',', '.'), currency));
    if (amount.filter(Money::isNegative).isPresent()) {
      form.error("amount", "must not be below zero");
    }
    if (form.hasErrors()) {
      return show(request, form, 422);
    }
    return order(
        request,
        form,
        new NotePayment(
            request.pathPart("code"),
            form.text("way").equals("out") ? amount.orElseThrow().negated() : amount.orElseThrow(),
            form.text("reference")),
        "partners.paid");
  }

  private <R> PageResponse order(
      PageRequest request, Form form, Operation<R> order, String message) {
    return PageResponse.of(
        executor.run(request.caller(), Request.command(order, form.key())),
        form,
        request.texts(),
        _ ->
            PageResponse.redirect(
                "/partners/" + request.pathPart("code"), request.texts().t(message)),
        again -> show(request, again, 422));
  }

  private PageResponse attached(PageRequest request, Form form, int status) {
    String code = request.pathPart("code");
    if (form.text("since").isEmpty()) {
      form.with("since", today.get().toString());
    }
    if (form.text("until").isEmpty()) {
      form.with("until", today.get().toString());
    }
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowPartner(code))),
        shown ->
            request.table(
                PartnerTable.ATTACHED,
                query ->
                    rows(
                            request,
                            new ListAttached(
                                code,
                                query.filter("account").strip(),
                                query.offset(),
                                query.limit()))
                        .map(ListAttached.Found::items)
                        .orElse(List.of()),
                table ->
                    new PageResponse.Page(
                        status,
                        "partner/subscribers",
                        new AttachedPage(code, shown.standing().partner().name(), table, form))));
  }

  private PageResponse attach(PageRequest request) {
    Form form = request.form();
    Optional<LocalDate> since = form.required("since", PartnerPages::day);
    Optional<List<AccountNumber>> accounts = form.required("accounts", PartnerPages::accounts);
    if (form.hasErrors()) {
      return attached(request, form, 422);
    }
    AttachSubscribers order =
        new AttachSubscribers(
            request.pathPart("code"), accounts.orElseThrow(), since.orElseThrow());
    return PageResponse.of(
        executor.run(request.caller(), Request.command(order, form.key())),
        form,
        request.texts(),
        done ->
            PageResponse.redirect(
                "/partners/" + done.partner() + "/subscribers",
                request.texts().t("partners.attached", done.count())),
        again -> attached(request, again, 422));
  }

  private PageResponse detach(PageRequest request) {
    Form form = request.form();
    Optional<LocalDate> until = form.required("until", PartnerPages::day);
    Optional<AccountNumber> account = form.required("account", AccountNumber::new);
    if (form.hasErrors()) {
      return attached(request, form, 422);
    }
    String code = request.pathPart("code");
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new DetachSubscriber(code, account.orElseThrow(), until.orElseThrow()),
                form.key())),
        form,
        request.texts(),
        _ ->
            PageResponse.redirect(
                "/partners/" + code + "/subscribers", request.texts().t("partners.detached")),
        again -> attached(request, again, 422));
  }

  private static List<AccountNumber> accounts(String text) {
    return Arrays.stream(text.split("[\\s,;]+"))
        .filter(number -> !number.isEmpty())
        .limit(PartnerFeature.MAX_ATTACHED_AT_ONCE + 1L)
        .map(AccountNumber::new)
        .toList();
  }

  private <R> Optional<R> rows(PageRequest request, Operation<R> question) {
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<R>(R found)
        ? Optional.of(found)
        : Optional.empty();
  }

  private static Map<String, String> options(Texts texts, String prefix, Enum<?>[] values) {
    Map<String, String> options = new LinkedHashMap<>();
    for (Enum<?> value : values) {
      options.put(value.name(), texts.of(prefix, value));
    }
    return options;
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException("must be a day such as 2026-11-30", wrong);
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException("must be a number", wrong);
    }
  }
}
