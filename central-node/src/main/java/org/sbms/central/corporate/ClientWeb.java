package org.sbms.central.corporate;

import static org.sbms.central.corporate.CorporatePermissions.MANAGE;
import static org.sbms.central.corporate.CorporatePermissions.VIEW;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.sbms.central.corporate.AskClients.Clients;
import org.sbms.central.corporate.AskClients.ShowClient;
import org.sbms.central.corporate.WorkOnClients.ArchiveClient;
import org.sbms.central.corporate.WorkOnClients.ArchiveDepartment;
import org.sbms.central.corporate.WorkOnClients.CreateClient;
import org.sbms.central.corporate.WorkOnClients.CreateDepartment;
import org.sbms.central.corporate.WorkOnClients.EditClient;
import org.sbms.central.corporate.WorkOnClients.MoveDepartment;
import org.sbms.central.corporate.WorkOnClients.RenameDepartment;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** The pages of clients and their departments. */
final class ClientWeb implements WebFeature {
  private static final String CLIENTS = CorporateWeb.CLIENTS;
  private static final String CLIENT = CLIENTS + "/:id";
  private static final String DEPARTMENT = CLIENT + "/departments/:department";

  /** A page that is opened again and again asks branches this often at most. */
  static final Duration FIGURES_KEPT = Duration.ofSeconds(15);

  private final Executor executor;
  private final Gathering gathering;
  private final Supplier<List<BranchCode>> branches;

  ClientWeb(Executor executor, Gathering gathering, Supplier<List<BranchCode>> branches) {
    this.executor = executor;
    this.gathering = gathering;
    this.branches = branches;
  }

  @Override
  public void addTo(Web web) {
    web.get(CLIENTS, VIEW, this::list)
        .get(CLIENTS + "/new", MANAGE, _ -> newForm(Form.blank()))
        .post(CLIENTS, MANAGE, this::create)
        .get(CLIENT, VIEW, request -> client(request, Form.blank()))
        .get(CLIENT + "/edit", MANAGE, this::editForm)
        .post(CLIENT + "/edit", MANAGE, this::edit)
        .post(CLIENT + "/archive", MANAGE, this::archive)
        .post(CLIENT + "/departments", MANAGE, this::addDepartment)
        .get(DEPARTMENT, VIEW, request -> department(request, Form.blank(), Form.blank()))
        .post(DEPARTMENT + "/name", MANAGE, this::rename)
        .post(DEPARTMENT + "/parent", MANAGE, this::move)
        .post(DEPARTMENT + "/archive", MANAGE, this::archiveDepartment);
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        ClientColumns.SPEC,
        query ->
            executor.run(request.caller(), Request.query(ClientColumns.asked(query)))
                    instanceof Outcome.Done<Clients>(Clients found)
                ? found.items()
                : List.of(),
        table -> PageResponse.page("corporate/clients", new PageModels.ListPage(table)));
  }

  private PageResponse client(PageRequest request, Form department) {
    return withId(
        request,
        id -> {
          gathering.refresh(
              request.caller(),
              id,
              request.parameter("fresh").isEmpty() ? FIGURES_KEPT : Duration.ZERO);
          return view(
              request,
              id,
              view ->
                  new PageResponse.Page(
                      department.hasErrors() ? 422 : 200,
                      "corporate/client",
                      new PageModels.ClientPage(
                          view, department, parents(view, Optional.empty()))));
        });
  }

  private PageResponse view(
      PageRequest request, UUID id, java.util.function.Function<ClientView, PageResponse> page) {
    return PageResponse.of(executor.run(request.caller(), Request.query(new ShowClient(id))), page);
  }

  private PageResponse newForm(Form form) {
    return new PageResponse.Page(
        form.hasErrors() || !form.alert().isEmpty() ? 422 : 200,
        "corporate/edit",
        new PageModels.EditPage(Optional.empty(), form, branchNames()));
  }

  private PageResponse create(PageRequest request) {
    Form form = request.form();
    Optional<BranchCode> branch = form.required("branch", BranchCode::new);
    if (branch.isEmpty()) {
      return newForm(form);
    }
    CreateClient command =
        new CreateClient(form.text("name"), form.text("taxId"), branch.get(), form.text("contact"));
    return PageResponse.of(
        executor.run(request.caller(), Request.command(command, form.key())),
        form,
        request.texts(),
        client ->
            PageResponse.redirect(
                CLIENTS + "/" + client.id(), request.texts().t("corporate.created")),
        this::newForm);
  }

  private PageResponse editForm(PageRequest request) {
    return withId(
        request,
        id ->
            view(
                request,
                id,
                view ->
                    editForm(
                        view.client(),
                        Form.blank()
                            .with("name", view.client().name())
                            .with("taxId", view.client().taxId())
                            .with("branch", view.client().branch().value())
                            .with("contact", view.client().contact()))));
  }

  private PageResponse editForm(Client client, Form form) {
    return new PageResponse.Page(
        form.hasErrors() || !form.alert().isEmpty() ? 422 : 200,
        "corporate/edit",
        new PageModels.EditPage(Optional.of(client), form, branchNames()));
  }

  private PageResponse edit(PageRequest request) {
    Form form = request.form();
    Optional<BranchCode> branch = form.required("branch", BranchCode::new);
    return withId(
        request,
        id ->
            branch.isEmpty()
                ? view(request, id, view -> editForm(view.client(), form))
                : PageResponse.of(
                    executor.run(
                        request.caller(),
                        Request.command(
                            new EditClient(
                                id,
                                form.text("name"),
                                form.text("taxId"),
                                branch.get(),
                                form.text("contact")),
                            form.key())),
                    form,
                    request.texts(),
                    _ -> PageResponse.redirect(CLIENTS + "/" + id),
                    again -> view(request, id, view -> editForm(view.client(), again))));
  }

  private PageResponse archive(PageRequest request) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(), Request.command(new ArchiveClient(id), request.form().key())),
                _ -> PageResponse.redirect(CLIENTS, request.texts().t("corporate.archived"))));
  }

  private PageResponse addDepartment(PageRequest request) {
    Form form = request.form();
    Optional<UUID> parent = form.optional("parent", UUID::fromString);
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(
                        new CreateDepartment(id, parent, form.text("name")), form.key())),
                form,
                request.texts(),
                _ -> PageResponse.redirect(CLIENTS + "/" + id),
                again -> client(request, again)));
  }

  private PageResponse department(PageRequest request, Form rename, Form move) {
    return withBoth(
        request,
        (id, department) ->
            view(
                request,
                id,
                view ->
                    view.departments().stream()
                        .filter(row -> row.id().equals(department))
                        .findFirst()
                        .map(row -> department(view, row, rename, move))
                        .orElseGet(() -> PageResponse.notFound("There is no such department."))));
  }

  private static PageResponse department(
      ClientView view, ClientView.DepartmentRow row, Form rename, Form move) {
    Form name = rename.hasErrors() ? rename : rename.with("name", row.name());
    Form parent =
        move.hasErrors() ? move : move.with("parent", row.parent().map(UUID::toString).orElse(""));
    boolean wrong =
        rename.hasErrors() || move.hasErrors() || !(rename.alert() + move.alert()).isEmpty();
    return new PageResponse.Page(
        wrong ? 422 : 200,
        "corporate/department",
        new PageModels.DepartmentPage(view, row, name, parent, parents(view, Optional.of(row))));
  }

  private PageResponse rename(PageRequest request) {
    Form form = request.form();
    return change(
        request,
        form,
        (id, department) -> new RenameDepartment(id, department, form.text("name")),
        again -> department(request, again, Form.blank()));
  }

  private PageResponse move(PageRequest request) {
    Form form = request.form();
    Optional<UUID> parent = form.optional("parent", UUID::fromString);
    return change(
        request,
        form,
        (id, department) -> new MoveDepartment(id, department, parent),
        again -> department(request, Form.blank(), again));
  }

  private PageResponse archiveDepartment(PageRequest request) {
    Form form = request.form();
    return change(
        request, form, ArchiveDepartment::new, again -> department(request, again, Form.blank()));
  }

  private PageResponse change(
      PageRequest request,
      Form form,
      BiFunction<UUID, UUID, Operation<Department>> command,
      java.util.function.Function<Form, PageResponse> again) {
    return withBoth(
        request,
        (id, department) ->
            PageResponse.of(
                executor.run(
                    request.caller(), Request.command(command.apply(id, department), form.key())),
                form,
                request.texts(),
                _ -> PageResponse.redirect(CLIENTS + "/" + id),
                again));
  }

  private PageResponse withBoth(PageRequest request, BiFunction<UUID, UUID, PageResponse> answer) {
    Optional<UUID> department = request.pathId("department");
    return department.isEmpty()
        ? PageResponse.notFound("There is no such department.")
        : withId(request, id -> answer.apply(id, department.get()));
  }

  static PageResponse withId(
      PageRequest request, java.util.function.Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such client."));
  }

  /** Departments by id, named by their paths; one itself and all below it left out. */
  static Map<String, String> parents(ClientView view, Optional<ClientView.DepartmentRow> except) {
    Map<String, String> parents = new LinkedHashMap<>();
    String path = except.map(ClientView.DepartmentRow::path).orElse("\n");
    view.departments().stream()
        .filter(row -> !row.path().equals(path) && !row.path().startsWith(path + " / "))
        .forEach(row -> parents.put(row.id().toString(), row.path()));
    return parents;
  }

  private Map<String, String> branchNames() {
    Map<String, String> names = new LinkedHashMap<>();
    branches.get().forEach(branch -> names.put(branch.value(), branch.value()));
    return names;
  }
}
