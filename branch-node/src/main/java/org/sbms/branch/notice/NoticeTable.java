package org.sbms.branch.notice;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.MismatchNotice;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns and filters of the notices. */
final class NoticeTable {
  static final TableSpec<MismatchNotice> SPEC =
      new TableSpec<>(
          "notices",
          "-found",
          List.of(
              Column.<MismatchNotice>of("kind", NoticeTable::kind).sortedBy("kind"),
              Column.<MismatchNotice>of("account", NoticeTable::what).sortedBy("account"),
              Column.of("branches", NoticeTable::between),
              Column.<MismatchNotice>of("origin", notice -> Cell.text(notice.originValue()))
                  .wideOnly(),
              Column.<MismatchNotice>of("home", notice -> Cell.text(notice.homeValue())).wideOnly(),
              Column.<MismatchNotice>of("state", NoticeTable::state).sortedBy("state"),
              Column.<MismatchNotice>of("owner", notice -> Cell.text(notice.owner())).wideOnly(),
              Column.<MismatchNotice>of("found", notice -> new Cell.Time(notice.foundAt()))
                  .sortedBy("found_at")
                  .wideOnly()),
          List.of(
              new Filter.Search("search"),
              new Filter.Choice(
                  "kind",
                  "mismatch",
                  java.util.Arrays.stream(MismatchKind.values()).map(Enum::name).toList()),
              new Filter.Choice(
                  "state",
                  "mismatch.state",
                  java.util.Arrays.stream(MismatchNotice.State.values())
                      .map(Enum::name)
                      .toList())));

  /** The order that the API gives. */
  static final String NEWEST_FIRST = "-found";

  private NoticeTable() {}

  static ListNotices asked(TableQuery query) {
    return new ListNotices(
        query.filter("kind"),
        query.filter("state"),
        query.filter("search"),
        query.sortText(),
        query.offset(),
        query.limit());
  }

  /** From constants only; what is no column sorts by the newest. */
  static String orderBy(String sort) {
    TableQuery query = TableQuery.read(SPEC, "", name -> name.equals("sort") ? sort : "");
    return SPEC.orderBy(query);
  }

  private static Cell kind(MismatchNotice notice) {
    return new Cell.Badge("mismatch." + notice.kind(), "red");
  }

  private static Cell what(MismatchNotice notice) {
    UUID transaction = notice.transactionId();
    return transaction == null
        ? new Cell.Badge("notices.journal", "secondary")
        : new Cell.TwoLines(notice.account(), transaction.toString(), "/mismatches/" + notice.id());
  }

  private static Cell between(MismatchNotice notice) {
    return new Cell.Text(
        notice.origin().equals(notice.home())
            ? notice.origin().value()
            : notice.origin() + " → " + notice.home());
  }

  private static Cell state(MismatchNotice notice) {
    String colour =
        switch (notice.state()) {
          case OPEN -> "red";
          case RESOLVED -> "yellow";
          case CORRECTED -> "green";
        };
    return new Cell.Badge("mismatch.state." + notice.state(), colour);
  }
}
