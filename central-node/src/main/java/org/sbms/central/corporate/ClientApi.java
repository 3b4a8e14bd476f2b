package org.sbms.central.corporate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.sbms.central.corporate.AskClients.ListClients;
import org.sbms.central.corporate.AskClients.ShowClient;
import org.sbms.central.corporate.WorkOnClients.ArchiveClient;
import org.sbms.central.corporate.WorkOnClients.ArchiveDepartment;
import org.sbms.central.corporate.WorkOnClients.CreateClient;
import org.sbms.central.corporate.WorkOnClients.CreateDepartment;
import org.sbms.central.corporate.WorkOnClients.EditClient;
import org.sbms.central.corporate.WorkOnClients.MoveDepartment;
import org.sbms.central.corporate.WorkOnClients.RenameDepartment;
import org.sbms.central.corporate.WorkOnMembers.AttachSubscribers;
import org.sbms.central.corporate.WorkOnMembers.DetachSubscribers;
import org.sbms.central.corporate.WorkOnMembers.MoveSubscribers;
import org.sbms.central.csv.CsvText;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The calls of clients, departments and subscribers. */
final class ClientApi implements WebFeature {
  private final Executor executor;
  private final Gathering gathering;
  private final Attaching attaching;

  ClientApi(Executor executor, Gathering gathering, Attaching attaching) {
    this.executor = executor;
    this.gathering = gathering;
    this.attaching = attaching;
  }

  @Override
  public void addTo(Web web) {
    web.api("listCorporates", this::list)
        .api("createCorporate", this::create)
        .api("showCorporate", this::show)
        .api("editCorporate", this::edit)
        .api(
            "archiveCorporate",
            request -> Paths.withId(request, "id", id -> run(request, new ArchiveClient(id))))
        .api("createDepartment", this::createDepartment)
        .api("renameDepartment", this::rename)
        .api("moveDepartment", this::move)
        .api("archiveDepartment", this::archiveDepartment)
        .api("listCorporateSubscribers", this::members)
        .api("attachSubscribers", this::attach)
        .api("attachSubscribersFile", this::attachFile)
        .api("moveSubscribers", this::moveMembers)
        .api("detachSubscribers", this::detach);
  }

  /** What is said of a client. */
  record Described(
      String name,
      String taxId,
      BranchCode branch,
      @JsonProperty("contact") Optional<String> contact) {}

  record NewDepartment(String name, @JsonProperty("parent") Optional<UUID> parent) {}

  record Parent(@JsonProperty("parent") Optional<UUID> parent) {}

  record Name(String name) {}

  record Accounts(
      List<AccountNumber> accounts, @JsonProperty("department") Optional<UUID> department) {}

  private ApiResponse list(ApiRequest request) {
    ListClients asked =
        new ListClients(
            request.parameter("search").orElse(""),
            request.parameter("archived").map(Boolean::parseBoolean).orElse(false),
            "name",
            request.offset(),
            Paths.limit(request) + 1);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(asked)),
        found -> Paths.page(request, found.items()));
  }

  private ApiResponse create(ApiRequest request) {
    Described body = request.body(Described.class);
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new CreateClient(
                    body.name(), body.taxId(), body.branch(), body.contact().orElse("")),
                Paths.key(request))),
        ApiResponse::created);
  }

  private ApiResponse show(ApiRequest request) {
    return Paths.withId(
        request,
        "id",
        id -> {
          if (executor.may(request.caller(), ShowClient.class)) {
            gathering.refresh(request.caller(), id, ClientWeb.FIGURES_KEPT);
          }
          return ask(request, new ShowClient(id));
        });
  }

  private ApiResponse edit(ApiRequest request) {
    Described body = request.body(Described.class);
    return Paths.withId(
        request,
        "id",
        id ->
            run(
                request,
                new EditClient(
                    id, body.name(), body.taxId(), body.branch(), body.contact().orElse(""))));
  }

  private ApiResponse createDepartment(ApiRequest request) {
    NewDepartment body = request.body(NewDepartment.class);
    return Paths.withId(
        request,
        "id",
        id ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(
                        new CreateDepartment(id, body.parent(), body.name()), Paths.key(request))),
                ApiResponse::created));
  }

  private ApiResponse rename(ApiRequest request) {
    Name body = request.body(Name.class);
    return department(
        request, (id, department) -> new RenameDepartment(id, department, body.name()));
  }

  private ApiResponse move(ApiRequest request) {
    Parent body = request.body(Parent.class);
    return department(
        request, (id, department) -> new MoveDepartment(id, department, body.parent()));
  }

  private ApiResponse archiveDepartment(ApiRequest request) {
    return department(request, ArchiveDepartment::new);
  }

  private ApiResponse department(
      ApiRequest request, BiFunction<UUID, UUID, Operation<Department>> command) {
    return Paths.withId(
        request,
        "id",
        id ->
            Paths.withId(
                request, "department", department -> run(request, command.apply(id, department))));
  }

  private ApiResponse members(ApiRequest request) {
    return Paths.withId(
        request,
        "id",
        id -> {
          BrowseMembers asked =
              new BrowseMembers(
                  id,
                  request.parameter("search").orElse(""),
                  request.parameter("branch").orElse(""),
                  request.parameter("department").map(UUID::fromString),
                  request.parameter("state").orElse(""),
                  request.parameter("debtors").map(Boolean::parseBoolean).orElse(false),
                  request.parameter("sort").orElse("account"),
                  request.offset(),
                  Paths.limit(request) + 1);
          if (executor.may(request.caller(), BrowseMembers.class)) {
            gathering.refresh(request.caller(), id, ClientWeb.FIGURES_KEPT);
          }
          return ApiResponse.of(
              executor.run(request.caller(), Request.query(asked)),
              found -> Paths.page(request, found.items()));
        });
  }

  private ApiResponse attach(ApiRequest request) {
    Accounts body = request.body(Accounts.class);
    return Paths.withId(
        request,
        "id",
        id ->
            ApiResponse.of(
                attaching.attach(
                    request.caller(),
                    new AttachSubscribers(id, body.department(), body.accounts()),
                    Paths.key(request)),
                ApiResponse::created));
  }

  private ApiResponse attachFile(ApiRequest request) {
    String file = request.parameter("file").orElse("subscribers.csv");
    return Paths.withId(
        request,
        "id",
        id ->
            switch (CsvText.decode(file, request.bytes())) {
              case Outcome.Done<String>(String csv) ->
                  ApiResponse.of(
                      attaching.attach(request.caller(), id, file, csv, Paths.key(request)),
                      ApiResponse::created);
              case Outcome.Refused<String>(Refusal refusal) -> ApiResponse.refused(refusal);
              case Outcome.Unknown<String>(String why) -> throw new IllegalStateException(why);
            });
  }

  private ApiResponse moveMembers(ApiRequest request) {
    Accounts body = request.body(Accounts.class);
    return Paths.withId(
        request,
        "id",
        id -> run(request, new MoveSubscribers(id, body.department(), body.accounts())));
  }

  private ApiResponse detach(ApiRequest request) {
    Accounts body = request.body(Accounts.class);
    return Paths.withId(
        request, "id", id -> run(request, new DetachSubscribers(id, body.accounts())));
  }

  private <R> ApiResponse ask(ApiRequest request, Operation<R> question) {
    return ApiResponse.of(executor.run(request.caller(), Request.query(question)), ApiResponse::ok);
  }

  private <R> ApiResponse run(ApiRequest request, Operation<R> command) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(command, Paths.key(request))),
        ApiResponse::ok);
  }
}
