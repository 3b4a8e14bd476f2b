package org.sbms.branch.notice;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.CorrectionAction;
import org.sbms.contract.MismatchNotice;
import org.sbms.contract.NodeId;
import org.sbms.contract.NotifyMismatches;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.ApiResponse;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Table;

/** Notices of mismatches: central writes them, the branch reads them. */
public final class NoticeFeature implements WebFeature {
  /** The feature's folder of migrations. */
  public static final String MIGRATIONS = "notice";

  public static final Permission VIEW = new Permission("notice.view");

  /** Central's alone. */
  public static final Permission RECEIVE = new Permission("notice.receive");

  private static final int API_LIMIT = 500;

  private final Executor executor;

  public NoticeFeature(Executor executor) {
    this.executor = executor;
  }

  public static void register(Operations operations, Clock clock) {
    NoticeHandlers handlers = new NoticeHandlers(clock);
    operations.register(
        OperationSpec.of(
                NotifyMismatches.NAME,
                NotifyMismatches.class,
                NotifyMismatches.Stored.class,
                RECEIVE)
            .checkedBy(NoticeFeature::problems)
            .placedAt(notify -> NodeId.of(notify.branch()))
            .handledBy(handlers::store));
    operations.register(
        OperationSpec.of("list-notices", ListNotices.class, ListNotices.Notices.class, VIEW)
            .answeredBy(handlers::list));
  }

  @Override
  public void addTo(Web web) {
    web.messages("notice")
        .menu(new MenuEntry("/mismatches", "notices.menu", "git-compare", 51, VIEW))
        .get(
            "/mismatches",
            VIEW,
            request ->
                request.table(
                    NoticeTable.SPEC,
                    query ->
                        switch (executor.run(
                            request.caller(), Request.query(NoticeTable.asked(query)))) {
                          case org.sbms.contract.Outcome.Done<ListNotices.Notices>(var notices) ->
                              notices.items();
                          case org.sbms.contract.Outcome.Refused<ListNotices.Notices> _,
                              org.sbms.contract.Outcome.Unknown<ListNotices.Notices> _ ->
                              List.of();
                        },
                    table -> PageResponse.page("notice/notices", new Notices(table))))
        .get("/mismatches/:id", VIEW, request -> notice(request, Form.blank()))
        .post("/mismatches/:id/correction", CorrectionFeature.CORRECT_HERE, this::correct)
        .api(
            "listMismatches",
            request ->
                ApiResponse.of(
                    executor.run(
                        request.caller(),
                        Request.query(
                            new ListNotices(
                                request.parameter("kind").orElse(""),
                                request.parameter("state").orElse(""),
                                "",
                                NoticeTable.NEWEST_FIRST,
                                0,
                                API_LIMIT))),
                    found -> ApiResponse.items(found.items())));
  }

  /** What the page shows. */
  public record Notices(Table<MismatchNotice> table) {}

  /** One mismatch, what was done about it here, and what can be. */
  public record NoticePage(ShowNotice.Shown shown, Form form) {}

  private PageResponse notice(PageRequest request, Form form) {
    return request
        .pathId("id")
        .map(id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowNotice(id))),
                shown ->
                    new PageResponse.Page(
                        form.hasErrors() ? 422 : 200,
                        "notice/notice",
                        new NoticePage(shown, form))))
        .orElseGet(() -> PageResponse.notFound("There is no such mismatch."));
  }

  private PageResponse correct(PageRequest request) {
    Form form = request.form();
    Optional<UUID> id = request.pathId("id");
    Optional<CorrectionAction> action = form.required("action", CorrectionAction::valueOf);
    if (id.isEmpty() || action.isEmpty()) {
      return PageResponse.notFound("There is no such mismatch.");
    }
    return PageResponse.of(
        executor.run(
            request.caller(), Request.command(new CorrectHere(id.get(), action.get()), form.key())),
        form,
        request.texts(),
        _ ->
            PageResponse.redirect(
                "/mismatches/" + id.get(), request.texts().t("notice.correct.done")),
        again -> notice(request, again));
  }

  private static List<FieldError> problems(NotifyMismatches notify) {
    return notify.notices().size() > NotifyMismatches.MAX_NOTICES
        ? List.of(new FieldError("notices", "must be at most " + NotifyMismatches.MAX_NOTICES))
        : List.of();
  }
}
