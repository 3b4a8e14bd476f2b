package org.sbms.deploy.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.sbms.kit.db.Tx;
import org.sbms.kit.ledger.Ledger;
import org.sbms.kit.ledger.Posting;

/** Keeps no rows: the watch adds up what was booked. */
final class MemoryLedger extends Ledger {
  @Override
  public void post(Tx tx, Instant bookedAt, LocalDate valueDate, List<Posting> postings) {
    postings.forEach(posting -> ((MemoryTx) tx).changed(new Change.Booked(posting, valueDate)));
  }
}
