package org.sbms.branch.subscription;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.CorrectPast;
import org.sbms.contract.subscriber.GivePromotion;
import org.sbms.contract.subscriber.ListPlans;
import org.sbms.contract.subscriber.ListServices;
import org.sbms.contract.subscriber.SetOwnPrice;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.ShowSubscribed;
import org.sbms.contract.subscriber.Subscribed;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.PageView;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** What a subscriber has and for how long, on which terms; and what is changed about those. */
public final class ItemPages implements WebFeature {
  private static final String PATH = "/subscribers/:account/subscribed";

  private final Executor executor;

  public ItemPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.get(PATH, PartyFeature.VIEW, request -> page(request, Forms.blank(), 200))
        .post(PATH + "/price", ItemFeature.SET_PRICE, this::setPrice)
        .post(PATH + "/promotion", ItemFeature.GIVE_PROMOTION, this::give)
        .post(PATH + "/correction", ItemFeature.CORRECT_PAST, this::correct);
  }

  /** The forms of the page; each is shown again by itself. */
  public record Forms(Form price, Form promotion, Form correction) {
    static Forms blank() {
      return new Forms(Form.blank(), Form.blank(), Form.blank());
    }
  }

  /**
   * @param held what it has now, as {@code SERVICE CODE}, for choosing from
   * @param offers what the past may be corrected with, likewise
   * @param whats what can be corrected
   */
  public record ItemsPage(
      SubscriberCard card,
      Subscribed subscribed,
      Map<String, String> held,
      Map<String, String> offers,
      Map<String, String> whats,
      Map<String, String> promotions,
      Forms forms) {

    public String path() {
      return "/subscribers/" + card.account() + "/subscribed";
    }

    public List<Subscribed.Item> now() {
      return subscribed.items().stream().filter(item -> item.until().isEmpty()).toList();
    }

    public List<Subscribed.Item> before() {
      return subscribed.items().stream().filter(item -> item.until().isPresent()).toList();
    }

    /** How long something was or has been had. */
    public long days(LocalDate since, Optional<LocalDate> until) {
      return until.orElse(subscribed.today()).toEpochDay() - since.toEpochDay();
    }

    public boolean isPromoted(Subscribed.Item item) {
      return item.promotion().isPresent()
          && item.promotionUntil().map(until -> subscribed.today().isBefore(until)).orElse(true);
    }

    public boolean mayChange(PageView view) {
      return view.may(ItemFeature.SET_PRICE)
          || view.may(ItemFeature.GIVE_PROMOTION)
          || view.may(ItemFeature.CORRECT_PAST);
    }
  }

  private PageResponse page(PageRequest request, Forms forms, int status) {
    return PartyPages.withAccount(
        request,
        account ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowCard(account))),
                card ->
                    PageResponse.of(
                        executor.run(request.caller(), Request.query(new ShowSubscribed(account))),
                        subscribed ->
                            new PageResponse.Page(
                                status,
                                "subscription/subscribed",
                                model(request, card, subscribed, forms)))));
  }

  private ItemsPage model(
      PageRequest request, SubscriberCard card, Subscribed subscribed, Forms forms) {
    Texts texts = request.texts();
    Map<String, String> held = new LinkedHashMap<>();
    subscribed.items().stream()
        .filter(item -> item.until().isEmpty())
        .forEach(item ->
            held.put(
                item.kind() + " " + item.code(),
                item.name() + " · " + texts.money(item.monthlyFee())));
    Map<String, String> whats = new LinkedHashMap<>();
    Arrays.stream(CorrectPast.What.values())
        .forEach(what -> whats.put(what.name(), texts.of("subscription.correct", what)));
    Map<String, String> promotions = new LinkedHashMap<>();
    subscribed
        .promotions()
        .forEach(promotion ->
            promotions.put(
                promotion.code(),
                texts.language() == Language.RU ? promotion.nameRu() : promotion.nameEn()));
    return new ItemsPage(
        card, subscribed, held, offers(request, card.account()), whats, promotions, forms);
  }

  private Map<String, String> offers(PageRequest request, AccountNumber account) {
    Map<String, String> offers = new LinkedHashMap<>();
    if (!request.caller().may(ItemFeature.CORRECT_PAST)) {
      return offers;
    }
    if (executor.run(request.caller(), Request.query(new ListPlans(account.home())))
        instanceof Outcome.Done<ListPlans.Plans>(ListPlans.Plans plans)) {
      plans.items().forEach(plan -> offers.put(plan.code(), plan.name()));
    }
    if (executor.run(request.caller(), Request.query(new ListServices(account.home())))
        instanceof Outcome.Done<ListServices.Services>(ListServices.Services services)) {
      services.items().forEach(service -> offers.putIfAbsent(service.code(), service.name()));
    }
    return offers;
  }

  private PageResponse setPrice(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account -> {
          Form form = request.form();
          Optional<Subscribed.OfferKind> kind = form.required("item", ItemPages::kind);
          Optional<Money> price =
              form.optional(
                  "price",
                  text ->
                      Money.parse(
                          text.replaceAll("\\s", "").replace(',', '.'), form.text("currency")));
          Optional<LocalDate> from = form.optional("from", Dates::read);
          if (form.hasErrors() || kind.isEmpty()) {
            return page(request, new Forms(form, Form.blank(), Form.blank()), 422);
          }
          String item = form.text("item");
          return run(
              request,
              account,
              form,
              new SetOwnPrice(
                  account,
                  kind.get(),
                  item.substring(item.indexOf(' ') + 1),
                  price,
                  from,
                  form.text("reason")),
              again -> new Forms(again, Form.blank(), Form.blank()));
        });
  }

  private static Subscribed.OfferKind kind(String item) {
    for (Subscribed.OfferKind kind : Subscribed.OfferKind.values()) {
      if (item.startsWith(kind.name() + " ")) {
        return kind;
      }
    }
    throw new IllegalArgumentException("must be chosen");
  }

  private PageResponse give(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account -> {
          Form form = request.form();
          String promotion =
              form.text("code").isEmpty() ? form.text("promotion") : form.text("code");
          return run(
              request,
              account,
              form,
              new GivePromotion(account, promotion),
              again -> new Forms(Form.blank(), again, Form.blank()));
        });
  }

  private PageResponse correct(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account -> {
          Form form = request.form();
          Optional<CorrectPast.What> what = form.required("what", CorrectPast.What::valueOf);
          Optional<LocalDate> from = form.required("from", Dates::read);
          if (what.isEmpty() || from.isEmpty()) {
            return page(request, new Forms(Form.blank(), Form.blank(), form), 422);
          }
          String subject =
              switch (what.get()) {
                case PLAN, SERVICE_ADDED, SERVICE_REMOVED -> form.text("subject");
                case SUSPENDED, RESUMED -> "";
              };
          return run(
              request,
              account,
              form,
              new CorrectPast(account, what.get(), subject, from.get(), form.text("reason")),
              again -> new Forms(Form.blank(), Form.blank(), again));
        });
  }

  private PageResponse run(
      PageRequest request,
      AccountNumber account,
      Form form,
      Operation<Subscribed> order,
      java.util.function.Function<Form, Forms> again) {
    return PageResponse.of(
        executor.run(request.caller(), Request.command(order, form.key())),
        form,
        request.texts(),
        _ ->
            PageResponse.redirect(
                "/subscribers/" + account + "/subscribed",
                request.texts().t("subscription.subscribed.done")),
        refused -> page(request, again.apply(refused), 422));
  }
}
