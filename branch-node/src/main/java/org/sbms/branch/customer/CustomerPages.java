package org.sbms.branch.customer;

import static org.sbms.branch.customer.CustomerPermissions.MANAGE;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sbms.branch.customer.WorkOnCustomers.AddContact;
import org.sbms.branch.customer.WorkOnCustomers.ArchiveCustomer;
import org.sbms.branch.customer.WorkOnCustomers.ArrangeAccount;
import org.sbms.branch.customer.WorkOnCustomers.AskErasure;
import org.sbms.branch.customer.WorkOnCustomers.Changed;
import org.sbms.branch.customer.WorkOnCustomers.ClassifyCustomer;
import org.sbms.branch.customer.WorkOnCustomers.ListCompanies;
import org.sbms.branch.customer.WorkOnCustomers.RegisterCustomer;
import org.sbms.branch.customer.WorkOnCustomers.RemoveContact;
import org.sbms.branch.customer.WorkOnCustomers.ReturnFromArchive;
import org.sbms.branch.customer.WorkOnCustomers.ShowCustomer;
import org.sbms.branch.party.PartyFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
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

/** Customers: the list, the whole view of one, and what is done to it. */
public final class CustomerPages implements WebFeature {
  static final String LIST = "/customers";
  static final String ONE = LIST + "/:id";

  private final Executor executor;
  private final Supplier<List<String>> companies;
  private final Supplier<List<String>> departments;

  /**
   * @param companies the codes of operator companies, for the list to choose from
   * @param departments likewise, with their companies
   */
  public CustomerPages(
      Executor executor, Supplier<List<String>> companies, Supplier<List<String>> departments) {
    this.executor = executor;
    this.companies = companies;
    this.departments = departments;
  }

  @Override
  public void addTo(Web web) {
    web.messages("customer")
        .menu(new MenuEntry(LIST, "customer.menu", "users-group", 12, PartyFeature.VIEW))
        .get(LIST, PartyFeature.VIEW, this::list)
        .get(LIST + "/new", MANAGE, request -> newPage(request, Form.blank(), 200))
        .post(LIST, MANAGE, this::register)
        .get(ONE, PartyFeature.VIEW, request -> show(request, Forms.blank(), 200))
        .post(ONE + "/classification", MANAGE, this::classify)
        .post(ONE + "/contacts", MANAGE, this::addContact)
        .post(ONE + "/contacts/:contact/removal", MANAGE, this::removeContact)
        .get(ONE + "/accounts/:account", MANAGE, request -> arrangement(request, Form.blank(), 200))
        .post(ONE + "/accounts/:account", MANAGE, this::arrange)
        .post(ONE + "/archive", CustomerPermissions.ARCHIVE, this::archive)
        .post(ONE + "/return", CustomerPermissions.ARCHIVE, this::returnFromArchive)
        .post(ONE + "/erasure", CustomerPermissions.ERASE, this::askErasure);
  }

  /** The forms of a customer's page; one of them may be shown again with its errors. */
  public record Forms(
      Form classification, Form contact, Form document, Form archive, Form erasure) {
    static Forms blank() {
      return new Forms(Form.blank(), Form.blank(), Form.blank(), Form.blank(), Form.blank());
    }
  }

  /** What a page offers to choose from. */
  public record Choices(
      Map<String, String> kinds, Map<String, String> contacts, Map<String, String> documents) {
    static Choices of(Texts texts) {
      return new Choices(
          options(texts, "customer.kind", CustomerKind.values()),
          options(texts, "customer.contact", ContactKind.values()),
          options(texts, "customer.document", DocumentKind.values()));
    }

    static Map<String, String> options(Texts texts, String prefix, Enum<?>[] values) {
      Map<String, String> options = new LinkedHashMap<>();
      Arrays.stream(values).forEach(value -> options.put(value.name(), texts.of(prefix, value)));
      return options;
    }
  }

  public record CustomerPage(CustomerView view, Choices choices, Forms forms) {}

  public record NewCustomerPage(Form form, Map<String, String> kinds) {}

  public record ArrangementPage(
      CustomerView view,
      CustomerView.Account account,
      Map<String, String> payers,
      Map<String, String> places,
      Form form) {}

  public static String icon(CustomerKind kind) {
    return switch (kind) {
      case PERSON -> "user";
      case FAMILY -> "users";
      case COMPANY -> "building";
      case GROUP -> "buildings";
      case COMMUNITY -> "home-heart";
    };
  }

  private TableSpec<BrowseCustomers.Item> table() {
    return new TableSpec<>(
        "customer.list",
        "number",
        List.of(
            Column.<BrowseCustomers.Item>of(
                    "name", row -> new Cell.Link(row.name(), LIST + "/" + row.id()))
                .sortedBy("name"),
            Column.<BrowseCustomers.Item>of("number", row -> new Cell.Code(row.number()))
                .sortedBy("number")
                .wideOnly(),
            Column.<BrowseCustomers.Item>of(
                    "kind", row -> new Cell.Badge("customer.kind." + row.kind(), "secondary"))
                .wideOnly(),
            Column.<BrowseCustomers.Item>of("accounts", row -> new Cell.Count(row.accounts()))
                .end()
                .wideOnly(),
            Column.<BrowseCustomers.Item>of("balance", row -> new Cell.Amount(row.balance())).end(),
            Column.<BrowseCustomers.Item>of("since", row -> new Cell.Time(row.since()))
                .sortedBy("created_at")
                .wideOnly()),
        List.of(
            new Filter.Search("text"),
            new Filter.Choice("kind", "customer.kind", names(CustomerKind.values())),
            new Filter.Choice("company", "", companies.get()),
            new Filter.Choice("department", "", departments.get()),
            new Filter.Choice("shown", "customer.shown", List.of("ARCHIVE"))));
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        table(), query -> rows(request, query), found -> PageResponse.page("customer/list", found));
  }

  private List<BrowseCustomers.Item> rows(PageRequest request, TableQuery query) {
    BrowseCustomers question =
        new BrowseCustomers(
            query.filter("text"),
            Optional.of(query.filter("kind"))
                .filter(kind -> !kind.isEmpty())
                .map(CustomerKind::valueOf),
            query.filter("company"),
            query.filter("department"),
            query.filter("shown").equals("ARCHIVE"),
            query.sort(),
            query.descending(),
            query.offset(),
            query.limit());
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<BrowseCustomers.Rows>(BrowseCustomers.Rows rows)
        ? rows.items()
        : List.of();
  }

  private PageResponse newPage(PageRequest request, Form form, int status) {
    return new PageResponse.Page(
        status, "customer/new", new NewCustomerPage(form, Choices.of(request.texts()).kinds()));
  }

  private PageResponse register(PageRequest request) {
    Form form = request.form();
    Optional<CustomerKind> kind = form.required("kind", CustomerKind::valueOf);
    Optional<UUID> parent = form.optional("parent", text -> customer(request, text));
    if (form.hasErrors() || kind.isEmpty()) {
      return newPage(request, form, 422);
    }
    RegisterCustomer order =
        new RegisterCustomer(
            kind.get(),
            form.text("name"),
            form.text("address"),
            form.text("phone"),
            form.text("email"),
            Optional.empty(),
            parent);
    return PageResponse.of(
        executor.run(request.caller(), Request.command(order, form.key())),
        form,
        request.texts(),
        changed -> back(request, changed, "customer.registered"),
        again -> newPage(request, again, 422));
  }

  /** A customer by its number, as people type it; the list finds it under that alone. */
  private UUID customer(PageRequest request, String number) {
    BrowseCustomers question =
        new BrowseCustomers(number, Optional.empty(), "", "", false, "number", false, 0, 2);
    if (executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<BrowseCustomers.Rows>(BrowseCustomers.Rows rows)
        && rows.items().size() == 1) {
      return rows.items().getFirst().id();
    }
    throw new IllegalArgumentException("is no customer of this branch");
  }

  PageResponse show(PageRequest request, Forms forms, int status) {
    return withCustomer(
        request,
        view ->
            new PageResponse.Page(
                status,
                "customer/show",
                new CustomerPage(view, Choices.of(request.texts()), forms)));
  }

  private PageResponse withCustomer(
      PageRequest request, Function<CustomerView, PageResponse> page) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowCustomer(id))), page));
  }

  static PageResponse withId(PageRequest request, Function<UUID, PageResponse> page) {
    return request
        .pathId("id")
        .map(page)
        .orElseGet(() -> PageResponse.notFound("There is no such customer."));
  }

  private PageResponse classify(PageRequest request) {
    Form form = request.form();
    Optional<CustomerKind> kind = form.required("kind", CustomerKind::valueOf);
    Optional<UUID> parent = form.optional("parent", text -> customer(request, text));
    Function<Form, PageResponse> again =
        wrong ->
            show(
                request,
                new Forms(wrong, Form.blank(), Form.blank(), Form.blank(), Form.blank()),
                422);
    if (form.hasErrors() || kind.isEmpty()) {
      return again.apply(form);
    }
    return run(
        request, form, id -> new ClassifyCustomer(id, kind.get(), parent), "customer.saved", again);
  }

  private PageResponse addContact(PageRequest request) {
    Form form = request.form();
    Optional<ContactKind> kind = form.required("kind", ContactKind::valueOf);
    Function<Form, PageResponse> again =
        wrong ->
            show(
                request,
                new Forms(Form.blank(), wrong, Form.blank(), Form.blank(), Form.blank()),
                422);
    if (kind.isEmpty()) {
      return again.apply(form);
    }
    return run(
        request,
        form,
        id -> new AddContact(id, kind.get(), form.text("value"), form.text("purpose")),
        "customer.contact.added",
        again);
  }

  private PageResponse removeContact(PageRequest request) {
    Optional<UUID> contact = request.pathId("contact");
    return contact.isEmpty()
        ? PageResponse.notFound("There is no such contact.")
        : run(
            request,
            request.form(),
            id -> new RemoveContact(id, contact.get()),
            "customer.contact.removed",
            _ -> PageResponse.notFound("There is no such contact."));
  }

  private PageResponse arrangement(PageRequest request, Form form, int status) {
    Optional<AccountNumber> number = AccountNumber.tryParse(request.pathPart("account"));
    return withCustomer(
        request,
        view ->
            view.accounts().stream()
                .filter(account -> number.filter(account.number()::equals).isPresent())
                .findFirst()
                .map(account -> arrangement(request, view, account, form, status))
                .orElseGet(() -> PageResponse.notFound("There is no such account.")));
  }

  private PageResponse arrangement(
      PageRequest request, CustomerView view, CustomerView.Account account, Form form, int status) {
    if (form.text("place").isEmpty()) {
      form.with("customer", view.customer().number())
          .with("parent", account.parent().map(AccountNumber::value).orElse(""))
          .with("payer", account.payer().name())
          .with("place", place(account.company(), account.department()));
    }
    return new PageResponse.Page(
        status,
        "customer/arrange",
        new ArrangementPage(
            view,
            account,
            Choices.options(request.texts(), "customer.payer", Payer.values()),
            places(request),
            form));
  }

  /** Companies and their departments in one list: a department belongs to one company only. */
  private Map<String, String> places(PageRequest request) {
    Map<String, String> places = new LinkedHashMap<>();
    if (executor.run(request.caller(), Request.query(new ListCompanies()))
        instanceof Outcome.Done<ListCompanies.Items>(ListCompanies.Items items)) {
      for (Company company : items.items()) {
        places.put(company.code(), company.name());
        company
            .departments()
            .forEach(department ->
                places.put(
                    place(company.code(), department.code()),
                    company.name() + " · " + department.name()));
      }
    }
    return places;
  }

  private static String place(String company, String department) {
    return department.isEmpty() ? company : company + "/" + department;
  }

  private PageResponse arrange(PageRequest request) {
    Form form = request.form();
    Optional<AccountNumber> account = AccountNumber.tryParse(request.pathPart("account"));
    Optional<UUID> customer = form.required("customer", text -> customer(request, text));
    Optional<AccountNumber> parent = form.optional("parent", AccountNumber::new);
    Optional<Payer> payer = form.required("payer", Payer::valueOf);
    Optional<String> place = form.required("place", text -> text);
    if (form.hasErrors()
        || account.isEmpty()
        || customer.isEmpty()
        || payer.isEmpty()
        || place.isEmpty()) {
      return arrangement(request, form, 422);
    }
    String[] parts = place.get().split("/", 2);
    return run(
        request,
        form,
        _ ->
            new ArrangeAccount(
                account.get(),
                customer.get(),
                parent,
                payer.get(),
                parts[0],
                parts.length > 1 ? parts[1] : ""),
        "customer.saved",
        again -> arrangement(request, again, 422));
  }

  private PageResponse archive(PageRequest request) {
    Form form = request.form();
    return run(
        request,
        form,
        id -> new ArchiveCustomer(id, form.text("reason")),
        "customer.archived",
        wrong ->
            show(
                request,
                new Forms(Form.blank(), Form.blank(), Form.blank(), wrong, Form.blank()),
                422));
  }

  private PageResponse returnFromArchive(PageRequest request) {
    return run(
        request,
        request.form(),
        ReturnFromArchive::new,
        "customer.returned",
        wrong ->
            show(
                request,
                new Forms(Form.blank(), Form.blank(), Form.blank(), wrong, Form.blank()),
                422));
  }

  private PageResponse askErasure(PageRequest request) {
    Form form = request.form();
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(new AskErasure(id, form.text("reason")), form.key())),
                form,
                request.texts(),
                _ ->
                    PageResponse.redirect(
                        LIST + "/" + id, request.texts().t("customer.erasure.asked")),
                wrong ->
                    show(
                        request,
                        new Forms(Form.blank(), Form.blank(), Form.blank(), Form.blank(), wrong),
                        422)));
  }

  private PageResponse run(
      PageRequest request,
      Form form,
      Function<UUID, Operation<Changed>> order,
      String done,
      Function<Form, PageResponse> again) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.command(order.apply(id), form.key())),
                form,
                request.texts(),
                changed -> back(request, changed, done),
                again));
  }

  static PageResponse back(PageRequest request, Changed changed, String said) {
    return PageResponse.redirect(LIST + "/" + changed.id(), request.texts().t(said));
  }

  private static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }
}
