package org.sbms.branch.subscription;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.ShowHistory;
import org.sbms.contract.subscriber.SubscriberHistory;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.contract.subscriber.SubscriberHistory.Planned;
import org.sbms.contract.subscriber.WithdrawPlannedChange;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.PageView;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** What was changed and what is planned: a part of the card, fetched after it, and a page. */
public final class HistoryPages implements WebFeature {
  private final Executor executor;
  private final Reasons reasons;

  public HistoryPages(Executor executor, Reasons reasons) {
    this.executor = executor;
    this.reasons = reasons;
  }

  @Override
  public void addTo(Web web) {
    web.get("/subscribers/:account/history", PartyFeature.VIEW, this::show)
        .get("/subscribers/:account/withdrawal", PartyFeature.VIEW, this::ask)
        .post("/subscribers/:account/withdrawal", PartyFeature.VIEW, this::withdraw);
  }

  /** The history and the words for its reasons. */
  public record HistoryPage(AccountNumber account, SubscriberHistory history, Reasons reasons) {

    /** Why a state was changed; empty where no reason was given. */
    public String reason(Kind kind, String code, Language language) {
      return code.isEmpty() ? "" : reasons.text(Move.of(kind), code, language);
    }

    /** Whether whoever looks may take a planned change back. */
    public boolean mayWithdraw(PageView view, Planned planned) {
      return view.may(Withdrawals.permission(planned.kind()));
    }

    public String withdrawal(Planned planned) {
      return "/subscribers/%s/withdrawal?kind=%s&subject=%s"
          .formatted(
              account,
              planned.kind(),
              URLEncoder.encode(planned.subject(), StandardCharsets.UTF_8));
    }
  }

  /** What is asked before a planned change is taken back; empty when it is not planned any more. */
  public record WithdrawalPage(AccountNumber account, Optional<Planned> planned, Form form) {}

  private PageResponse show(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowHistory(account))),
                history ->
                    PageResponse.page(
                        request.isPart() ? "subscription/historyPart" : "subscription/history",
                        new HistoryPage(account, history, reasons))));
  }

  private PageResponse ask(PageRequest request) {
    Form which =
        Form.blank()
            .with("kind", request.parameter("kind"))
            .with("subject", request.parameter("subject"));
    return PartyPages.withAccount(request, account -> ask(request, account, which, 200));
  }

  private PageResponse ask(PageRequest request, AccountNumber account, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowHistory(account))),
        history ->
            new PageResponse.Page(
                status,
                "subscription/withdrawal",
                new WithdrawalPage(account, asked(history, form), form)));
  }

  private static Optional<Planned> asked(SubscriberHistory history, Form form) {
    return history.planned().stream()
        .filter(planned ->
            planned.kind().name().equals(form.text("kind"))
                && planned.subject().equals(form.text("subject")))
        .findFirst();
  }

  private PageResponse withdraw(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account -> {
          Form form = request.form();
          Optional<Kind> kind = form.optional("kind", HistoryPages::kind);
          if (kind.isEmpty()) {
            return ask(request, account, form, 422);
          }
          return PageResponse.of(
              executor.run(
                  request.caller(),
                  Request.command(
                      new WithdrawPlannedChange(account, kind.get(), form.text("subject")),
                      form.key())),
              form,
              request.texts(),
              done ->
                  PageResponse.redirect(
                      "/subscribers/" + account, request.texts().t("subscription.withdrawn")),
              again -> ask(request, account, again, 422));
        });
  }

  private static Kind kind(String text) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("is no kind of change");
  }
}
