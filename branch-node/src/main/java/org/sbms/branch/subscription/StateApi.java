package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.branch.party.PartyApi;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.QuoteTermination;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.ShowHistory;
import org.sbms.contract.subscriber.StateChange;
import org.sbms.contract.subscriber.SubscriberHistory;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.contract.subscriber.TerminateSubscriber;
import org.sbms.contract.subscriber.WithdrawPlannedChange;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of what a subscriber's state becomes and was, as openapi.yaml promises it. */
public final class StateApi implements WebFeature {
  private final Executor executor;

  public StateApi(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.api("suspendSubscriber", this::suspend)
        .api("resumeSubscriber", this::resume)
        .api("terminateSubscriber", this::terminate)
        .api("showHistory", this::history)
        .api("withdrawPlannedChange", this::withdraw);
  }

  /** The body: why, and from when. */
  record Order(String reason, Optional<String> comment, Optional<String> effective) {
    String said() {
      return comment.orElse("");
    }

    Optional<LocalDate> day() {
      return CallParts.day(effective);
    }
  }

  private ApiResponse suspend(ApiRequest request) {
    Order order = request.body(Order.class);
    Optional<LocalDate> day = order.day();
    return PartyApi.withAccount(
        request,
        account -> run(request, new SuspendSubscriber(account, order.reason(), order.said(), day)));
  }

  private ApiResponse resume(ApiRequest request) {
    Order order = request.body(Order.class);
    Optional<LocalDate> day = order.day();
    return PartyApi.withAccount(
        request,
        account -> run(request, new ResumeSubscriber(account, order.reason(), order.said(), day)));
  }

  private ApiResponse terminate(ApiRequest request) {
    Order order = request.body(Order.class);
    Optional<LocalDate> day = order.day();
    return PartyApi.withAccount(
        request,
        account ->
            CallParts.isDryRun(request)
                ? quote(request, account, day)
                : run(
                    request, new TerminateSubscriber(account, order.reason(), order.said(), day)));
  }

  private ApiResponse quote(ApiRequest request, AccountNumber account, Optional<LocalDate> day) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new QuoteTermination(account, day))),
        ApiResponse::ok);
  }

  private ApiResponse run(ApiRequest request, Operation<StateChange> order) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, CallParts.keyOrNew(request))),
        ApiResponse::ok);
  }

  private ApiResponse history(ApiRequest request) {
    return PartyApi.withAccount(
        request,
        account ->
            ApiResponse.of(
                executor.run(request.caller(), Request.query(new ShowHistory(account))),
                ApiResponse::ok));
  }

  /** Which of the planned changes. */
  record Withdrawal(SubscriberHistory.Kind kind, Optional<String> subject) {}

  private ApiResponse withdraw(ApiRequest request) {
    Withdrawal body = request.body(Withdrawal.class);
    return PartyApi.withAccount(
        request,
        account ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(
                        new WithdrawPlannedChange(account, body.kind(), body.subject().orElse("")),
                        CallParts.keyOrNew(request))),
                ApiResponse::ok));
  }
}
