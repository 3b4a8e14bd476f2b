package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.branch.party.PartyApi;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.ListServices;
import org.sbms.contract.subscriber.QuoteServiceChange;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ServiceChange;
import org.sbms.contract.subscriber.ServiceChange.Direction;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of services, as openapi.yaml promises it. */
public final class ServiceApi implements WebFeature {
  private final BranchCode self;
  private final Executor executor;

  public ServiceApi(BranchCode self, Executor executor) {
    this.self = self;
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("listServices", this::list)
        .api("addService", this::add)
        .api("removeService", this::remove);
  }

  /** The body: which service, from when. */
  record Order(String service, Optional<String> effective) {}

  private ApiResponse list(ApiRequest request) {
    return CallParts.branch(
        request,
        self,
        branch ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ListServices(branch))),
                services -> ApiResponse.items(services.items())));
  }

  private ApiResponse add(ApiRequest request) {
    Order order = request.body(Order.class);
    Optional<LocalDate> day = CallParts.day(order.effective());
    return PartyApi.withAccount(
        request,
        account ->
            CallParts.isDryRun(request)
                ? quote(request, account, order.service(), Direction.ADD, day)
                : run(request, new AddService(account, order.service(), day)));
  }

  private ApiResponse remove(ApiRequest request) {
    String service = request.pathPart("service");
    Optional<LocalDate> day = CallParts.day(request.parameter("effective"));
    return PartyApi.withAccount(
        request,
        account ->
            CallParts.isDryRun(request)
                ? quote(request, account, service, Direction.REMOVE, day)
                : run(request, new RemoveService(account, service, day)));
  }

  private ApiResponse quote(
      ApiRequest request,
      AccountNumber account,
      String service,
      Direction direction,
      Optional<LocalDate> day) {
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(new QuoteServiceChange(account, service, direction, day))),
        ApiResponse::ok);
  }

  private ApiResponse run(ApiRequest request, Operation<ServiceChange> order) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, CallParts.keyOrNew(request))),
        ApiResponse::ok);
  }
}
