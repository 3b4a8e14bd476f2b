package org.sbms.branch.customer;

import java.util.Optional;
import java.util.UUID;
import org.sbms.branch.customer.WorkOnCustomers.AddContact;
import org.sbms.branch.customer.WorkOnCustomers.AddDocument;
import org.sbms.branch.customer.WorkOnCustomers.ArchiveCustomer;
import org.sbms.branch.customer.WorkOnCustomers.ArrangeAccount;
import org.sbms.branch.customer.WorkOnCustomers.AskErasure;
import org.sbms.branch.customer.WorkOnCustomers.ClassifyCustomer;
import org.sbms.branch.customer.WorkOnCustomers.DecideErasure;
import org.sbms.branch.customer.WorkOnCustomers.ListCompanies;
import org.sbms.branch.customer.WorkOnCustomers.ListErasures;
import org.sbms.branch.customer.WorkOnCustomers.ReadDocument;
import org.sbms.branch.customer.WorkOnCustomers.RegisterCustomer;
import org.sbms.branch.customer.WorkOnCustomers.RemoveContact;
import org.sbms.branch.customer.WorkOnCustomers.ReturnFromArchive;
import org.sbms.branch.customer.WorkOnCustomers.SaveCompany;
import org.sbms.branch.customer.WorkOnCustomers.SaveDepartment;
import org.sbms.branch.customer.WorkOnCustomers.ShowCustomer;
import org.sbms.branch.customer.WorkOnCustomers.TakeOutPersonalData;
import org.sbms.branch.party.PartyApi;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.PersonalData.IdentityDocument;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiPage;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of customers, as openapi.yaml promises it. */
public final class CustomerApi implements WebFeature {
  private static final int DEFAULT_LIMIT = 50;

  private final Executor executor;

  public CustomerApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("listCustomers", this::list)
        .api("registerCustomer", this::register)
        .api("showCustomer", request -> ask(request, new ShowCustomer(id(request, "customer"))))
        .api("classifyCustomer", this::classify)
        .api("addContact", this::addContact)
        .api(
            "removeContact",
            request ->
                run(request, new RemoveContact(id(request, "customer"), id(request, "contact"))))
        .api("addDocument", this::addDocument)
        .api("readDocument", this::readDocument)
        .api("arrangeAccount", this::arrange)
        .api(
            "archiveCustomer",
            request ->
                run(
                    request,
                    new ArchiveCustomer(
                        id(request, "customer"), request.body(Reason.class).reason())))
        .api(
            "returnFromArchive",
            request -> run(request, new ReturnFromArchive(id(request, "customer"))))
        .api(
            "askErasure",
            request ->
                run(
                    request,
                    new AskErasure(id(request, "customer"), request.body(Reason.class).reason())))
        .api("listErasures", this::erasures)
        .api("decideErasure", this::decide)
        .api(
            "takeOutPersonalData",
            request -> ask(request, new TakeOutPersonalData(id(request, "customer"))))
        .api("listCompanies", this::companies)
        .api("saveCompany", this::saveCompany)
        .api("saveDepartment", this::saveDepartment);
  }

  record Reason(String reason) {}

  record NewCustomer(
      CustomerKind kind,
      String name,
      String address,
      String phone,
      Optional<String> email,
      Optional<IdentityDocument> document,
      Optional<UUID> parent) {}

  record Classification(CustomerKind kind, Optional<UUID> parent) {}

  record NewContact(ContactKind kind, String value, Optional<String> purpose) {}

  record Arrangement(
      UUID customer,
      Optional<AccountNumber> parent,
      Payer payer,
      String company,
      Optional<String> department) {}

  record Decision(boolean erase, Optional<String> comment) {}

  record CompanyBody(String name, Optional<String> taxNumber, Optional<String> address) {}

  record DepartmentBody(String name, Optional<String> location) {}

  private ApiResponse list(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    BrowseCustomers question =
        new BrowseCustomers(
            request.parameter("search").orElse(""),
            request.parameter("kind").map(CustomerKind::valueOf),
            request.parameter("company").orElse(""),
            request.parameter("department").orElse(""),
            request.parameter("archived").map(Boolean::parseBoolean).orElse(false),
            "number",
            false,
            page.offset(),
            page.asked());
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(question)), rows -> page.of(rows.items()));
  }

  private ApiResponse register(ApiRequest request) {
    NewCustomer body = request.body(NewCustomer.class);
    RegisterCustomer order =
        new RegisterCustomer(
            body.kind(),
            body.name(),
            body.address(),
            body.phone(),
            body.email().orElse(""),
            body.document(),
            body.parent());
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, request.key())),
        ApiResponse::created);
  }

  private ApiResponse classify(ApiRequest request) {
    Classification body = request.body(Classification.class);
    return run(request, new ClassifyCustomer(id(request, "customer"), body.kind(), body.parent()));
  }

  private ApiResponse addContact(ApiRequest request) {
    NewContact body = request.body(NewContact.class);
    return run(
        request,
        new AddContact(
            id(request, "customer"), body.kind(), body.value(), body.purpose().orElse("")));
  }

  private ApiResponse addDocument(ApiRequest request) {
    byte[] file = request.bytes();
    if (file.length > Documents.MAX_BYTES) {
      return ApiResponse.refused(Refusal.invalid("file", "must be at most 5 MiB"));
    }
    AddDocument order =
        new AddDocument(
            id(request, "customer"),
            request.parameter("number").orElse(""),
            DocumentKind.valueOf(request.parameter("kind").orElse("CONTRACT")),
            PaperPages.day(request.parameter("signedOn").orElse("")),
            request.parameter("file").orElse(""),
            file);
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, request.key())),
        ApiResponse::created);
  }

  private ApiResponse readDocument(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(new ReadDocument(id(request, "customer"), id(request, "document")))),
        content -> new ApiResponse.File(content.fileName(), content.contentType(), content.file()));
  }

  private ApiResponse arrange(ApiRequest request) {
    Arrangement body = request.body(Arrangement.class);
    return PartyApi.withAccount(
        request,
        account ->
            run(
                request,
                new ArrangeAccount(
                    account,
                    body.customer(),
                    body.parent(),
                    body.payer(),
                    body.company(),
                    body.department().orElse(""))));
  }

  private ApiResponse erasures(ApiRequest request) {
    ApiPage page = request.page(DEFAULT_LIMIT);
    boolean open = request.parameter("open").map(Boolean::parseBoolean).orElse(false);
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.query(new ListErasures(open, page.offset(), page.asked()))),
        found -> page.of(found.items()));
  }

  private ApiResponse decide(ApiRequest request) {
    Decision body = request.body(Decision.class);
    return run(
        request,
        new DecideErasure(id(request, "erasure"), body.erase(), body.comment().orElse("")));
  }

  private ApiResponse companies(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListCompanies())),
        found -> ApiResponse.items(found.items()));
  }

  private ApiResponse saveCompany(ApiRequest request) {
    CompanyBody body = request.body(CompanyBody.class);
    return run(
        request,
        new SaveCompany(
            request.pathPart("company"),
            body.name(),
            body.taxNumber().orElse(""),
            body.address().orElse("")));
  }

  private ApiResponse saveDepartment(ApiRequest request) {
    DepartmentBody body = request.body(DepartmentBody.class);
    return run(
        request,
        new SaveDepartment(
            request.pathPart("company"),
            request.pathPart("department"),
            body.name(),
            body.location().orElse("")));
  }

  private <R> ApiResponse ask(ApiRequest request, Operation<R> question) {
    return ApiResponse.of(executor.run(request.caller(), Request.query(question)), ApiResponse::ok);
  }

  /** Where a key may be left out, the state of things refuses the same change again. */
  private <R> ApiResponse run(ApiRequest request, Operation<R> order) {
    String key = request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, key)), ApiResponse::ok);
  }

  /** The contract lets nothing but a UUID through. */
  private static UUID id(ApiRequest request, String part) {
    return UUID.fromString(request.pathPart(part));
  }
}
