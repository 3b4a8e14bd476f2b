package org.sbms.central.reconcile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.MismatchNotice;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns and filters of mismatches. */
final class MismatchTable {
  /** The order that the API gives: the same inputs, the same report. */
  static final String BY_KIND = "kind";

  private MismatchTable() {}

  static TableSpec<MismatchView> spec(List<BranchCode> branches) {
    return new TableSpec<>(
        "mismatches",
        BY_KIND,
        List.of(
            Column.<MismatchView>of("kind", MismatchTable::kind)
                .sortedBy("coalesce(f.kind, m.kind)"),
            Column.<MismatchView>of("account", MismatchTable::what).sortedBy("m.account"),
            Column.<MismatchView>of("branches", MismatchTable::between)
                .sortedBy("m.origin, m.home"),
            Column.<MismatchView>of("origin", each -> Cell.text(each.originValue())).wideOnly(),
            Column.<MismatchView>of("home", each -> Cell.text(each.homeValue())).wideOnly(),
            Column.<MismatchView>of("state", MismatchTable::state).sortedBy("m.state"),
            Column.<MismatchView>of("due", MismatchTable::due).sortedBy("m.due_at").wideOnly(),
            Column.<MismatchView>of("owner", each -> Cell.text(each.owner()))
                .sortedBy("m.owner")
                .wideOnly(),
            Column.<MismatchView>of("found", each -> new Cell.Time(each.foundAt()))
                .sortedBy("m.first_found_at")
                .wideOnly()),
        List.of(
            new Filter.Search("search"),
            new Filter.Choice(
                "kind", "mismatch", Arrays.stream(MismatchKind.values()).map(Enum::name).toList()),
            new Filter.Choice("branch", "", branches.stream().map(BranchCode::value).toList()),
            new Filter.Choice(
                "state",
                "mismatch.state",
                Arrays.stream(MismatchNotice.State.values()).map(Enum::name).toList()),
            new Filter.Choice("due", "mismatches.due", List.of("OPEN", "OVERDUE")),
            new Filter.Choice(
                "age",
                "mismatches.age",
                Arrays.stream(CountMismatches.Age.values()).map(Enum::name).toList()),
            new Filter.Choice("owner", "mismatches.owner", List.of("MINE", "NONE"))));
  }

  static ListMismatches asked(Optional<UUID> run, TableQuery query) {
    return asked(run, query, query.offset(), query.limit());
  }

  static ListMismatches asked(Optional<UUID> run, TableQuery query, int offset, int limit) {
    return new ListMismatches(
        run,
        query.filter("kind"),
        query.filter("branch"),
        query.filter("state"),
        query.filter("due"),
        query.filter("age"),
        query.filter("owner"),
        query.filter("search"),
        query.sortText(),
        offset,
        limit);
  }

  /** From constants only; what is no column sorts by kind. */
  static String orderBy(String sort) {
    TableSpec<MismatchView> spec = spec(List.of());
    return spec.orderBy(TableQuery.read(spec, "", name -> name.equals("sort") ? sort : ""));
  }

  private static Cell kind(MismatchView each) {
    return new Cell.Badge("mismatch." + each.kind(), "red");
  }

  private static Cell what(MismatchView each) {
    String page = "/mismatches/" + each.id();
    return each.transactionId()
        .<Cell>map(id -> new Cell.TwoLines(each.account(), id.toString(), page))
        .orElseGet(() -> new Cell.Link(each.originBranch().value(), page));
  }

  private static Cell between(MismatchView each) {
    return new Cell.Text(
        each.originBranch().equals(each.homeBranch())
            ? each.originBranch().value()
            : each.originBranch() + " → " + each.homeBranch());
  }

  private static Cell due(MismatchView each) {
    if (each.state() == MismatchNotice.State.CORRECTED) {
      return Cell.missing();
    }
    return each.overdue()
        ? new Cell.Badge("mismatches.overdue", "red")
        : new Cell.Time(each.dueAt());
  }

  private static Cell state(MismatchView each) {
    if (each.state() != MismatchNotice.State.CORRECTED && each.correction().isPresent()) {
      return new Cell.Badge("mismatch.correction." + each.correction().get(), "blue");
    }
    String colour =
        switch (each.state()) {
          case OPEN -> "red";
          case RESOLVED -> "yellow";
          case CORRECTED -> "green";
        };
    return new Cell.Badge("mismatch.state." + each.state(), colour);
  }
}
