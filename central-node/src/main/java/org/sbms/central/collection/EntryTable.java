package org.sbms.central.collection;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.kit.web.table.Cell;
import org.sbms.kit.web.table.Column;
import org.sbms.kit.web.table.Filter;
import org.sbms.kit.web.table.TableQuery;
import org.sbms.kit.web.table.TableSpec;

/** The columns and filters of journal entries. */
public final class EntryTable {
  private EntryTable() {}

  /**
   * @param trail the page of a transaction, before its id
   */
  public static TableSpec<JournalEntry> spec(List<BranchCode> branches, String trail) {
    List<String> codes = branches.stream().map(BranchCode::value).toList();
    return new TableSpec<>(
        "entries",
        "-at",
        List.of(
            Column.<JournalEntry>of("at", entry -> new Cell.Time(entry.at())).sortedBy("at"),
            Column.<JournalEntry>of(
                    "subject",
                    entry ->
                        new Cell.TwoLines(
                            entry.subject(),
                            entry.transactionId().toString(),
                            trail + entry.transactionId()))
                .sortedBy("subject"),
            Column.<JournalEntry>of(
                "kind", entry -> new Cell.Badge("entry." + entry.kind(), "blue")),
            Column.<JournalEntry>of(
                    "pair", entry -> new Cell.Text(entry.origin() + " → " + entry.home()))
                .sortedBy("origin, home")
                .wideOnly(),
            Column.<JournalEntry>of(
                    "journal", entry -> new Cell.Text(entry.branch() + " № " + entry.number()))
                .wideOnly(),
            Column.<JournalEntry>of("amount", entry -> new Cell.Amount(entry.amount()))
                .sortedBy("amount_minor")
                .end()),
        List.of(
            new Filter.Search("search"),
            new Filter.Day("day"),
            new Filter.Choice("origin", "", codes),
            new Filter.Choice("home", "", codes),
            new Filter.Choice(
                "kind", "entry", Arrays.stream(JournalKind.values()).map(Enum::name).toList())));
  }

  public static BrowseEntries asked(TableQuery query, Instant from, Instant to) {
    return new BrowseEntries(
        from,
        to,
        query.filter("origin"),
        query.filter("home"),
        query.filter("kind"),
        query.filter("search"),
        query.sortText(),
        query.offset(),
        query.limit());
  }

  /** From constants only; what is no column sorts by time. */
  static String orderBy(String sort) {
    TableSpec<JournalEntry> spec = spec(List.of(), "");
    return spec.orderBy(TableQuery.read(spec, "", name -> name.equals("sort") ? sort : ""));
  }
}
