package org.sbms.branch.rating;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sbms.branch.party.PartyFeature;
import org.sbms.branch.party.PartyPages;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.ListUsage;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.text.Language;
import org.sbms.kit.text.Texts;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.form.Form;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.Table;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** What one subscriber used, whichever branch is home. */
public final class UsagePages implements WebFeature {
  private static final int USUAL_DAYS = 62;

  private final BranchCode self;
  private final Executor executor;
  private final RatingFeature rating;

  public UsagePages(BranchCode self, Executor executor, RatingFeature rating) {
    this.self = self;
    this.executor = executor;
    this.rating = rating;
  }

  @Override
  public void addTo(Web web) {
    web.get("/subscribers/:account/usage", PartyFeature.VIEW_PERSONAL, this::usage)
        .post("/subscribers/:account/usage/rerating", RatingFeature.RATE, this::rerate);
  }

  /**
   * @param sums of all days, on the first page
   * @param isOwn whether it can be rated again here
   */
  public record UsagePage(
      AccountNumber account,
      List<ListUsage.Sum> sums,
      Table<ListUsage.Use> table,
      LocalDate from,
      LocalDate to,
      boolean isOwn,
      Form form) {}

  /** Home did not answer, or said no; its own words are the page's. */
  private static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Outcome<ListUsage.Page> outcome;

    NoAnswer(Outcome<ListUsage.Page> outcome) {
      super("", null, false, false);
      this.outcome = outcome;
    }
  }

  private PageResponse usage(PageRequest request) {
    return PartyPages.withAccount(request, account -> usage(request, account));
  }

  private PageResponse usage(PageRequest request, AccountNumber account) {
    LocalDate to = day(request, "to").orElseGet(rating::today);
    LocalDate from = day(request, "from").orElse(to.minusDays(USUAL_DAYS));
    List<ListUsage.Sum> sums = new ArrayList<>();
    try {
      return request.table(
          spec(request.texts()),
          query -> rows(request, account, from, to, query, sums),
          table ->
              PageResponse.page(
                  "rating/usage",
                  new UsagePage(
                      account, sums, table, from, to, account.home().equals(self), Form.blank())));
    } catch (NoAnswer none) {
      return PageResponse.of(none.outcome, _ -> PageResponse.notFound("There is no such account."));
    }
  }

  private List<ListUsage.Use> rows(
      PageRequest request,
      AccountNumber account,
      LocalDate from,
      LocalDate to,
      TableQuery query,
      List<ListUsage.Sum> sums) {
    List<ListUsage.Use> uses = new ArrayList<>();
    while (uses.size() < query.limit()) {
      int wanted = Math.min(ListUsage.MAX_LIMIT, query.limit() - uses.size());
      ListUsage question =
          new ListUsage(
              account,
              from,
              to,
              Optional.of(query.filter("product")).filter(text -> !text.isEmpty()),
              query.offset() + uses.size(),
              wanted);
      Outcome<ListUsage.Page> outcome = executor.run(request.caller(), Request.query(question));
      if (!(outcome instanceof Outcome.Done<ListUsage.Page>(ListUsage.Page page))) {
        throw new NoAnswer(outcome);
      }
      sums.addAll(page.sums());
      uses.addAll(page.items());
      if (page.items().size() < wanted) {
        return uses;
      }
    }
    return uses;
  }

  private TableSpec<ListUsage.Use> spec(Texts texts) {
    return new TableSpec<>(
        "usage.list",
        "-at",
        List.of(
            Column.<ListUsage.Use>of("at", use -> new Cell.Time(use.at())),
            Column.of(
                "product",
                use ->
                    new Cell.TwoLines(
                        use.kind().equals(Rerating.CORRECTION)
                            ? texts.t("usage.correction")
                            : name(texts, use.nameEn(), use.nameRu()),
                        use.detail().isEmpty() ? use.identifier() : use.detail(),
                        "")),
            Column.<ListUsage.Use>of("identifier", use -> new Cell.Code(use.identifier()))
                .wideOnly(),
            Column.<ListUsage.Use>of(
                    "quantity", use -> new Cell.Text(quantity(texts, use.quantity(), use.unit())))
                .end()
                .wideOnly(),
            Column.<ListUsage.Use>of("amount", use -> new Cell.Amount(use.amount())).end()),
        List.of(
            new Filter.Day("from"),
            new Filter.Day("to"),
            new Filter.Choice("product", "", rating.products())));
  }

  public static String quantity(Texts texts, long quantity, String unit) {
    String key = "usage.unit." + unit;
    return texts.number(quantity) + " " + (texts.has(key) ? texts.t(key) : unit);
  }

  public static String name(Texts texts, String english, String russian) {
    return texts.language() == Language.RU ? russian : english;
  }

  private PageResponse rerate(PageRequest request) {
    return PartyPages.withAccount(
        request,
        account -> {
          Form form = request.form();
          Optional<LocalDate> from = form.required("from", LocalDate::parse);
          Optional<LocalDate> to = form.required("to", LocalDate::parse);
          if (from.isEmpty() || to.isEmpty()) {
            return usage(request, account);
          }
          RerateUsage rerate =
              new RerateUsage(Optional.of(account), from.get(), to.get().plusDays(1));
          return switch (executor.run(request.caller(), Request.command(rerate, form.key()))) {
            case Outcome.Done<RerateUsage.Queued>(RerateUsage.Queued queued) ->
                PageResponse.redirect(
                    "/subscribers/" + account + "/usage",
                    request.texts().t("usage.aside.queued", queued.records()));
            case Outcome.Refused<RerateUsage.Queued>(Refusal refusal) ->
                new PageResponse.Refused(refusal);
            case Outcome.Unknown<RerateUsage.Queued>(String why) ->
                new PageResponse.NotKnownYet(why);
          };
        });
  }

  private static Optional<LocalDate> day(PageRequest request, String name) {
    try {
      return Optional.of(request.parameter(name))
          .filter(text -> !text.isEmpty())
          .map(LocalDate::parse);
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
