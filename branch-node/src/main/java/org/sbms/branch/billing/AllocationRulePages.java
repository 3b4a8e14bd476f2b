package org.sbms.branch.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.billing.AllocationRule.First;
import org.sbms.branch.billing.AllocationRule.Kind;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** What a payment pays first, by page and by API. */
public final class AllocationRulePages implements WebFeature {
  private static final String PATH = "/allocation-rule";

  private final Executor executor;

  public AllocationRulePages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(PATH, BillingFeature.VIEW, this::show)
        .post(PATH, BillingFeature.SET, this::save)
        .api("showAllocationRule", this::showByApi)
        .api("saveAllocationRule", this::saveByApi);
  }

  /**
   * @param kinds by name, in words for a choice
   */
  public record RulePage(Map<String, String> firsts, Map<String, String> kinds, Form form) {}

  private PageResponse show(PageRequest request) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new AllocationRule.Show())),
        rule -> {
          Form form = Form.blank().with("first", rule.first().name());
          for (int i = 0; i < rule.kinds().size(); i++) {
            form.with("kinds[" + i + "]", rule.kinds().get(i).name());
          }
          return page(request, form, 200);
        });
  }

  private static PageResponse page(PageRequest request, Form form, int status) {
    return new PageResponse.Page(
        status,
        "billing/allocationRule",
        new RulePage(
            words(request.texts(), "allocation.first", First.values()),
            words(request.texts(), "allocation.kind", Kind.values()),
            form));
  }

  private static Map<String, String> words(Texts texts, String prefix, Enum<?>[] values) {
    Map<String, String> words = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> words.put(value.name(), texts.of(prefix, value)));
    return words;
  }

  private PageResponse save(PageRequest request) {
    Form form = request.form();
    Optional<First> first = form.required("first", text -> one(First.values(), text));
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < Kind.values().length; i++) {
      form.required("kinds[" + i + "]", text -> one(Kind.values(), text)).ifPresent(kinds::add);
    }
    return first.isEmpty() || form.hasErrors()
        ? page(request, form, 422)
        : PageResponse.of(
            executor.run(
                request.caller(),
                Request.command(
                    new AllocationRule.Save(new AllocationRule(first.get(), kinds)), form.key())),
            form,
            request.texts(),
            _ -> PageResponse.redirect(PATH, request.texts().t("allocation.saved")),
            again -> page(request, again, 422));
  }

  private ApiResponse showByApi(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new AllocationRule.Show())), ApiResponse::ok);
  }

  private ApiResponse saveByApi(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    AllocationRule rule;
    try {
      List<Kind> kinds = new ArrayList<>();
      body.path("kinds").forEach(kind -> kinds.add(one(Kind.values(), kind.asText(""))));
      rule = new AllocationRule(one(First.values(), body.path("first").asText("")), kinds);
    } catch (IllegalArgumentException wrong) {
      return ApiResponse.refused(Refusal.invalid("kinds", String.valueOf(wrong.getMessage())));
    }
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.command(new AllocationRule.Save(rule), request.key())),
        ApiResponse::ok);
  }

  private static <E extends Enum<E>> E one(E[] values, String text) {
    return Arrays.stream(values)
        .filter(value -> value.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be one of the list"));
  }
}
