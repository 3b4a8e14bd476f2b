package org.sbms.central.settlement;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.sbms.central.settlement.ShowBooked.Debt;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;
import org.sbms.reconciliation.netting.BilateralPosition;

/** Central stands between branches: what one owes to it, it owes to the other. */
final class SettlementPostings {
  private static final LedgerAccount DUE_FROM = new LedgerAccount("1310", "Settlement due from");
  private static final LedgerAccount DUE_TO = new LedgerAccount("2310", "Settlement due to");

  private SettlementPostings() {}

  static void post(
      Ledger ledger, Tx tx, String windowId, List<BilateralPosition> debts, Instant now) {
    book(
        ledger,
        tx,
        "settlement window " + windowId,
        now,
        debts,
        (debt, document) ->
            posting(
                document,
                "settlement",
                DUE_FROM.of(debt.debtor()),
                DUE_TO.of(debt.creditor()),
                debt));
  }

  /** The bank has paid: nobody owes it any more. */
  static void takeBack(
      Ledger ledger, Tx tx, String windowId, List<BilateralPosition> debts, Instant now) {
    book(
        ledger,
        tx,
        "settlement window " + windowId + " paid",
        now,
        debts,
        (debt, document) ->
            posting(
                document,
                "settlement-paid",
                DUE_TO.of(debt.creditor()),
                DUE_FROM.of(debt.debtor()),
                debt));
  }

  /** What the ledger has of a window: each posting names debtor and creditor by its accounts. */
  static List<Debt> booked(Sql sql, String windowId) {
    return sql.list(
        row ->
            new Debt(
                new BranchCode(row.getString("debtor")),
                new BranchCode(row.getString("creditor")),
                Money.ofMinor(row.getLong("minor"), row.getString("currency"))),
        """
        select split_part(debit, '.', 2) as debtor, split_part(credit, '.', 2) as creditor,
          currency, sum(amount_minor)::bigint as minor
        from ledger_posting where transaction_id = $1
        group by 1, 2, 3 order by 3, 1, 2
        """,
        transactionId("settlement window " + windowId));
  }

  private static UUID transactionId(String document) {
    return UUID.nameUUIDFromBytes(document.getBytes(StandardCharsets.UTF_8));
  }

  private interface Booking {
    Posting of(BilateralPosition debt, String document);
  }

  private static void book(
      Ledger ledger,
      Tx tx,
      String document,
      Instant now,
      List<BilateralPosition> debts,
      Booking booking) {
    ledger.post(
        tx,
        now,
        LocalDate.ofInstant(now, ZoneOffset.UTC),
        debts.stream().map(debt -> booking.of(debt, document)).toList());
  }

  private static Posting posting(
      String document,
      String kind,
      LedgerAccount debit,
      LedgerAccount credit,
      BilateralPosition debt) {
    return new Posting(transactionId(document), kind, debit, credit, debt.amount(), document);
  }
}
