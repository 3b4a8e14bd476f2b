package org.sbms.central.settlement;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
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
    String document = "settlement window " + windowId;
    UUID id = UUID.nameUUIDFromBytes(document.getBytes(StandardCharsets.UTF_8));
    List<Posting> postings =
        debts.stream()
            .map(debt ->
                new Posting(
                    id,
                    "settlement",
                    DUE_FROM.of(debt.debtor()),
                    DUE_TO.of(debt.creditor()),
                    debt.amount(),
                    document))
            .toList();
    ledger.post(tx, now, LocalDate.ofInstant(now, ZoneOffset.UTC), postings);
  }
}
