package org.sbms.branch.payment;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.branch.reference.ReasonCodes;
import org.sbms.contract.Outcome;
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

/** The receipt, and the list of payments taken here. */
public final class PaymentPages implements WebFeature {
  static final TableSpec<Payment> TABLE =
      new TableSpec<>(
          "payment.list",
          "-accepted",
          List.of(
              Column.<Payment>of(
                      "receipt",
                      row ->
                          new Cell.TwoLines(
                              row.receipt(), row.account().value(), "/payments/" + row.id()))
                  .sortedBy("receipt"),
              Column.<Payment>of("accepted", row -> new Cell.Time(row.acceptedAt()))
                  .sortedBy("accepted")
                  .wideOnly(),
              Column.<Payment>of(
                      "account",
                      row ->
                          new Cell.Link(
                              row.account().value(), "/subscribers/" + row.account().value()))
                  .sortedBy("account")
                  .wideOnly(),
              Column.<Payment>of(
                      "method",
                      row -> new Cell.Badge("payment.method." + row.method().wire(), "secondary"))
                  .wideOnly(),
              Column.<Payment>of("takenBy", row -> new Cell.Text(row.acceptedBy())).wideOnly(),
              Column.<Payment>of(
                  "state",
                  row ->
                      new Cell.Badge(
                          "payment.state." + row.state(), PaymentPages.colour(row.state()))),
              Column.<Payment>of("amount", row -> new Cell.Amount(row.amount()))
                  .sortedBy("amount")
                  .end()),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice(
                  "state",
                  "payment.state",
                  List.of("ACCEPTED", "POSTED", "REJECTED", "CANCELLING", "REVERSED")),
              new Filter.Search("takenBy"),
              new Filter.Day("day")));

  private final Executor executor;
  private final CancelReasons reasons;

  /**
   * @param reasons what a payment may be cancelled for
   */
  public PaymentPages(Executor executor, Supplier<List<ReasonCodes.Reason>> reasons) {
    this.executor = executor;
    this.reasons = new CancelReasons(reasons);
  }

  @Override
  public void addTo(Web web) {
    web.messages("payment")
        .menu(new MenuEntry("/payments", "payment.menu", "cash", 20, PaymentFeature.VIEW))
        .get("/payments", PaymentFeature.VIEW, this::list)
        .get("/payments/:id", PaymentFeature.VIEW, this::receipt)
        .post("/payments/:id/cancellation", PaymentFeature.CANCEL, this::cancel);
  }

  /**
   * @param settled whether nothing more is expected to change by itself
   */
  public record ReceiptPage(
      Payment payment,
      boolean settled,
      boolean cancellable,
      Map<String, String> reasons,
      Form form) {
    static ReceiptPage of(Payment payment, Map<String, String> reasons, Form form) {
      return switch (payment.state()) {
        case ACCEPTED -> new ReceiptPage(payment, false, true, reasons, form);
        case CANCELLING -> new ReceiptPage(payment, false, false, reasons, form);
        case POSTED, REJECTED -> new ReceiptPage(payment, true, true, reasons, form);
        case REVERSED -> new ReceiptPage(payment, true, false, reasons, form);
      };
    }
  }

  public static String colour(PaymentState state) {
    return switch (state) {
      case ACCEPTED -> "blue";
      case POSTED -> "green";
      case REJECTED -> "red";
      case CANCELLING -> "yellow";
      case REVERSED -> "secondary";
    };
  }

  private PageResponse receipt(PageRequest request) {
    return request
        .pathId("id")
        .map(id -> show(request, id, Form.blank(), 200))
        .orElseGet(() -> PageResponse.notFound("There is no such payment."));
  }

  private PageResponse show(PageRequest request, UUID id, Form form, int status) {
    return PageResponse.of(
        executor.run(request.caller(), Request.query(new ShowPayment(id))),
        payment ->
            new PageResponse.Page(
                status,
                "payment/receipt",
                ReceiptPage.of(payment, reasons(request.texts()), form)));
  }

  private PageResponse cancel(PageRequest request) {
    Optional<UUID> id = request.pathId("id");
    if (id.isEmpty()) {
      return PageResponse.notFound("There is no such payment.");
    }
    Form form = request.form();
    if (lacksReason(form)) {
      form.alert(request.texts().t("payment.cancel.needsReason"));
      return show(request, id.get(), form, 422);
    }
    return ApprovalAnswers.page(
        executor,
        request,
        new CancelPayment(id.get(), CancelReasons.text(form.text("code"), form.text("reason"))),
        form,
        payment ->
            PageResponse.redirect(
                "/payments/" + payment.id(),
                request.texts().t("payment.cancelled." + payment.state())),
        again -> show(request, id.get(), again, 422));
  }

  private Map<String, String> reasons(Texts texts) {
    Map<String, String> options = new LinkedHashMap<>();
    reasons
        .known()
        .forEach(reason -> options.put(reason.code(), reason.text().in(texts.language())));
    return options;
  }

  /** A branch that has never had reference data has no codes: then words alone must do. */
  private boolean lacksReason(Form form) {
    return reasons.known().isEmpty()
        ? form.text("reason").isEmpty()
        : !reasons.problems(form.text("code"), form.text("reason")).isEmpty();
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        TABLE, query -> rows(request, query), table -> PageResponse.page("payment/list", table));
  }

  private List<Payment> rows(PageRequest request, TableQuery query) {
    BrowsePayments question =
        new BrowsePayments(
            query.filter("text"),
            Optional.of(query.filter("state"))
                .filter(state -> !state.isEmpty())
                .map(PaymentState::valueOf),
            query.filter("takenBy"),
            day(query.filter("day")),
            query.sort(),
            query.descending(),
            query.offset(),
            query.limit());
    return switch (executor.run(request.caller(), Request.query(question))) {
      case Outcome.Done<BrowsePayments.Rows>(BrowsePayments.Rows rows) -> rows.items();
      case Outcome.Refused<BrowsePayments.Rows> _, Outcome.Unknown<BrowsePayments.Rows> _ ->
          List.of();
    };
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
