package org.sbms.central.settlement;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.sbms.kit.db.Tx;
import org.sbms.reconciliation.journal.ClearedLine;

/** What reconciliation hands over to settlement. */
public final class SettlementLines {
  private SettlementLines() {}

  /**
   * Takes matched lines into the open window. A line that settles already stays where it is, so a
   * repeated run changes nothing. Holds the window open until the transaction ends.
   */
  public static void clear(Tx tx, UUID runId, List<ClearedLine> matched) {
    List<ClearedLine> lines =
        matched.stream().filter(line -> !line.origin().equals(line.home())).toList();
    if (lines.isEmpty()) {
      return;
    }
    tx.run(
        """
        insert into settlement_line (window_id, run_id, home, home_number, kind, origin,
            transaction_id, account, amount_minor, currency, day)
        select $1, $2, t.*
        from unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::uuid[], $8::text[],
            $9::bigint[], $10::text[], $11::date[]) as t
        on conflict do nothing
        """,
        Windows.holdOpen(tx),
        runId,
        column(lines, line -> line.home().value(), String[]::new),
        column(lines, ClearedLine::homeNumber, Long[]::new),
        column(lines, line -> line.kind().name(), String[]::new),
        column(lines, line -> line.origin().value(), String[]::new),
        column(lines, ClearedLine::transactionId, UUID[]::new),
        column(lines, ClearedLine::account, String[]::new),
        column(lines, line -> line.amount().minor(), Long[]::new),
        column(lines, line -> line.amount().currencyCode(), String[]::new),
        column(lines, ClearedLine::day, LocalDate[]::new));
  }

  /**
   * Takes transactions that no longer match out of the open window. What a closed window holds
   * stays: it is corrected in a later one. Holds the window open until the transaction ends, for
   * whoever closed it meanwhile would have netted the lines that go.
   */
  public static void withhold(Tx tx, List<UUID> transactionIds) {
    if (transactionIds.isEmpty()) {
      return;
    }
    Windows.holdOpen(tx);
    tx.run(
        """
        delete from settlement_line l using settlement_window w
        where w.id = l.window_id and w.state = 'OPEN' and l.transaction_id = any($1)
        """,
        (Object) transactionIds.toArray(UUID[]::new));
  }

  private static <T> T[] column(
      List<ClearedLine> lines,
      Function<ClearedLine, T> value,
      java.util.function.IntFunction<T[]> array) {
    return lines.stream().map(value).toArray(array);
  }
}
