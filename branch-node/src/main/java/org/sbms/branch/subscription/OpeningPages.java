package org.sbms.branch.subscription;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.ListPlans;
import org.sbms.contract.subscriber.ListServices;
import org.sbms.contract.subscriber.ServiceOffer;
import org.sbms.contract.subscriber.SubscriberCard.Identifier;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** One more account for a customer: its page, and its call. */
public final class OpeningPages implements WebFeature {
  private static final String PATH = "/customers/:id/new-account";

  private final BranchCode self;
  private final Executor executor;

  public OpeningPages(BranchCode self, Executor executor) {
    this.self = self;
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(PATH, SubscriptionFeature.REGISTER, request -> page(request, Form.blank(), 200))
        .post(PATH, SubscriptionFeature.REGISTER, this::open)
        .api("openAccount", this::openByApi);
  }

  public record OpeningPage(
      String customer, Map<String, String> plans, List<ServiceOffer> services, Form form) {}

  /** The body. What may be left out is empty. */
  record Order(
      String plan, Optional<List<String>> services, Optional<List<Identifier>> identifiers) {}

  private PageResponse page(PageRequest request, Form form, int status) {
    Map<String, String> plans = new LinkedHashMap<>();
    if (executor.run(request.caller(), Request.query(new ListPlans(self)))
        instanceof Outcome.Done<ListPlans.Plans>(ListPlans.Plans sold)) {
      sold.items()
          .forEach(plan ->
              plans.put(
                  plan.code(), plan.name() + " · " + request.texts().money(plan.monthlyFee())));
    }
    List<ServiceOffer> services =
        executor.run(request.caller(), Request.query(new ListServices(self)))
                instanceof Outcome.Done<ListServices.Services>(ListServices.Services offered)
            ? offered.items()
            : List.of();
    return new PageResponse.Page(
        status,
        "subscription/opening",
        new OpeningPage(request.pathPart("id"), plans, services, form));
  }

  private PageResponse open(PageRequest request) {
    Form form = request.form();
    Optional<UUID> customer = request.pathId("id");
    if (customer.isEmpty()) {
      return PageResponse.notFound("There is no such customer.");
    }
    List<Identifier> identifiers = new ArrayList<>();
    for (String kind : List.of("PHONE", "LOGIN")) {
      if (!form.text(kind).isEmpty()) {
        identifiers.add(new Identifier(kind, form.text(kind)));
      }
    }
    OpenAccount order =
        new OpenAccount(customer.get(), form.text("plan"), request.posted("services"), identifiers);
    return PageResponse.of(
        executor.run(request.caller(), Request.command(order, form.key())),
        form,
        request.texts(),
        done ->
            PageResponse.redirect(
                "/customers/" + customer.get(),
                request.texts().t("subscription.register.done", done.account().orElseThrow())),
        again -> page(request, again, 422));
  }

  private ApiResponse openByApi(ApiRequest request) {
    Order body = request.body(Order.class);
    OpenAccount order =
        new OpenAccount(
            UUID.fromString(request.pathPart("customer")),
            body.plan(),
            body.services().orElseGet(List::of),
            body.identifiers().orElseGet(List::of));
    return ApiResponse.of(
        executor.run(request.caller(), Request.command(order, request.key())),
        ApiResponse::created);
  }
}
