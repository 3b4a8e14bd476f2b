package org.sbms.branch.partner;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.branch.partner.PartnerOrders.BillAgain;
import org.sbms.branch.partner.PartnerOrders.BrowseBills;
import org.sbms.branch.partner.PartnerOrders.CorrectBill;
import org.sbms.branch.partner.PartnerOrders.ListBillItems;
import org.sbms.branch.partner.PartnerOrders.ShowBill;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Messages;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;

/** Bills of partners: all of them, one as page and files, taking one back. */
public final class BillPages implements WebFeature {
  private final Executor executor;
  private final ZoneId zone;
  private final Messages words = Messages.load(Set.of("partner"));

  public BillPages(Executor executor, ZoneId zone) {
    this.executor = executor;
    this.zone = zone;
  }

  @Override
  public void addTo(Web web) {
    web.menu(
            new MenuEntry(
                "/partner-bills", "partners.bills.menu", "file-dollar", 44, PartnerFeature.VIEW))
        .get("/partner-bills", PartnerFeature.VIEW, this::browse)
        .get("/partner-bills/:id", PartnerFeature.VIEW, r -> show(r, Form.blank(), 200))
        .get("/partner-bills/:id/file", PartnerFeature.VIEW, this::pdf)
        .get("/partner-bills/:id/lines", PartnerFeature.VIEW, this::csv)
        .post("/partner-bills/:id/credit-note", PartnerFeature.BILL, this::correct)
        .post("/partner-bills/:id/again", PartnerFeature.BILL, this::again);
  }

  public record BillPage(
      PartnerBill bill, String kind, String colour, BillWords words, Form form) {}

  private PageResponse browse(PageRequest request) {
    return request.table(
        BillTable.SPEC,
        query ->
            executor.run(
                        request.caller(),
                        Request.query(
                            new BrowseBills(
                                "",
                                query.filter("text"),
                                query.sortText(),
                                query.offset(),
                                query.limit())))
                    instanceof Outcome.Done<BrowseBills.Found>(BrowseBills.Found found)
                ? found.items()
                : List.of(),
        table -> PageResponse.page("partner/bills", table));
  }

  private PageResponse show(PageRequest request, Form form, int status) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowBill(id))),
                bill -> {
                  String kind = BillTable.kind(bill.head());
                  return new PageResponse.Page(
                      status,
                      "partner/bill",
                      new BillPage(
                          bill,
                          kind,
                          BillTable.colour(kind),
                          new BillWords(request.texts()),
                          form));
                }));
  }

  private PageResponse pdf(PageRequest request) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowBill(id))),
                bill ->
                    new PageResponse.Download(
                        bill.head().number() + ".pdf",
                        "application/pdf",
                        PartnerBillPdf.write(bill, words.in(bill.language(), zone)))));
  }

  private PageResponse csv(PageRequest request) {
    return withId(
        request,
        id ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ListBillItems(id))),
                items ->
                    PageResponse.csv(items.bill().head().number() + ".csv", BillCsv.write(items))));
  }

  private PageResponse correct(PageRequest request) {
    return withId(
        request,
        id ->
            order(
                request,
                new CorrectBill(id, request.form().text("reason")),
                "partners.bill.corrected"));
  }

  private PageResponse again(PageRequest request) {
    return withId(request, id -> order(request, new BillAgain(id), "partners.bill.billedAgain"));
  }

  private PageResponse order(
      PageRequest request, Operation<PartnerBill.Head> order, String message) {
    Form form = request.form();
    return PageResponse.of(
        executor.run(request.caller(), Request.command(order, form.key())),
        form,
        request.texts(),
        bill ->
            PageResponse.redirect(
                "/partner-bills/" + bill.id(), request.texts().t(message, bill.number())),
        again -> show(request, again, 422));
  }

  private static PageResponse withId(PageRequest request, Function<UUID, PageResponse> answer) {
    Optional<UUID> id = request.pathId("id");
    return id.isEmpty() ? PageResponse.notFound("There is no such bill.") : answer.apply(id.get());
  }
}
