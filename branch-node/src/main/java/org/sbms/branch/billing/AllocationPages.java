package org.sbms.branch.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.contract.Money;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** Which payment pays an invoice, by page and by API. */
public final class AllocationPages implements WebFeature {
  private static final String PATH = "/invoices/:account/:id/allocation";

  private final Executor executor;
  private final Currency currency;

  public AllocationPages(Executor executor, Currency currency) {
    this.executor = executor;
    this.currency = currency;
  }

  @Override
  public void addTo(Web web) {
    web.get(PATH, BillingFeature.VIEW, request -> show(request, Form.blank(), 200))
        .post(PATH, BillingFeature.ALLOCATE, this::allocate)
        .api("showAllocation", this::showByApi)
        .api("allocateByHand", this::allocateByApi);
  }

  /**
   * @param payments by id, in words for a choice
   */
  public record AllocationPage(
      ShowAllocation.Allocated allocated, Map<String, String> payments, Form form) {}

  private PageResponse show(PageRequest request, Form form, int status) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowAllocation(id))),
                allocated -> {
                  Map<String, String> payments = new LinkedHashMap<>();
                  for (ShowAllocation.Line line : allocated.payments()) {
                    payments.put(
                        line.payment().toString(),
                        request
                            .texts()
                            .t(
                                "invoices.allocate.payment",
                                request.texts().time(line.at()),
                                request.texts().money(line.amount()),
                                request.texts().money(line.free())));
                  }
                  return new PageResponse.Page(
                      status, "billing/allocation", new AllocationPage(allocated, payments, form));
                }));
  }

  private PageResponse allocate(PageRequest request) {
    return withId(
        request,
        id -> {
          Form form = request.form();
          Optional<UUID> payment = form.required("payment", UUID::fromString);
          Optional<Money> amount =
              form.required("amount", text -> Money.parse(plain(text), currency));
          return payment.isEmpty() || amount.isEmpty()
              ? show(request, form, 422)
              : PageResponse.of(
                  executor.run(
                      request.caller(),
                      Request.command(
                          new AllocateByHand(id, payment.get(), amount.get()), form.key())),
                  form,
                  request.texts(),
                  allocated ->
                      PageResponse.redirect(
                          InvoicePages.path(allocated.invoice()) + "/allocation",
                          request.texts().t("invoices.allocate.done")),
                  again -> show(request, again, 422));
        });
  }

  private ApiResponse showByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.query(new ShowAllocation(UUID.fromString(request.pathPart("id"))))),
        ApiResponse::ok);
  }

  private ApiResponse allocateByApi(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    Money amount;
    try {
      amount =
          Money.parse(
              body.path("amount").path("amount").asText(""),
              Money.currencyOf(body.path("amount").path("currency").asText("")));
    } catch (IllegalArgumentException wrong) {
      return ApiResponse.refused(Refusal.invalid("amount", String.valueOf(wrong.getMessage())));
    }
    UUID payment;
    try {
      payment = UUID.fromString(body.path("payment").asText(""));
    } catch (IllegalArgumentException wrong) {
      return ApiResponse.refused(
          Refusal.of(RefusalCode.NOT_FOUND, "There is no such payment here."));
    }
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new AllocateByHand(UUID.fromString(request.pathPart("id")), payment, amount),
                request.key())),
        ApiResponse::ok);
  }

  /** People type {@code 1 500,50}; the field takes it. */
  private static String plain(String typed) {
    return typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such invoice."));
  }
}
