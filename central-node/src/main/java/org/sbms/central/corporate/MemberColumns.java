package org.sbms.central.corporate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.subscriber.SubscriberState;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns and filters of a client's subscribers. */
final class MemberColumns {
  static final String ONLY_DEBTORS = "DEBTORS";

  private MemberColumns() {}

  static TableSpec<Member> spec(List<BranchCode> branches, List<String> departments) {
    return new TableSpec<>(
        "members",
        "account",
        List.of(
            Column.<Member>of(
                    "account",
                    each ->
                        new Cell.TwoLines(
                            each.account().value(),
                            each.figures().map(Member.Figures::name).orElse(""),
                            ""))
                .sortedBy("m.account"),
            Column.<Member>of("branch", each -> Cell.text(each.account().home().value()))
                .sortedBy("left(m.account, 2)")
                .wideOnly(),
            Column.<Member>of("department", each -> Cell.text(each.path())).wideOnly(),
            Column.<Member>of("state", MemberColumns::state).sortedBy("f.state"),
            Column.<Member>of("plan", MemberColumns::plan).sortedBy("f.plan_name").wideOnly(),
            Column.<Member>of(
                    "fee",
                    each ->
                        each.figures()
                            .<Cell>map(figures -> new Cell.Amount(figures.fee()))
                            .orElseGet(Cell::missing))
                .sortedBy("f.fee_minor")
                .end()
                .wideOnly(),
            Column.<Member>of(
                    "balance",
                    each ->
                        each.figures()
                            .<Cell>map(figures -> new Cell.Amount(figures.balance()))
                            .orElseGet(Cell::missing))
                .sortedBy("f.balance_minor")
                .end(),
            Column.<Member>of(
                    "asOf",
                    each ->
                        each.figures()
                            .<Cell>map(figures -> new Cell.Time(figures.asOf()))
                            .orElseGet(Cell::missing))
                .sortedBy("f.as_of")
                .wideOnly()),
        List.of(
            new Filter.Search("search"),
            new Filter.Choice("branch", "", branches.stream().map(BranchCode::value).toList()),
            new Filter.Choice("department", "", departments),
            new Filter.Choice(
                "state",
                "subscriber",
                Arrays.stream(SubscriberState.values()).map(Enum::name).toList()),
            new Filter.Choice("money", "members.money", List.of(ONLY_DEBTORS))));
  }

  static BrowseMembers asked(UUID client, DepartmentTree tree, TableQuery query) {
    return new BrowseMembers(
        client,
        query.filter("search"),
        query.filter("branch"),
        Optional.of(query.filter("department"))
            .filter(path -> !path.isEmpty())
            .flatMap(tree::byPath)
            .map(node -> node.department().id()),
        query.filter("state"),
        query.filter("money").equals(ONLY_DEBTORS),
        query.sortText(),
        query.offset(),
        query.limit());
  }

  /** From constants only; what is no column sorts by account. */
  static String orderBy(String sort) {
    TableSpec<Member> spec = spec(List.of(), List.of());
    return spec.orderBy(TableQuery.read(spec, "", name -> name.equals("sort") ? sort : ""))
        + " nulls last";
  }

  private static Cell state(Member each) {
    if (each.figures().isPresent()) {
      return switch (each.figures().get().state()) {
        case ACTIVE -> new Cell.Badge("subscriber.ACTIVE", "green");
        case SUSPENDED -> new Cell.Badge("subscriber.SUSPENDED", "yellow");
        case TERMINATED -> new Cell.Badge("subscriber.TERMINATED", "red");
      };
    }
    return new Cell.Badge(each.verified() ? "members.gone" : "members.unverified", "yellow");
  }

  private static Cell plan(Member each) {
    return each.figures()
        .<Cell>map(figures ->
            new Cell.TwoLines(figures.planName(), String.join(", ", figures.services()), ""))
        .orElseGet(Cell::missing);
  }
}
