package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.ChangePlan;
import org.sbms.contract.subscriber.ListPlans;
import org.sbms.contract.subscriber.PlanChange;
import org.sbms.contract.subscriber.QuotePlanChange;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** Changing the rate plan in two steps: choose and see what it costs, then confirm. */
public final class SubscriptionPages implements WebFeature {
  private final Executor executor;

  public SubscriptionPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.messages("subscription")
        .get("/subscribers/:account/plan", SubscriptionFeature.CHANGE_PLAN, this::choose)
        .post("/subscribers/:account/plan", SubscriptionFeature.CHANGE_PLAN, this::change);
  }

  /**
   * @param quote what the chosen change costs; empty until one is chosen
   */
  public record PlanPage(
      SubscriberCard card, Map<String, String> plans, Form form, Optional<PlanChange> quote) {}

  private PageResponse choose(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account -> {
          Form form =
              Form.blank()
                  .with("plan", request.parameter("plan"))
                  .with("effective", request.parameter("effective"));
          if (form.text("plan").isEmpty()) {
            return page(request, account, form, Optional.empty(), 200);
          }
          Optional<LocalDate> effective = form.optional("effective", Dates::read);
          if (form.hasErrors()) {
            return page(request, account, form, Optional.empty(), 422);
          }
          return PageResponse.of(
              executor.run(
                  request.caller(),
                  Request.query(new QuotePlanChange(account, form.text("plan"), effective))),
              form,
              request.texts(),
              quote -> page(request, account, form, Optional.of(quote), 200),
              again -> page(request, account, again, Optional.empty(), 422));
        });
  }

  private PageResponse change(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account -> {
          Form form = request.form();
          Optional<LocalDate> effective = form.optional("effective", Dates::read);
          if (form.hasErrors()) {
            return page(request, account, form, Optional.empty(), 422);
          }
          return PageResponse.of(
              executor.run(
                  request.caller(),
                  Request.command(
                      new ChangePlan(account, form.text("plan"), effective), form.key())),
              form,
              request.texts(),
              done ->
                  PageResponse.redirect(
                      "/subscribers/" + account,
                      request.texts().t("subscription.done." + done.state(), done.to().name())),
              again -> page(request, account, again, Optional.empty(), 422));
        });
  }

  private PageResponse page(
      PageRequest request,
      AccountNumber account,
      Form form,
      Optional<PlanChange> quote,
      int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowCard(account))),
        card ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ListPlans(account.home()))),
                plans ->
                    new PageResponse.Page(
                        status,
                        "subscription/plan",
                        new PlanPage(card, options(plans, card, request.texts()), form, quote))));
  }

  private static Map<String, String> options(
      ListPlans.Plans plans, SubscriberCard card, Texts texts) {
    Map<String, String> options = new LinkedHashMap<>();
    for (SubscriberCard.Plan plan : plans.items()) {
      if (!plan.code().equals(card.plan().code())) {
        options.put(plan.code(), plan.name() + " · " + texts.money(plan.monthlyFee()));
      }
    }
    return options;
  }
}
