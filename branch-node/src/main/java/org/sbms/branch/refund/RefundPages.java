package org.sbms.branch.refund;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.branch.reference.ReasonCodes;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.ShowCard;
import org.sbms.contract.subscriber.SubscriberCard;
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

/** Giving money back: the form, the slip with its state, and the list. */
public final class RefundPages implements WebFeature {
  static final TableSpec<Refund> TABLE =
      new TableSpec<>(
          "refund.list",
          "-requested",
          List.of(
              Column.of(
                  "slip",
                  row ->
                      new Cell.TwoLines(row.slip(), row.account().value(), "/refunds/" + row.id())),
              Column.<Refund>of("requested", row -> new Cell.Time(row.requestedAt()))
                  .sortedBy("requested_at")
                  .wideOnly(),
              Column.<Refund>of(
                      "account",
                      row ->
                          new Cell.Link(
                              row.account().value(), "/subscribers/" + row.account().value()))
                  .wideOnly(),
              Column.<Refund>of("requestedBy", row -> new Cell.Text(row.requestedBy())).wideOnly(),
              Column.of(
                  "state",
                  row -> new Cell.Badge("refund.state." + row.state(), colour(row.state()))),
              Column.<Refund>of("amount", row -> new Cell.Amount(row.amount())).end()),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice(
                  "state",
                  "refund.state",
                  Arrays.stream(RefundState.values()).map(Enum::name).toList())));

  private final Executor executor;
  private final RefundFeature refunds;
  private final Money zero;

  /**
   * @param zero nothing, in the branch's currency
   */
  public RefundPages(Executor executor, RefundFeature refunds, Money zero) {
    this.executor = executor;
    this.refunds = refunds;
    this.zero = zero;
  }

  @Override
  public void addTo(Web web) {
    web.messages("refund")
        .menu(new MenuEntry("/refunds", "refund.menu", "cash-banknote-off", 21, RefundFeature.VIEW))
        .get("/refunds", RefundFeature.VIEW, this::list)
        .get("/refunds/:id", RefundFeature.VIEW, this::slip)
        .post("/refunds/:id/cancellation", RefundFeature.REFUND, this::cancel)
        .get("/subscribers/:account/refund", RefundFeature.REFUND, this::ask)
        .post("/subscribers/:account/refund", RefundFeature.REFUND, this::request);
  }

  /**
   * @param card empty when home does not answer: it may be asked all the same
   */
  public record AskPage(
      AccountNumber account,
      Optional<SubscriberCard> card,
      Map<String, String> reasons,
      String currency,
      Form form) {}

  /**
   * @param settled whether nothing more is expected to change by itself
   */
  public record SlipPage(
      Refund refund, String reason, boolean settled, boolean cancellable, Form form) {}

  public static String colour(RefundState state) {
    return switch (state) {
      case REQUESTED -> "blue";
      case PAID -> "green";
      case REFUSED -> "red";
      case CANCELLING -> "yellow";
      case CANCELLED -> "secondary";
    };
  }

  private PageResponse ask(PageRequest request) {
    return withAccount(request, account -> page(request, account, Form.blank(), 200));
  }

  private PageResponse page(PageRequest request, AccountNumber account, Form form, int status) {
    Optional<SubscriberCard> card =
        executor.run(request.caller(), Request.query(new ShowCard(account)))
                instanceof Outcome.Done<SubscriberCard>(SubscriberCard shown)
            ? Optional.of(shown)
            : Optional.empty();
    Map<String, String> reasons = new LinkedHashMap<>();
    for (ReasonCodes.Reason reason : refunds.reasons()) {
      reasons.put(reason.code(), said(reason, request.texts()));
    }
    return new PageResponse.Page(
        status, "refund/ask", new AskPage(account, card, reasons, zero.currencyCode(), form));
  }

  private PageResponse request(PageRequest request) {
    return withAccount(
        request,
        account -> {
          Form form = request.form();
          Optional<Money> amount =
              form.required("amount", text -> Money.parse(plain(text), zero.currency()));
          Optional<String> reason = form.required("reason", text -> text);
          if (amount.isEmpty() || reason.isEmpty()) {
            return page(request, account, form, 422);
          }
          return ApprovalAnswers.page(
              executor,
              request,
              new RefundSubscriber(account, amount.get(), reason.get(), form.text("comment")),
              form,
              refund -> PageResponse.redirect("/refunds/" + refund.id()),
              again -> page(request, account, again, 422));
        });
  }

  private PageResponse slip(PageRequest request) {
    return request
        .pathId("id")
        .map(id -> show(request, id, Form.blank(), 200))
        .orElseGet(() -> PageResponse.notFound("There is no such refund."));
  }

  private PageResponse show(PageRequest request, UUID id, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowRefund(id))),
        refund ->
            new PageResponse.Page(status, "refund/slip", slip(refund, request.texts(), form)));
  }

  private SlipPage slip(Refund refund, Texts texts, Form form) {
    String reason =
        refunds.reasons().stream()
            .filter(known -> known.code().equals(refund.reason()))
            .findFirst()
            .map(known -> said(known, texts))
            .orElse(refund.reason());
    return switch (refund.state()) {
      case REQUESTED -> new SlipPage(refund, reason, false, true, form);
      case CANCELLING -> new SlipPage(refund, reason, false, false, form);
      case PAID, REFUSED, CANCELLED -> new SlipPage(refund, reason, true, false, form);
    };
  }

  private PageResponse cancel(PageRequest request) {
    Optional<UUID> id = request.pathId("id");
    if (id.isEmpty()) {
      return PageResponse.notFound("There is no such refund.");
    }
    Form form = request.form();
    return PageResponse.of(
        executor.run(
            request.caller(),
            Request.command(new CancelRefund(id.get(), form.text("reason")), form.key())),
        form,
        request.texts(),
        refund -> PageResponse.redirect("/refunds/" + refund.id()),
        again -> show(request, id.get(), again, 422));
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        TABLE, query -> rows(request, query), table -> PageResponse.page("refund/list", table));
  }

  private List<Refund> rows(PageRequest request, TableQuery query) {
    ListRefunds question =
        new ListRefunds(
            query.filter("text"),
            Optional.of(query.filter("state"))
                .filter(state -> !state.isEmpty())
                .map(RefundState::valueOf),
            query.descending(),
            query.offset(),
            query.limit());
    return switch (executor.run(request.caller(), Request.query(question))) {
      case Outcome.Done<ListRefunds.Refunds>(ListRefunds.Refunds found) -> found.items();
      case Outcome.Refused<ListRefunds.Refunds> _, Outcome.Unknown<ListRefunds.Refunds> _ ->
          List.of();
    };
  }

  private static String said(ReasonCodes.Reason reason, Texts texts) {
    return reason.text().in(texts.language());
  }

  /** People type {@code 1 500,50}; the field takes it. */
  private static String plain(String typed) {
    return typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
  }

  private static PageResponse withAccount(
      PageRequest request, Function<AccountNumber, PageResponse> answer) {
    return AccountNumber.tryParse(request.pathPart("account"))
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such account."));
  }
}
