package org.sbms.central.settlement;

import static org.sbms.central.settlement.SettlementPermissions.DISPUTE;
import static org.sbms.central.settlement.SettlementPermissions.VIEW;

import java.util.Optional;
import java.util.UUID;
import org.sbms.central.settlement.Disputes.AnswerDispute;
import org.sbms.central.settlement.Disputes.AskArbiter;
import org.sbms.central.settlement.Disputes.ConcedeDispute;
import org.sbms.central.settlement.Disputes.Dispute;
import org.sbms.central.settlement.Disputes.Found;
import org.sbms.central.settlement.Disputes.ListDisputes;
import org.sbms.central.settlement.Disputes.RaiseDispute;
import org.sbms.central.settlement.Disputes.RuleOnDispute;
import org.sbms.central.settlement.Disputes.Ruling;
import org.sbms.central.settlement.Disputes.WithdrawDispute;
import org.sbms.central.settlement.PageModels.DisputesPage;
import org.sbms.central.settlement.PageModels.RaisePage;
import org.sbms.contract.BranchCode;
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

/** Lines that one side rejects. */
final class DisputeWeb implements WebFeature {
  static final String PATH = "/settlement-disputes";
  private static final int SHOWN = 200;

  private final Executor executor;

  DisputeWeb(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(PATH, VIEW, request -> list(request, Form.blank()))
        .get(PATH + "/new", DISPUTE, request -> raiseForm(request, Form.blank()))
        .post(PATH, DISPUTE, this::raise)
        .post(PATH + "/:id/:step", DISPUTE, this::step)
        .api("listDisputes", this::list)
        .api("raiseDispute", this::raise)
        .api("workOnDispute", this::step);
  }

  private PageResponse list(PageRequest request, Form form) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListDisputes(0, SHOWN))),
        found -> {
          DisputesPage page = new DisputesPage(found.items(), form);
          return form.alert().isEmpty()
              ? PageResponse.page("settlement/disputes", page)
              : PageResponse.formAgain("settlement/disputes", page);
        });
  }

  private PageResponse raiseForm(PageRequest request, Form form) {
    boolean isAgain = form.hasErrors() || !form.alert().isEmpty();
    RaisePage page =
        new RaisePage(
            asked(request, form, "window"),
            asked(request, form, "branch"),
            asked(request, form, "home"),
            asked(request, form, "number"),
            form);
    return isAgain
        ? PageResponse.formAgain("settlement/dispute", page)
        : PageResponse.page("settlement/dispute", page);
  }

  private static String asked(PageRequest request, Form form, String name) {
    return form.text(name).isEmpty() ? request.parameter(name) : form.text(name);
  }

  private PageResponse raise(PageRequest request) {
    Form form = request.form();
    Optional<BranchCode> home = form.required("home", BranchCode::new);
    Optional<BranchCode> branch = form.required("branch", BranchCode::new);
    if (home.isEmpty() || branch.isEmpty()) {
      return raiseForm(request, form);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new RaiseDispute(
                    form.text("window"),
                    home.get(),
                    SettlementWeb.number(form.text("number")),
                    branch.get(),
                    form.text("reason")),
                form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect(PATH, request.texts().t("disputes.raised")),
        again -> raiseForm(request, again));
  }

  private PageResponse step(PageRequest request) {
    Form form = request.form();
    long id = SettlementWeb.number(request.pathPart("id"));
    return command(id, request.pathPart("step"), form.text("text"))
        .map(command ->
            PageResponse.of(
                executor.run(request.caller(), Request.command(command, form.key())),
                form,
                request.texts(),
                done ->
                    PageResponse.redirect(PATH, request.texts().t("disputes.now." + done.state())),
                again -> list(request, Form.blank().alert(again.alert()))))
        .orElseGet(() -> PageResponse.notFound("There is no such step."));
  }

  /** The steps as the address names them. */
  private static Optional<Operation<Dispute>> command(long id, String step, String text) {
    return switch (step) {
      case "answer" -> Optional.of(new AnswerDispute(id, text));
      case "withdrawal" -> Optional.of(new WithdrawDispute(id));
      case "concession" -> Optional.of(new ConcedeDispute(id));
      case "arbitration" -> Optional.of(new AskArbiter(id));
      case "stands" -> Optional.of(new RuleOnDispute(id, Ruling.STANDS, text));
      case "taken-back" -> Optional.of(new RuleOnDispute(id, Ruling.TAKEN_BACK, text));
      default -> Optional.empty();
    };
  }

  private ApiResponse list(ApiRequest request) {
    return ApiResponse.of(
        executor.run(request.caller(), Request.query(new ListDisputes(0, SHOWN))),
        (Found found) -> ApiResponse.items(found.items()));
  }

  private ApiResponse raise(ApiRequest request) {
    return ApiResponse.of(
        executor.run(
            request.caller(), Request.command(request.body(RaiseDispute.class), key(request))),
        ApiResponse::created);
  }

  record Step(Optional<String> text) {}

  private ApiResponse step(ApiRequest request) {
    String text = request.body(Step.class).text().orElse("");
    long id = SettlementWeb.number(request.pathPart("id"));
    return command(id, request.pathPart("step"), text)
        .map(command ->
            ApiResponse.of(
                executor.run(request.caller(), Request.command(command, key(request))),
                ApiResponse::ok))
        .orElseThrow();
  }

  private static String key(ApiRequest request) {
    return request.key().isEmpty() ? UUID.randomUUID().toString() : request.key();
  }
}
