package org.sbms.branch.limit;

import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** What others may do here: the published rules, the branch's own, and a form to tighten them. */
public final class LimitPages implements WebFeature {
  private final Executor executor;
  private final LimitFeature feature;
  private final Currency currency;

  /**
   * @param currency the branch's one currency
   */
  public LimitPages(Executor executor, LimitFeature feature, Currency currency) {
    this.executor = executor;
    this.feature = feature;
    this.currency = currency;
  }

  @Override
  public void addTo(Web web) {
    web.messages("limit")
        .menu(new MenuEntry("/peer-rules", "limit.menu", "shield-half", 61, LimitFeature.VIEW))
        .get("/peer-rules", LimitFeature.VIEW, request -> page(request, Form.blank(), 200))
        .post("/peer-rules", LimitFeature.TIGHTEN, this::tighten)
        .post("/peer-rules/lift", LimitFeature.TIGHTEN, this::lift);
  }

  public record RulesPage(
      ListPeerRules.Rules rules,
      Map<String, String> operations,
      Map<String, String> allowed,
      String currency,
      Form form) {}

  private PageResponse page(PageRequest request, Form form, int status) {
    return switch (executor.run(request.caller(), Request.query(new ListPeerRules()))) {
      case Outcome.Done<ListPeerRules.Rules>(ListPeerRules.Rules rules) ->
          new PageResponse.Page(status, "limit/rules", model(rules, request.texts(), form));
      case Outcome.Refused<ListPeerRules.Rules>(Refusal refusal) ->
          new PageResponse.Refused(refusal);
      case Outcome.Unknown<ListPeerRules.Rules>(String why) -> new PageResponse.NotKnownYet(why);
    };
  }

  private RulesPage model(ListPeerRules.Rules rules, Texts texts, Form form) {
    Map<String, String> operations = new LinkedHashMap<>();
    operations.put(PeerRule.ANY, texts.t("limit.any"));
    feature.subjects().forEach(name -> operations.put(name, name(texts, name)));
    Map<String, String> allowed = new LinkedHashMap<>();
    allowed.put("true", texts.t("limit.allowed.true"));
    allowed.put("false", texts.t("limit.allowed.false"));
    return new RulesPage(rules, operations, allowed, currency.getCurrencyCode(), form);
  }

  /** Operations that no bundle knows stand under their own names. */
  public static String name(Texts texts, String operation) {
    String key = "limit.operation." + operation;
    return texts.has(key) ? texts.t(key) : operation;
  }

  private PageResponse tighten(PageRequest request) {
    Form form = request.form();
    Optional<Money> most = amount(form, "maxAmount");
    Optional<Money> branchTotal = amount(form, "branchDayTotal");
    Optional<Money> personTotal = amount(form, "personDayTotal");
    if (form.hasErrors()) {
      return page(request, form, 422);
    }
    TightenPeerRule rule =
        new TightenPeerRule(
            orAny(form, "operation"),
            orAny(form, "origin"),
            orAny(form, "role"),
            !form.text("allowed").equals("false"),
            most,
            branchTotal,
            personTotal);
    return PageResponse.of(
        executor.run(request.caller(), Request.command(rule, form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect("/peer-rules", request.texts().t("limit.tightened")),
        again -> page(request, again, 422));
  }

  private PageResponse lift(PageRequest request) {
    Form form = request.form();
    LiftTightening lift =
        new LiftTightening(orAny(form, "operation"), orAny(form, "origin"), orAny(form, "role"));
    return PageResponse.of(
        executor.run(request.caller(), Request.command(lift, form.key())),
        form,
        request.texts(),
        _ -> PageResponse.redirect("/peer-rules", request.texts().t("limit.lifted")),
        again -> page(request, again, 422));
  }

  private Optional<Money> amount(Form form, String field) {
    return form.optional(
        field, text -> Money.parse(text.replaceAll("\\s", "").replace(',', '.'), currency));
  }

  private static String orAny(Form form, String field) {
    return form.text(field).isEmpty() ? PeerRule.ANY : form.text(field);
  }
}
