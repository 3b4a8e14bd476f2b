package org.sbms.branch.approval;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** What waits for a second person: the list, and one request with its two buttons. */
public final class ApprovalPages implements WebFeature {
  public static final String PATH = "/approvals";

  static final TableSpec<Approval> TABLE =
      new TableSpec<>(
          "approval.list",
          "-asked",
          List.of(
              Column.<Approval>of(
                  "subject", row -> new Cell.TwoLines(row.subject(), row.askedBy(), path(row))),
              Column.<Approval>of(
                      "operation",
                      row -> new Cell.Badge("approval.operation." + row.operation(), "secondary"))
                  .wideOnly(),
              Column.<Approval>of("asked", row -> new Cell.Time(row.askedAt()))
                  .sortedBy("asked_at")
                  .wideOnly(),
              Column.<Approval>of("expires", row -> new Cell.Time(row.expiresAt())).wideOnly(),
              Column.<Approval>of("decidedBy", row -> Cell.text(row.decidedBy())).wideOnly(),
              Column.<Approval>of(
                  "state",
                  row -> new Cell.Badge("approval.state." + row.state(), colour(row.state()))),
              Column.<Approval>of("amount", row -> new Cell.Amount(row.amount())).end()),
          List.of(
              new Filter.Choice(
                  "state",
                  "approval.state",
                  Arrays.stream(ApprovalState.values()).map(Enum::name).toList())));

  private final Executor executor;
  private final Approvals approvals;

  public ApprovalPages(Executor executor, Approvals approvals) {
    this.executor = executor;
    this.approvals = approvals;
  }

  @Override
  public void addTo(Web web) {
    web.messages("approval")
        .menu(new MenuEntry(PATH, "approval.menu", "checks", 23, ApprovalFeature.VIEW))
        .get(PATH, ApprovalFeature.VIEW, this::list)
        .get("/approvals/:id", ApprovalFeature.VIEW, this::show)
        .post("/approvals/:id/approval", ApprovalFeature.DECIDE, this::approve)
        .post("/approvals/:id/decline", ApprovalFeature.DECIDE, this::decline);
  }

  /**
   * @param decidable whether whoever looks may decide: never whoever asked
   * @param resultPath where what came of it is shown; empty when there is nothing yet
   */
  public record ApprovalPage(Approval approval, boolean decidable, String resultPath, Form form) {}

  public static String colour(ApprovalState state) {
    return switch (state) {
      case PENDING -> "yellow";
      case APPROVED -> "blue";
      case DONE -> "green";
      case DECLINED, REFUSED -> "red";
      case EXPIRED -> "secondary";
    };
  }

  private static String path(Approval approval) {
    return PATH + "/" + approval.id();
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        TABLE, query -> rows(request, query), table -> PageResponse.page("approval/list", table));
  }

  private List<Approval> rows(PageRequest request, TableQuery query) {
    ListApprovals question =
        new ListApprovals(
            Optional.of(query.filter("state"))
                .filter(state -> !state.isEmpty())
                .map(ApprovalState::valueOf),
            query.descending(),
            query.offset(),
            query.limit());
    return switch (executor.run(request.caller(), Request.query(question))) {
      case Outcome.Done<ListApprovals.Approvals>(ListApprovals.Approvals found) -> found.items();
      case Outcome.Refused<ListApprovals.Approvals> _, Outcome.Unknown<ListApprovals.Approvals> _ ->
          List.of();
    };
  }

  private PageResponse show(PageRequest request) {
    return request
        .pathId("id")
        .map(id -> show(request, id, Form.blank(), 200))
        .orElseGet(() -> PageResponse.notFound("There is no such request."));
  }

  private PageResponse show(PageRequest request, UUID id, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowApproval(id))),
        approval ->
            new PageResponse.Page(status, "approval/show", page(request.caller(), approval, form)));
  }

  private static ApprovalPage page(Caller caller, Approval approval, Form form) {
    boolean decidable =
        approval.state() == ApprovalState.PENDING
            && caller.may(ApprovalFeature.DECIDE)
            && !approval.isOf(caller.actor().login());
    return new ApprovalPage(approval, decidable, resultPath(approval), form);
  }

  private static String resultPath(Approval approval) {
    if (approval.resultId().isEmpty()) {
      return "";
    }
    return switch (approval.operation()) {
      case "take-payment", "cancel-payment" -> "/payments/" + approval.resultId();
      case "refund-subscriber" -> "/refunds/" + approval.resultId();
      case "supply-goods", "cancel-supply" -> "/goods/" + approval.resultId();
      default -> "";
    };
  }

  private PageResponse approve(PageRequest request) {
    return request
        .pathId("id")
        .map(id -> {
          Form form = request.form();
          return answer(
              request,
              id,
              form,
              approvals.approve(
                  request.caller(), Request.command(new ApproveOperation(id), form.key())));
        })
        .orElseGet(() -> PageResponse.notFound("There is no such request."));
  }

  private PageResponse decline(PageRequest request) {
    return request
        .pathId("id")
        .map(id -> {
          Form form = request.form();
          return answer(
              request,
              id,
              form,
              executor.run(
                  request.caller(),
                  Request.command(new DeclineOperation(id, form.text("comment")), form.key())));
        })
        .orElseGet(() -> PageResponse.notFound("There is no such request."));
  }

  private PageResponse answer(PageRequest request, UUID id, Form form, Outcome<Approval> outcome) {
    return PageResponse.of(
        outcome,
        form,
        request.texts(),
        approval ->
            PageResponse.redirect(
                path(approval), request.texts().t("approval.now." + approval.state())),
        again -> show(request, id, again, 422));
  }
}
