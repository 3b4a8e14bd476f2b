package org.sbms.branch.supply;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.branch.equipment.Serials;
import org.sbms.branch.party.PartyFeature;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.goods.GoodsOrder.Replacement;
import org.sbms.contract.goods.ReplacementReason;
import org.sbms.contract.goods.ShowEquipment;
import org.sbms.contract.goods.ShowEquipment.Equipment;
import org.sbms.contract.goods.ShowEquipment.Installed;
import org.sbms.contract.goods.SupplyPurpose;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/**
 * What a subscriber of any branch has, and handing out more in two steps: choose and see what it
 * costs, then confirm. The list comes from home; when home does not answer the numbers are typed,
 * since handing out needs this branch alone.
 */
public final class EquipmentPages implements WebFeature {
  private final Executor executor;
  private final GoodsQuotes quotes;

  public EquipmentPages(Executor executor) {
    this.executor = executor;
    this.quotes = new GoodsQuotes(executor);
  }

  @Override
  public void addTo(Web web) {
    web.get("/subscribers/:account/equipment", PartyFeature.VIEW, this::equipment)
        .get("/subscribers/:account/goods", SupplyFeature.SUPPLY, this::choose)
        .post("/subscribers/:account/goods", SupplyFeature.SUPPLY, this::supply);
  }

  /** Who it is for, as far as home says. */
  public record Subscriber(AccountNumber account, Optional<Equipment> equipment, String problem) {
    public String title() {
      return equipment.map(Equipment::name).orElseGet(account::value);
    }

    public List<Installed> items() {
      return equipment.map(Equipment::items).orElseGet(List::of);
    }
  }

  /**
   * @param quote what the chosen item costs; empty until one is chosen
   * @param old what may be replaced, by serial number; empty when home does not say
   */
  public record GoodsPage(
      Subscriber subscriber,
      Form form,
      Map<String, String> old,
      Map<String, String> reasons,
      Optional<QuoteGoods.Quote> quote) {

    public boolean isReplacement() {
      return form.text("purpose").equals(SupplyPurpose.REPLACEMENT.wire());
    }
  }

  private PageResponse equipment(PageRequest request) {
    return withSubscriber(request, subscriber -> PageResponse.page("supply/equipment", subscriber));
  }

  private PageResponse choose(PageRequest request) {
    return withSubscriber(
        request,
        subscriber -> {
          Form form = Form.blank();
          for (String field : List.of("purpose", "serial", "replaces", "reason")) {
            form.with(field, request.parameter(field));
          }
          if (form.text("serial").isEmpty()) {
            return page(request, subscriber, form, Optional.empty(), 200);
          }
          Optional<SupplyPurpose> purpose = form.required("purpose", SupplyPurpose::parse);
          Optional<Replacement> replacement = replacement(form, purpose);
          return form.hasErrors()
              ? page(request, subscriber, form, Optional.empty(), 422)
              : quoted(request, subscriber, form, replacement);
        });
  }

  private PageResponse quoted(
      PageRequest request, Subscriber subscriber, Form form, Optional<Replacement> replacement) {
    return PageResponse.of(
        quotes.of(request.caller(), subscriber.account(), form.text("serial"), replacement),
        form,
        request.texts(),
        checked -> page(request, subscriber, form, Optional.of(checked.quote()), 200),
        again -> page(request, subscriber, again, Optional.empty(), 422));
  }

  private PageResponse supply(PageRequest request) {
    return withSubscriber(
        request,
        subscriber -> {
          Form form = request.form();
          Optional<SupplyPurpose> purpose = form.required("purpose", SupplyPurpose::parse);
          Optional<Replacement> replacement = replacement(form, purpose);
          Optional<Money> expected = form.required("expected", SupplyPages::money);
          if (form.hasErrors()) {
            return page(request, subscriber, form, Optional.empty(), 422);
          }
          return ApprovalAnswers.page(
              executor,
              request,
              new SupplyGoods(subscriber.account(), form.text("serial"), replacement, expected),
              form,
              supply -> PageResponse.redirect("/goods/" + supply.id()),
              again -> page(request, subscriber, again, Optional.empty(), 422));
        });
  }

  private static Optional<Replacement> replacement(Form form, Optional<SupplyPurpose> purpose) {
    if (!purpose.equals(Optional.of(SupplyPurpose.REPLACEMENT))) {
      return Optional.empty();
    }
    Optional<String> old = form.required("replaces", Serials::normal);
    Optional<ReplacementReason> reason = form.required("reason", ReplacementReason::parse);
    return old.flatMap(serial -> reason.map(why -> new Replacement(serial, why)));
  }

  private PageResponse page(
      PageRequest request,
      Subscriber subscriber,
      Form form,
      Optional<QuoteGoods.Quote> quote,
      int status) {
    Texts texts = request.texts();
    Map<String, String> old = new LinkedHashMap<>();
    for (Installed installed : subscriber.equipment().map(Equipment::present).orElseGet(List::of)) {
      String serial = installed.item().serial();
      old.put(serial, texts.of("equipment.kind", installed.item().kind()) + " · " + serial);
    }
    Map<String, String> reasons = new LinkedHashMap<>();
    for (ReplacementReason reason : ReplacementReason.values()) {
      reasons.put(reason.wire(), texts.of("goods.reason", reason));
    }
    return new PageResponse.Page(
        status, "supply/goods", new GoodsPage(subscriber, form, old, reasons, quote));
  }

  private PageResponse withSubscriber(
      PageRequest request, Function<Subscriber, PageResponse> answer) {
    Optional<AccountNumber> account = AccountNumber.tryParse(request.pathPart("account"));
    if (account.isEmpty()) {
      return PageResponse.notFound(
          request.pathPart("account") + " is no account number: is a digit mistyped?");
    }
    return switch (executor.run(
        request.caller(), Request.query(new ShowEquipment(account.get())))) {
      case Outcome.Done<Equipment>(Equipment equipment) ->
          answer.apply(new Subscriber(account.get(), Optional.of(equipment), ""));
      case Outcome.Refused<Equipment>(Refusal refusal) ->
          GoodsQuotes.isSilence(refusal)
              ? answer.apply(silent(account.get(), request.texts()))
              : new PageResponse.Refused(refusal);
      case Outcome.Unknown<Equipment> _ -> answer.apply(silent(account.get(), request.texts()));
    };
  }

  private static Subscriber silent(AccountNumber account, Texts texts) {
    return new Subscriber(
        account, Optional.empty(), texts.t("goods.silent", account.home().value()));
  }
}
