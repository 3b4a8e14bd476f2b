package org.sbms.central.collection;

import java.time.ZoneOffset;
import java.util.List;
import org.sbms.contract.BranchCode;
import org.sbms.contract.JournalKind;
import org.sbms.contract.Money;
import org.sbms.contract.Outcome;
import org.sbms.contract.Refusal.FieldError;
import org.sbms.kit.db.Sql;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.web.table.TableQuery;

/** Answers questions about what was collected. */
final class EntryQueries {
  private static final int MAX_LIST = TableQuery.MAX_EXPORT_ROWS + 1;
  private static final int MAX_SEARCH = 64;

  /** By these an origin states what it begins; the others carry it further. */
  private static final String[] BEGINNING = {
    JournalKind.PAYMENT_ACCEPTED.name(),
    JournalKind.GOODS_ISSUED.name(),
    JournalKind.REFUND_REQUESTED.name()
  };

  private EntryQueries() {}

  static Outcome<ShowVolumes.Volumes> volumes(Caller caller, ShowVolumes asked, Sql sql) {
    return Outcome.done(
        new ShowVolumes.Volumes(
            sql.list(
                row ->
                    new ShowVolumes.Volume(
                        new BranchCode(row.getString("origin")),
                        new BranchCode(row.getString("home")),
                        JournalKind.valueOf(row.getString("kind")),
                        row.getLong("n"),
                        Money.ofMinor(row.getLong("minor"), row.getString("currency"))),
                """
                select origin, home, kind, currency, count(*) as n,
                       sum(amount_minor)::bigint as minor
                from collected_entry
                where at >= $1 and at < $2 and branch = origin and kind = any($3)
                  and ($4 = '' or origin = $4 or home = $4)
                group by 1, 2, 3, 4 order by currency, origin, home, kind
                """,
                asked.from().atOffset(ZoneOffset.UTC),
                asked.to().atOffset(ZoneOffset.UTC),
                BEGINNING,
                asked.branch())));
  }

  static List<FieldError> problems(BrowseEntries asked) {
    if (asked.limit() < 1 || asked.limit() > MAX_LIST) {
      return List.of(new FieldError("limit", "must be between 1 and " + MAX_LIST));
    }
    return asked.search().length() > MAX_SEARCH
        ? List.of(new FieldError("search", "must be at most " + MAX_SEARCH + " characters"))
        : List.of();
  }

  static Outcome<BrowseEntries.Entries> entries(Caller caller, BrowseEntries asked, Sql sql) {
    return Outcome.done(
        new BrowseEntries.Entries(
            sql.list(
                EntryRows::read,
                """
                select * from collected_entry
                where at >= $1 and at < $2 and ($3 = '' or origin = $3) and ($4 = '' or home = $4)
                  and ($5 = '' or kind = $5)
                  and ($6 = '' or subject = $6 or starts_with(transaction_id::text, lower($6)))
                order by %s, branch, number offset $7 limit $8
                """
                    .formatted(EntryTable.orderBy(asked.sort())),
                asked.from().atOffset(ZoneOffset.UTC),
                asked.to().atOffset(ZoneOffset.UTC),
                asked.origin(),
                asked.home(),
                asked.kind(),
                asked.search(),
                asked.offset(),
                asked.limit())));
  }
}
