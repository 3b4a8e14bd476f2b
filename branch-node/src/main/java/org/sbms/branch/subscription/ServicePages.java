package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;
import org.sbms.contract.subscriber.AddService;
import org.sbms.contract.subscriber.ListServices;
import org.sbms.contract.subscriber.QuoteServiceChange;
import org.sbms.contract.subscriber.RemoveService;
import org.sbms.contract.subscriber.ServiceChange;
import org.sbms.contract.subscriber.ServiceChange.Direction;
import org.sbms.contract.subscriber.ServiceOffer;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** Adding and removing services in two steps: choose and see what it costs, then confirm. */
public final class ServicePages implements WebFeature {
  private final Executor executor;

  public ServicePages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get("/subscribers/:account/services", SubscriptionFeature.CHANGE_SERVICES, this::choose)
        .post("/subscribers/:account/services", SubscriptionFeature.CHANGE_SERVICES, this::change);
  }

  /**
   * @param offered what the subscriber does not have yet
   * @param quote what the chosen change costs; empty until one is chosen
   */
  public record ServicesPage(
      SubscriberCard card, List<ServiceOffer> offered, Form form, Optional<ServiceChange> quote) {}

  private PageResponse choose(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account -> {
          // One form serves all buttons: the pressed one says "ADD SPORT".
          String[] change = request.parameter("change").split(" ", 2);
          Form form =
              Form.blank()
                  .with("direction", change[0])
                  .with("service", change.length == 2 ? change[1] : "")
                  .with("effective", request.parameter("effective"));
          if (form.text("service").isEmpty()) {
            return page(request, account, form, Optional.empty(), 200);
          }
          Optional<LocalDate> day = form.optional("effective", Dates::read);
          if (form.hasErrors()) {
            return page(request, account, form, Optional.empty(), 422);
          }
          return PageResponse.of(
              executor.run(
                  request.caller(),
                  Request.query(
                      new QuoteServiceChange(account, form.text("service"), direction(form), day))),
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
          Optional<LocalDate> day = form.optional("effective", Dates::read);
          if (form.hasErrors()) {
            return page(request, account, form, Optional.empty(), 422);
          }
          return PageResponse.of(
              executor.run(
                  request.caller(), Request.command(order(account, form, day), form.key())),
              form,
              request.texts(),
              done ->
                  PageResponse.redirect(
                      "/subscribers/" + account,
                      request
                          .texts()
                          .t(
                              "subscription.services.done." + done.direction() + "." + done.state(),
                              done.service().name(),
                              request.texts().date(done.effective()))),
              again -> page(request, account, again, Optional.empty(), 422));
        });
  }

  private static Operation<ServiceChange> order(
      AccountNumber account, Form form, Optional<LocalDate> day) {
    return switch (direction(form)) {
      case ADD -> new AddService(account, form.text("service"), day);
      case REMOVE -> new RemoveService(account, form.text("service"), day);
    };
  }

  private static Direction direction(Form form) {
    return form.text("direction").equals("REMOVE") ? Direction.REMOVE : Direction.ADD;
  }

  private PageResponse page(
      PageRequest request,
      AccountNumber account,
      Form form,
      Optional<ServiceChange> quote,
      int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowCard(account))),
        card ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ListServices(account.home()))),
                services ->
                    new PageResponse.Page(
                        status,
                        "subscription/services",
                        new ServicesPage(card, offered(services, card), form, quote))));
  }

  private static List<ServiceOffer> offered(ListServices.Services services, SubscriberCard card) {
    Set<String> held =
        card.services().stream().map(SubscriberCard.Service::code).collect(Collectors.toSet());
    return services.items().stream().filter(offer -> !held.contains(offer.code())).toList();
  }
}
