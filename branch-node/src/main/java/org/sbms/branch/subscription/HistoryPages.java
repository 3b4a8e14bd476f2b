package org.sbms.branch.subscription;

import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.ShowHistory;
import org.sbms.contract.subscriber.SubscriberHistory;
import org.sbms.contract.subscriber.SubscriberHistory.Kind;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;

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
    web.get("/subscribers/:account/history", PartyFeature.VIEW, this::show);
  }

  /** The history and the words for its reasons. */
  public record HistoryPage(AccountNumber account, SubscriberHistory history, Reasons reasons) {

    /** Why a state was changed; empty where no reason was given. */
    public String reason(Kind kind, String code, Language language) {
      return code.isEmpty() ? "" : reasons.text(Move.of(kind), code, language);
    }
  }

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
}
