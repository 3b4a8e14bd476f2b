package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.QuoteTermination;
import org.sbms.contract.subscriber.ResumeSubscriber;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.StateChange;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.contract.subscriber.SuspendSubscriber;
import org.sbms.contract.subscriber.TerminateSubscriber;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** Suspending, resuming and closing: why, from when, what follows; then a dialog asks once more. */
public final class StatePages implements WebFeature {
  private final Executor executor;
  private final Reasons reasons;

  public StatePages(Executor executor, Reasons reasons) {
    this.executor = executor;
    this.reasons = reasons;
  }

  @Override
  public void addTo(Web web) {
    web.get(
            "/subscribers/:account/suspension",
            SubscriptionFeature.SUSPEND,
            request -> show(request, Move.SUSPEND))
        .post(
            "/subscribers/:account/suspension",
            SubscriptionFeature.SUSPEND,
            request -> change(request, Move.SUSPEND))
        .get(
            "/subscribers/:account/resumption",
            SubscriptionFeature.SUSPEND,
            request -> show(request, Move.RESUME))
        .post(
            "/subscribers/:account/resumption",
            SubscriptionFeature.SUSPEND,
            request -> change(request, Move.RESUME))
        .get(
            "/subscribers/:account/termination",
            SubscriptionFeature.TERMINATE,
            request -> show(request, Move.TERMINATE))
        .post(
            "/subscribers/:account/termination",
            SubscriptionFeature.TERMINATE,
            request -> change(request, Move.TERMINATE));
  }

  /**
   * @param move SUSPEND, RESUME or TERMINATE
   * @param reasons code and text; empty where no reference data has come yet
   * @param today what would follow today; empty where it cannot be done today
   */
  public record StatePage(
      SubscriberCard card,
      String move,
      String path,
      Map<String, String> reasons,
      Optional<StateChange> today,
      Form form) {}

  private PageResponse show(PageRequest request, Move move) {
    return PartyPages.withAccount(
        request, account -> page(request, account, move, Form.blank(), 200));
  }

  private PageResponse change(PageRequest request, Move move) {
    return PartyPages.withAccount(
        request,
        account -> {
          Form form = request.form();
          Optional<LocalDate> day = form.optional("effective", Dates::read);
          if (form.hasErrors()) {
            return page(request, account, move, form, 422);
          }
          return PageResponse.of(
              executor.run(
                  request.caller(), Request.command(order(account, move, form, day), form.key())),
              form,
              request.texts(),
              done ->
                  PageResponse.redirect(
                      "/subscribers/" + account,
                      request
                          .texts()
                          .t(
                              "subscription.state.done." + move + "." + done.state(),
                              request.texts().date(done.effective()))),
              again -> page(request, account, move, again, 422));
        });
  }

  private static Operation<StateChange> order(
      AccountNumber account, Move move, Form form, Optional<LocalDate> day) {
    String reason = form.text("reason");
    String comment = form.text("comment");
    return switch (move) {
      case SUSPEND -> new SuspendSubscriber(account, reason, comment, day);
      case RESUME -> new ResumeSubscriber(account, reason, comment, day);
      case TERMINATE -> new TerminateSubscriber(account, reason, comment, day);
    };
  }

  private PageResponse page(
      PageRequest request, AccountNumber account, Move move, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowCard(account))),
        card ->
            new PageResponse.Page(
                status,
                "subscription/state",
                new StatePage(
                    card,
                    move.name(),
                    request.path(),
                    reasons.options(move, request.texts().language()),
                    move == Move.TERMINATE ? quote(request, account) : Optional.empty(),
                    form)));
  }

  private Optional<StateChange> quote(PageRequest request, AccountNumber account) {
    return executor.run(
                request.caller(), Request.query(new QuoteTermination(account, Optional.empty())))
            instanceof Outcome.Done<StateChange>(StateChange change)
        ? Optional.of(change)
        : Optional.empty();
  }
}
