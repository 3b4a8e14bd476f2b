package org.sbms.branch.settlement;

import java.util.List;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.settlement.OwnDisputes.Dispute;
import org.sbms.contract.settlement.OwnDisputes.ListOwnDisputes;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** The disputes of this branch, its own and those raised against it. */
public final class OwnDisputePages implements WebFeature {
  static final String PATH = "/settlements/disputes";
  private static final int SHOWN = 100;

  private final BranchCode self;
  private final Executor executor;

  public OwnDisputePages(BranchCode self, Executor executor) {
    this.self = self;
    this.executor = executor;
  }

  public record DisputesPage(List<Dispute> items, BranchCode self, Form form) {}

  @Override
  public void addTo(Web web) {
    web.get(PATH, OwnSettlement.VIEW, request -> list(request, Form.blank()))
        .post(PATH + "/:id/:step", OwnSettlement.DISPUTE, this::step);
  }

  private PageResponse list(PageRequest request, Form form) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ListOwnDisputes(0, SHOWN))),
        found -> {
          DisputesPage page = new DisputesPage(found.items(), self, form);
          return form.alert().isEmpty()
              ? PageResponse.page("settlement/ownDisputes", page)
              : PageResponse.formAgain("settlement/ownDisputes", page);
        });
  }

  private PageResponse step(PageRequest request) {
    Form form = request.form();
    return DisputeStep.named(request.pathPart("step"))
        .flatMap(step -> id(request.pathPart("id")).map(id -> step.command(id, form.text("text"))))
        .map(command ->
            PageResponse.of(
                executor.run(request.caller(), Request.command(command, form.key())),
                form,
                request.texts(),
                done ->
                    PageResponse.redirect(
                        PATH, request.texts().t("ownDispute.now." + done.state())),
                again -> list(request, Form.blank().alert(again.alert()))))
        .orElseGet(() -> PageResponse.notFound("There is no such dispute."));
  }

  private static Optional<Long> id(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
