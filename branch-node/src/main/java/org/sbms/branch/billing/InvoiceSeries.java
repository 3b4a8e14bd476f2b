package org.sbms.branch.billing;

import org.sbms.kit.db.Bulk;
import org.sbms.kit.db.Tx;

/**
 * Legal numbers. Whoever takes some holds the series until his transaction ends: numbers of a
 * transaction that fails are given again, and there is never a gap.
 */
final class InvoiceSeries {
  private static final String FIRST =
      "insert into invoice_series values ('%s', %d, 0) on conflict do nothing";

  private InvoiceSeries() {}

  /** The last number before those taken. */
  static long take(Bulk bulk, InvoiceKind kind, int year, long count) {
    bulk.run(FIRST.formatted(kind, year));
    return bulk.list(
            row -> row.getLong(1),
            """
            update invoice_series set last = last + ? where kind = ? and year = ?
            returning last - ?
            """,
            count,
            kind.name(),
            year,
            count)
        .getFirst();
  }

  static long takeOne(Tx tx, InvoiceKind kind, int year) {
    tx.run(FIRST.formatted(kind, year));
    return tx.one(
            row -> row.getLong(0),
            "update invoice_series set last = last + 1 where kind = $1 and year = $2 returning last",
            kind.name(),
            year)
        .orElseThrow();
  }
}
