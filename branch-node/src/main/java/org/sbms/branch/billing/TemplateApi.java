package org.sbms.branch.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.billing.ShowInvoice;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Messages;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

/** The API of how invoices look, and of one on paper, as openapi.yaml promises it. */
public final class TemplateApi implements WebFeature {
  private final Executor executor;
  private final ZoneId zone;
  private final Messages words = Messages.load(Set.of("bill"));

  public TemplateApi(Executor executor, ZoneId zone) {
    this.executor = executor;
    this.zone = zone;
  }

  @Override
  public void addTo(Web web) {
    web.api("showInvoicePdf", this::pdf)
        .api("listInvoiceTemplates", this::templates)
        .api("showInvoiceTemplate", this::template)
        .api("saveInvoiceTemplate", this::saveTemplate);
  }

  private ApiResponse pdf(ApiRequest request) {
    Optional<AccountNumber> account = AccountNumber.tryParse(request.pathPart("account"));
    Optional<UUID> id = id(request.pathPart("id"));
    if (account.isEmpty() || id.isEmpty()) {
      return ApiResponse.refused(Refusal.of(RefusalCode.NOT_FOUND, "There is no such invoice."));
    }
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowInvoice(account.get(), id.get()))),
        invoice ->
            new ApiResponse.File(
                invoice.head().number() + ".pdf",
                "application/pdf",
                InvoicePdf.write(List.of(invoice), language -> words.in(language, zone))));
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException noUuid) {
      return Optional.empty();
    }
  }

  /** A template by the API; what holds for all bills is on the branch's own. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record ShownTemplate(
      String code,
      int version,
      String logo,
      String seller,
      String details,
      String headerEn,
      String headerRu,
      String footerEn,
      String footerRu,
      InvoiceTemplate.Layout layout,
      Optional<String> taxArea,
      Optional<Integer> paymentTermDays) {

    static ShownTemplate of(InvoiceTemplate template) {
      return new ShownTemplate(
          template.code(),
          template.version(),
          template.logo(),
          template.seller(),
          template.details(),
          template.headerEn(),
          template.headerRu(),
          template.footerEn(),
          template.footerRu(),
          template.layout(),
          template.ofBranch() ? Optional.of(template.taxArea()) : Optional.empty(),
          template.ofBranch() ? Optional.of(template.paymentTermDays()) : Optional.empty());
    }
  }

  private ApiResponse templates(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListTemplates())),
        found -> ApiResponse.items(found.items().stream().map(ShownTemplate::of).toList()));
  }

  private ApiResponse template(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowTemplate(request.pathPart("code")))),
        template -> ApiResponse.ok(ShownTemplate.of(template)));
  }

  /** What the body leaves out stays as it is. */
  private ApiResponse saveTemplate(ApiRequest request) {
    JsonNode body = request.body(JsonNode.class);
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ShowTemplate(request.pathPart("code")))),
        before ->
            ApiResponse.of(
                executor.run(
                    request.caller(),
                    Request.command(new SaveTemplate(changed(before, body)), request.key())),
                saved -> ApiResponse.ok(ShownTemplate.of(saved))));
  }

  private static InvoiceTemplate changed(InvoiceTemplate before, JsonNode body) {
    return new InvoiceTemplate(
        before.code(),
        before.version(),
        body.path("logo").asText(before.logo()),
        body.path("seller").asText(before.seller()),
        body.path("details").asText(before.details()),
        body.path("headerEn").asText(before.headerEn()),
        body.path("headerRu").asText(before.headerRu()),
        body.path("footerEn").asText(before.footerEn()),
        body.path("footerRu").asText(before.footerRu()),
        InvoiceTemplate.Layout.valueOf(body.path("layout").asText(before.layout().name())),
        body.path("taxArea").asText(before.taxArea()),
        body.path("paymentTermDays").asInt(before.paymentTermDays()));
  }
}
