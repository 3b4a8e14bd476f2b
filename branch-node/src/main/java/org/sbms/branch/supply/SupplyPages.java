package org.sbms.branch.supply;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.goods.SupplyPurpose;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Goods handed out here: the list, the receipt with what can still be done, the counter. */
public final class SupplyPages implements WebFeature {
  private static final TableSpec<Supply> TABLE =
      new TableSpec<>(
          "goods.list",
          "-issued",
          List.of(
              Column.<Supply>of(
                      "receipt",
                      row ->
                          new Cell.TwoLines(
                              row.receipt(),
                              row.account().map(AccountNumber::value).orElseGet(row.item()::serial),
                              "/goods/" + row.id()))
                  .sortedBy("receipt"),
              Column.<Supply>of("issued", row -> new Cell.Time(row.issuedAt()))
                  .sortedBy("issued")
                  .wideOnly(),
              Column.<Supply>of(
                      "item",
                      row ->
                          new Cell.TwoLines(
                              row.item().serial(),
                              row.item().model(),
                              "/stock/" + row.item().serial()))
                  .wideOnly(),
              Column.<Supply>of(
                      "account",
                      row ->
                          row.account()
                              .<Cell>map(account ->
                                  new Cell.Link(account.value(), "/subscribers/" + account))
                              .orElseGet(Cell::missing))
                  .sortedBy("account")
                  .wideOnly(),
              Column.<Supply>of("issuedBy", row -> new Cell.Text(row.issuedBy())).wideOnly(),
              Column.<Supply>of(
                  "state",
                  row -> new Cell.Badge("goods.state." + row.state(), colour(row.state()))),
              Column.<Supply>of("total", row -> new Cell.Amount(row.price().total()))
                  .sortedBy("total")
                  .end()),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice(
                  "state",
                  "goods.state",
                  Arrays.stream(SupplyState.values()).map(Enum::name).toList()),
              new Filter.Choice("task", "goods.task", List.of("AWAITED"))));

  private final Executor executor;

  public SupplyPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.messages("supply")
        .menu(new MenuEntry("/goods", "goods.menu", "shopping-bag", 30, SupplyFeature.VIEW))
        .get("/goods", SupplyFeature.VIEW, this::list)
        .get("/goods/sale", SupplyFeature.SELL, this::counter)
        .post("/goods/sale", SupplyFeature.SELL, this::sell)
        .get("/goods/:id", SupplyFeature.VIEW, this::receipt)
        .post("/goods/:id/cancellation", SupplyFeature.CANCEL, this::cancel)
        .post("/goods/:id/return", SupplyFeature.TAKE_BACK, this::takeBack);
  }

  /**
   * @param settled whether nothing more is expected to change by itself
   */
  public record ReceiptPage(
      Supply supply,
      boolean settled,
      boolean cancellable,
      Map<String, String> conditions,
      Form form) {}

  /**
   * @param quote what it costs; empty until an item is chosen
   */
  public record CounterPage(
      Form form, Map<String, String> methods, Optional<QuoteGoods.Quote> quote) {}

  public static String colour(SupplyState state) {
    return switch (state) {
      case ISSUED -> "blue";
      case CONFIRMED -> "green";
      case REJECTED -> "red";
      case CANCELLING -> "yellow";
      case REVERSED -> "secondary";
    };
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        TABLE, query -> rows(request, query), table -> PageResponse.page("supply/list", table));
  }

  private List<Supply> rows(PageRequest request, TableQuery query) {
    BrowseSupplies question =
        new BrowseSupplies(
            query.filter("text"),
            Optional.of(query.filter("state"))
                .filter(state -> !state.isEmpty())
                .map(SupplyState::valueOf),
            !query.filter("task").isEmpty(),
            query.sort(),
            query.descending(),
            query.offset(),
            query.limit());
    return executor.run(request.caller(), Request.query(question))
            instanceof Outcome.Done<BrowseSupplies.Rows>(BrowseSupplies.Rows rows)
        ? rows.items()
        : List.of();
  }

  private PageResponse receipt(PageRequest request) {
    return withId(request, id -> show(request, id, Form.blank(), 200));
  }

  private PageResponse show(PageRequest request, UUID id, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowSupply(id))),
        supply -> {
          boolean settled =
              supply.state() != SupplyState.ISSUED && supply.state() != SupplyState.CANCELLING;
          boolean cancellable =
              supply.state() == SupplyState.ISSUED || supply.state() == SupplyState.CONFIRMED;
          Map<String, String> conditions = new LinkedHashMap<>();
          for (TakeBackItem.Condition condition : TakeBackItem.Condition.values()) {
            conditions.put(condition.name(), request.texts().of("goods.condition", condition));
          }
          return new PageResponse.Page(
              status,
              "supply/receipt",
              new ReceiptPage(supply, settled, cancellable, conditions, form));
        });
  }

  private PageResponse cancel(PageRequest request) {
    Form form = request.form();
    return withId(
        request,
        id ->
            ApprovalAnswers.page(
                executor,
                request,
                new CancelSupply(id, form.text("reason")),
                form,
                supply ->
                    PageResponse.redirect(
                        "/goods/" + id, request.texts().t("goods.cancelled." + supply.state())),
                again -> show(request, id, again, 422)));
  }

  private PageResponse takeBack(PageRequest request) {
    Form form = request.form();
    Optional<TakeBackItem.Condition> condition =
        form.required("condition", TakeBackItem.Condition::valueOf);
    return withId(
        request,
        id ->
            condition.isEmpty()
                ? show(request, id, form, 422)
                : PageResponse.of(
                    executor.run(
                        request.caller(),
                        Request.command(new TakeBackItem(id, condition.get()), form.key())),
                    form,
                    request.texts(),
                    _ -> PageResponse.redirect("/goods/" + id, request.texts().t("goods.isBack")),
                    again -> show(request, id, again, 422)));
  }

  private PageResponse counter(PageRequest request) {
    Form form =
        Form.blank()
            .with("serial", request.parameter("serial"))
            .with("method", request.parameter("method"));
    return form.text("serial").isEmpty()
        ? counterPage(request, form.with("method", "cash"), Optional.empty(), 200)
        : quoted(request, form, 200);
  }

  private PageResponse quoted(PageRequest request, Form form, int status) {
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.query(
                new QuoteGoods(Optional.empty(), form.text("serial"), SupplyPurpose.SALE))),
        form,
        request.texts(),
        quote -> counterPage(request, form, Optional.of(quote), status),
        again -> counterPage(request, again, Optional.empty(), 422));
  }

  private PageResponse sell(PageRequest request) {
    Form form = request.form();
    Optional<PaymentMethod> method = form.required("method", PaymentMethod::parse);
    Optional<Money> expected = form.required("expected", SupplyPages::money);
    if (method.isEmpty() || expected.isEmpty()) {
      return quoted(request, form, 422);
    }
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(
                new SellGoods(form.text("serial"), method.get(), expected), form.key())),
        form,
        request.texts(),
        supply -> PageResponse.redirect("/goods/" + supply.id()),
        again -> counterPage(request, again, Optional.empty(), 422));
  }

  private PageResponse counterPage(
      PageRequest request, Form form, Optional<QuoteGoods.Quote> quote, int status) {
    return new PageResponse.Page(
        status, "supply/counter", new CounterPage(form, methods(request.texts()), quote));
  }

  private static Map<String, String> methods(Texts texts) {
    Map<String, String> methods = new LinkedHashMap<>();
    for (PaymentMethod method : List.of(PaymentMethod.CASH, PaymentMethod.CARD)) {
      methods.put(method.wire(), texts.t("payment.method." + method.wire()));
    }
    return methods;
  }

  /** {@code 2700.00 RUB}: how a form carries what the customer was told. */
  static Money money(String text) {
    String[] parts = text.split(" ", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("must be an amount and a currency");
    }
    return Money.parse(parts[0], parts[1]);
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    return request
        .pathId("id")
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("No such goods were handed out here."));
  }
}
