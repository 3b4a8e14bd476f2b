package org.sbms.central.settlement;

import static org.sbms.central.settlement.SettlementPermissions.ADJUST;
import static org.sbms.central.settlement.SettlementPermissions.VIEW;

import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import org.sbms.central.settlement.Adjustments.Adjustment;
import org.sbms.central.settlement.Adjustments.ApproveAdjustment;
import org.sbms.central.settlement.Adjustments.Found;
import org.sbms.central.settlement.Adjustments.ListAdjustments;
import org.sbms.central.settlement.Adjustments.ProposeAdjustment;
import org.sbms.central.settlement.Adjustments.RejectAdjustment;
import org.sbms.central.settlement.PageModels.AdjustmentsPage;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiRequest;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** Lines that people enter. */
final class AdjustmentWeb implements WebFeature {
  static final String PATH = "/settlement-adjustments";
  private static final int SHOWN = 200;

  private final Executor executor;

  AdjustmentWeb(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(PATH, VIEW, request -> list(request, Form.blank().with("currency", "RUB")))
        .post(PATH, ADJUST, this::propose)
        .post(PATH + "/:id/approval", ADJUST, request -> decide(request, ApproveAdjustment::new))
        .post(PATH + "/:id/rejection", ADJUST, request -> decide(request, RejectAdjustment::new))
        .api("listAdjustments", this::list)
        .api("proposeAdjustment", this::propose)
        .api("approveAdjustment", request -> decide(request, ApproveAdjustment::new))
        .api("rejectAdjustment", request -> decide(request, RejectAdjustment::new));
  }

  private PageResponse list(PageRequest request, Form form) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListAdjustments(0, SHOWN))),
        found -> {
          AdjustmentsPage page = new AdjustmentsPage(found.items(), form);
          return form.hasErrors() || !form.alert().isEmpty()
              ? PageResponse.formAgain("settlement/adjustments", page)
              : PageResponse.page("settlement/adjustments", page);
        });
  }

  private PageResponse propose(PageRequest request) {
    Form form = request.form();
    Optional<LineKind> kind = form.required("kind", LineKind::valueOf);
    Optional<BranchCode> debtor = form.required("debtor", BranchCode::new);
    Optional<BranchCode> creditor = form.required("creditor", BranchCode::new);
    Optional<Money> amount =
        form.required(
            "amount",
            text -> Money.parse(text.replace(',', '.').replace(" ", ""), form.text("currency")));
    if (kind.isEmpty() || debtor.isEmpty() || creditor.isEmpty() || amount.isEmpty()) {
      return list(request, form);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new ProposeAdjustment(
                    kind.get(), debtor.get(), creditor.get(), amount.get(), form.text("reason")),
                form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(PATH, request.texts().t("adjustments.proposed")),
        again -> list(request, again));
  }

  private PageResponse decide(PageRequest request, LongFunction<Operation<Adjustment>> command) {
    Form form = request.form();
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                command.apply(SettlementWeb.number(request.pathPart("id"))), form.key())),
        form,
        request.texts(),
        done -> PageResponse.redirect(PATH, request.texts().t("adjustments.now." + done.state())),
        again -> list(request, Form.blank().alert(again.alert())));
  }

  private ApiResponse list(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListAdjustments(0, SHOWN))),
        (Found found) -> ApiResponse.items(found.items()));
  }

  private ApiResponse propose(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.command(request.body(ProposeAdjustment.class), key(request))),
        ApiResponse::created);
  }

  private ApiResponse decide(ApiRequest request, LongFunction<Operation<Adjustment>> command) {
    return ApiResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                command.apply(SettlementWeb.number(request.pathPart("id"))), key(request))),
        ApiResponse::ok);
  }

  private static String key(ApiRequest request) {
    return request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
  }
}
