package org.sbms.branch.billing;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.sbms.branch.approval.ApprovalAnswers;
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.billing.InvoiceDocument;
import org.sbms.contract.billing.InvoiceHead;
import org.sbms.contract.billing.ListInvoices;
import org.sbms.contract.billing.ShowInvoice;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Messages;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.TableQuery;

/** Invoices: all of this branch, those of a subscriber of any branch, one as page and file. */
public final class InvoicePages implements WebFeature {
  private final BranchCode self;
  private final Executor executor;
  private final Supplier<LocalDate> today;
  private final ZoneId zone;
  private final Messages words = Messages.load(Set.of("bill"));

  /**
   * @param today the open business day
   */
  public InvoicePages(BranchCode self, Executor executor, Supplier<LocalDate> today, ZoneId zone) {
    this.self = self;
    this.executor = executor;
    this.today = today;
    this.zone = zone;
  }

  @Override
  public void addTo(Web web) {
    web.menu(new MenuEntry("/invoices", "invoices.menu", "receipt-2", 41, BillingFeature.VIEW))
        .get("/invoices", BillingFeature.VIEW, this::browse)
        .get("/invoices/:account/:id", BillingFeature.VIEW, r -> show(r, Form.blank(), 200))
        .get("/invoices/:account/:id/file", BillingFeature.VIEW, this::file)
        .post("/invoices/:account/:id/credit-note", BillingFeature.CORRECT, this::correct)
        .get("/subscribers/:account/invoices", BillingFeature.VIEW, this::ofSubscriber);
  }

  /** Where an invoice is shown. */
  public static String path(InvoiceHead invoice) {
    return path(invoice.account(), invoice.id());
  }

  public static String path(AccountNumber account, UUID id) {
    return "/invoices/" + account.value() + "/" + id;
  }

  /** What a tax is called on a bill. */
  public static String taxName(InvoiceDocument.Tax tax, Texts texts) {
    return InvoicePdf.taxName(tax, texts);
  }

  /**
   * @param ours whether it can be corrected here
   */
  public record InvoicePage(
      InvoiceDocument invoice,
      List<InvoiceGroups.Group> groups,
      String state,
      String colour,
      boolean ours,
      Form form) {}

  public record SubscriberPage(
      AccountNumber account, ListInvoices.Invoices invoices, int page, boolean more) {

    public String state(InvoiceHead invoice) {
      return InvoiceTable.stateOf(invoice);
    }

    public String colour(InvoiceHead invoice) {
      return InvoiceTable.colour(InvoiceTable.stateOf(invoice));
    }
  }

  private PageResponse browse(PageRequest request) {
    return request.table(
        InvoiceTable.SPEC,
        query ->
            executor.run(
                        request.caller(),
                        Request.query(InvoiceTable.asked(query, Optional.empty(), today.get())))
                    instanceof Outcome.Done<BrowseInvoices.Found>(BrowseInvoices.Found found)
                ? found.items()
                : List.of(),
        table -> PageResponse.page("billing/invoices", table));
  }

  private PageResponse show(PageRequest request, Form form, int status) {
    return withInvoice(
        request,
        (account, id) ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowInvoice(account, id))),
                invoice -> {
                  String state = InvoiceTable.stateOf(invoice.head());
                  return new PageResponse.Page(
                      status,
                      "billing/invoice",
                      new InvoicePage(
                          invoice,
                          InvoiceGroups.of(invoice),
                          state,
                          InvoiceTable.colour(state),
                          account.home().equals(self),
                          form));
                }));
  }

  private PageResponse file(PageRequest request) {
    return withInvoice(
        request,
        (account, id) ->
            PageResponse.of(
                executor.run(request.caller(), Request.query(new ShowInvoice(account, id))),
                invoice ->
                    new PageResponse.Download(
                        invoice.head().number() + ".pdf",
                        "application/pdf",
                        InvoicePdf.write(List.of(invoice), this::texts))));
  }

  private Texts texts(Language language) {
    return words.in(language, zone);
  }

  private PageResponse correct(PageRequest request) {
    return withInvoice(
        request,
        (account, id) -> {
          Form form = request.form();
          List<Integer> lines =
              request.posted("line").stream()
                  .filter(text -> text.matches("[0-9]{1,6}"))
                  .map(Integer::valueOf)
                  .toList();
          if (!form.text("scope").equals("all") && lines.isEmpty()) {
            form.error("scope", "choose lines, or all of them");
            return show(request, form, 422);
          }
          return ApprovalAnswers.page(
              executor,
              request,
              new IssueCreditNote(
                  id, form.text("scope").equals("all") ? List.of() : lines, form.text("reason")),
              form,
              note ->
                  PageResponse.redirect(
                      path(note), request.texts().t("invoices.corrected", note.number())),
              again -> show(request, again, 422));
        });
  }

  private PageResponse ofSubscriber(PageRequest request) {
    int page = page(request.parameter("page"));
    return PartyPages.withAccount(
        request,
        account ->
            PageResponse.of(
                executor.run(
                    request.caller(),
                    Request.query(
                        new ListInvoices(
                            account, (page - 1) * TableQuery.PAGE_SIZE, TableQuery.PAGE_SIZE + 1))),
                found ->
                    PageResponse.page(
                        request.isPart() ? "billing/subscriberPart" : "billing/subscriber",
                        new SubscriberPage(
                            account, found, page, found.items().size() > TableQuery.PAGE_SIZE))));
  }

  private static int page(String text) {
    try {
      return Math.clamp(Integer.parseInt(text), 1, TableQuery.MAX_PAGE);
    } catch (NumberFormatException none) {
      return 1;
    }
  }

  private static PageResponse withInvoice(
      PageRequest request, BiFunction<AccountNumber, UUID, PageResponse> answer) {
    Optional<UUID> id = request.pathId("id");
    return id.isEmpty()
        ? PageResponse.notFound("There is no such invoice.")
        : PartyPages.withAccount(request, account -> answer.apply(account, id.get()));
  }
}
