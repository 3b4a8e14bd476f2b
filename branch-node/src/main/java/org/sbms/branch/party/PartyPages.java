package org.sbms.branch.party;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Outcome;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.contract.subscriber.SubscriberSummary;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;
import org.sbms.kit.web.MenuEntry;
import org.sbms.kit.web.PageRequest;
import org.sbms.kit.web.PageResponse;
import org.sbms.kit.web.Web;
import org.sbms.kit.web.WebFeature;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** Looking for subscribers: anybody's by number, the branch's own in a list. */
public final class PartyPages implements WebFeature {
  private static final TableSpec<SubscriberSummary> TABLE =
      new TableSpec<>(
          "party.list",
          "account",
          List.of(
              Column.<SubscriberSummary>of(
                      "account",
                      row ->
                          new Cell.Link(
                              row.account().value(), "/subscribers/" + row.account().value()))
                  .sortedBy("account"),
              Column.<SubscriberSummary>of("name", row -> new Cell.Text(row.name()))
                  .sortedBy("name"),
              Column.<SubscriberSummary>of(
                  "state",
                  row ->
                      new Cell.Badge(
                          "party.state." + row.state(), PartyPages.colour(row.state())))),
          List.of(
              new Filter.Search("text"),
              new Filter.Choice(
                  "state", "party.state", List.of("ACTIVE", "SUSPENDED", "TERMINATED"))));

  private final Executor executor;

  public PartyPages(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void addTo(Web web) {
    web.messages("party")
        .menu(new MenuEntry("/subscribers", "party.menu", "users", 12, PartyFeature.VIEW))
        .get("/search", PartyFeature.FIND, this::search)
        .get("/subscribers", PartyFeature.VIEW, this::list);
  }

  /**
   * What a search found.
   *
   * @param number as it was typed
   * @param unasked branches that did not answer
   * @param seen whom this branch remembers of those
   */
  public record SearchPage(
      String number,
      List<SubscriberSummary> items,
      List<BranchCode> unasked,
      List<FindAnywhere.Seen> seen,
      String problem) {}

  /** For every page about one subscriber. */
  public static PageResponse withAccount(
      PageRequest request, Function<AccountNumber, PageResponse> answer) {
    return AccountNumber.tryParse(request.pathPart("account"))
        .map(answer)
        .orElseGet(() -> PageResponse.notFound("There is no such account."));
  }

  public static String colour(SubscriberState state) {
    return switch (state) {
      case ACTIVE -> "green";
      case SUSPENDED -> "yellow";
      case TERMINATED -> "secondary";
    };
  }

  private PageResponse search(PageRequest request) {
    String number = request.parameter("number");
    if (number.isEmpty()) {
      return PageResponse.redirect("/");
    }
    return switch (executor.run(request.caller(), Request.query(new FindAnywhere(number)))) {
      case Outcome.Done<FindAnywhere.Found>(FindAnywhere.Found found) ->
          found.items().size() == 1
              ? PageResponse.redirect("/subscribers/" + found.items().getFirst().account())
              : PageResponse.page(
                  "party/search",
                  new SearchPage(number, found.items(), found.unasked(), found.seen(), ""));
      case Outcome.Refused<FindAnywhere.Found> refused ->
          PageResponse.formAgain(
              "party/search",
              new SearchPage(
                  number,
                  List.of(),
                  List.of(),
                  List.of(),
                  request.texts().refusal(refused.refusal())));
      case Outcome.Unknown<FindAnywhere.Found>(String why) -> new PageResponse.NotKnownYet(why);
    };
  }

  private PageResponse list(PageRequest request) {
    return request.table(
        TABLE, query -> rows(request, query), table -> PageResponse.page("party/list", table));
  }

  private List<SubscriberSummary> rows(PageRequest request, TableQuery query) {
    BrowseSubscribers question =
        new BrowseSubscribers(
            query.filter("text"),
            Optional.of(query.filter("state"))
                .filter(state -> !state.isEmpty())
                .map(SubscriberState::valueOf),
            query.sort(),
            query.descending(),
            query.offset(),
            query.limit());
    return switch (executor.run(request.caller(), Request.query(question))) {
      case Outcome.Done<BrowseSubscribers.Rows>(BrowseSubscribers.Rows rows) -> rows.items();
      case Outcome.Refused<BrowseSubscribers.Rows> _, Outcome.Unknown<BrowseSubscribers.Rows> _ ->
          List.of();
    };
  }
}
