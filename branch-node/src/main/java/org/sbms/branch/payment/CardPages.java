package org.sbms.branch.payment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.branch.limit.Limits;
import org.sbms.branch.party.Cards;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.party.ShownCard;
import org.sbms.branch.reference.PaymentSystems.PaymentSystem;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.contract.subscriber.SubscriberCard;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/**
 * A subscriber's card with the drawer beside it. The card comes from home; when home does not
 * answer the drawer still works, since taking money needs this branch alone.
 */
public final class CardPages implements WebFeature {
  private final Executor executor;
  private final Cards cards;
  private final Limits limits;
  private final Money zero;
  private final Supplier<List<PaymentSystem>> atDesk;

  /**
   * @param zero nothing, in the branch's currency
   * @param atDesk what reference data lets a cashier take today; empty before the first version
   */
  public CardPages(
      Executor executor,
      Cards cards,
      Limits limits,
      Money zero,
      Supplier<List<PaymentSystem>> atDesk) {
    this.executor = executor;
    this.cards = cards;
    this.limits = limits;
    this.zero = zero;
    this.atDesk = atDesk;
  }

  @Override
  public void addTo(Web web) {
    web.get("/subscribers/:account", PartyFeature.VIEW, this::show)
        .post("/subscribers/:account/payments", PaymentFeature.TAKE, this::take);
  }

  /**
   * @param card empty when home does not answer and the subscriber was not seen here before
   * @param stale whether the card is the one last seen here: nothing but a payment is offered then
   * @param problem why there is no card, or no fresh one; empty otherwise
   * @param offered whether home lets whoever looks do an operation, as far as is known here
   */
  public record CardPage(
      AccountNumber account,
      Optional<SubscriberCard> card,
      boolean stale,
      String problem,
      Form form,
      Map<String, String> methods,
      String currency,
      Predicate<String> offered) {

    /** The card as far as it can be worked with: home answers. */
    public Optional<SubscriberCard> live() {
      return stale ? Optional.empty() : card;
    }

    public boolean offers(String operation) {
      return offered.test(operation);
    }
  }

  private PageResponse show(PageRequest request) {
    Optional<AccountNumber> account = AccountNumber.tryParse(request.pathPart("account"));
    if (account.isEmpty()) {
      return PageResponse.notFound(
          request.pathPart("account") + " is no account number: is a digit mistyped?");
    }
    return page(request, account.get(), Form.blank().with("method", "cash"), 200);
  }

  private PageResponse page(PageRequest request, AccountNumber account, Form form, int status) {
    Texts texts = request.texts();
    return switch (cards.show(request.caller(), account)) {
      case Outcome.Done<ShownCard>(ShownCard shown) ->
          new PageResponse.Page(
              status,
              "payment/card",
              model(
                  request,
                  account,
                  Optional.of(shown.card()),
                  shown.stale(),
                  shown.stale() ? silent(account, texts) : "",
                  form));
      case Outcome.Refused<ShownCard>(Refusal refusal) ->
          Cards.isSilence(refusal)
              ? withoutCard(request, account, form, status)
              : new PageResponse.Refused(refusal);
      case Outcome.Unknown<ShownCard> _ -> withoutCard(request, account, form, status);
    };
  }

  private PageResponse withoutCard(
      PageRequest request, AccountNumber account, Form form, int status) {
    return new PageResponse.Page(
        status,
        "payment/card",
        model(request, account, Optional.empty(), false, silent(account, request.texts()), form));
  }

  private static String silent(AccountNumber account, Texts texts) {
    return texts.t("payment.card.silent", account.home().value());
  }

  private PageResponse take(PageRequest request) {
    Optional<AccountNumber> account = AccountNumber.tryParse(request.pathPart("account"));
    if (account.isEmpty()) {
      return PageResponse.notFound("There is no such account.");
    }
    Form form = request.form();
    Optional<Money> amount =
        form.required("amount", text -> Money.parse(plain(text), zero.currency()));
    Optional<PaymentMethod> method = form.required("method", PaymentMethod::parse);
    if (amount.isPresent() && method.isPresent()) {
      checkBounds(request.texts(), form, amount.get(), method.get());
    }
    if (amount.isEmpty() || method.isEmpty() || form.hasErrors()) {
      return page(request, account.get(), form, 422);
    }
    TakePayment take =
        new TakePayment(account.get(), amount.get(), method.get(), form.text("reference"));
    return ApprovalAnswers.page(
        executor,
        request,
        take,
        form,
        payment -> PageResponse.redirect("/payments/" + payment.id()),
        again -> page(request, account.get(), again, 422));
  }

  /** What reference data says of a method at the desk; of one it does not know, nothing. */
  private void checkBounds(Texts texts, Form form, Money amount, PaymentMethod method) {
    for (PaymentSystem system : atDesk.get()) {
      if (system.code().equals(method.wire()) && system.currency().equals(amount.currencyCode())) {
        system
            .min()
            .filter(min -> amount.compareTo(min) < 0)
            .ifPresent(min -> form.error("amount", texts.t("payment.take.least", min)));
        system
            .max()
            .filter(max -> amount.compareTo(max) > 0)
            .ifPresent(max -> form.error("amount", texts.t("payment.take.most", max)));
      }
    }
  }

  /** People type {@code 1 500,50}; the field takes it. */
  private static String plain(String typed) {
    return typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
  }

  private CardPage model(
      PageRequest request,
      AccountNumber account,
      Optional<SubscriberCard> card,
      boolean stale,
      String problem,
      Form form) {
    Texts texts = request.texts();
    return new CardPage(
        account,
        card,
        stale,
        problem,
        form,
        methods(request.texts()),
        zero.currencyCode(),
        operation -> limits.offers(request.caller(), account.home(), operation));
  }

  /** What a cashier may choose from: reference data's choice and names of what we can book. */
  private Map<String, String> methods(Texts texts) {
    Map<String, String> methods = new LinkedHashMap<>();
    for (PaymentSystem system : atDesk.get()) {
      if (system.currency().equals(zero.currencyCode()) && isBookable(system.code())) {
        methods.put(system.code(), system.name().in(texts.language()));
      }
    }
    if (methods.isEmpty()) {
      for (PaymentMethod method : PaymentMethod.values()) {
        methods.put(method.wire(), texts.t("payment.method." + method.wire()));
      }
    }
    return methods;
  }

  private static boolean isBookable(String code) {
    return Arrays.stream(PaymentMethod.values()).anyMatch(method -> method.wire().equals(code));
  }
}
