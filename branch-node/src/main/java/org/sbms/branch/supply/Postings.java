package org.sbms.branch.supply;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sbms.contract.Money;
import org.sbms.kit.ledger.LedgerAccount;
import org.sbms.kit.ledger.Posting;

/** Gathers the postings of one transaction; a part that is nothing is no posting. */
final class Postings {
  private final UUID transactionId;
  private final String subject;
  private final List<Posting> postings = new ArrayList<>();

  private Postings(UUID transactionId, String subject) {
    this.transactionId = transactionId;
    this.subject = subject;
  }

  static Postings of(UUID transactionId, String subject) {
    return new Postings(transactionId, subject);
  }

  Postings add(String kind, LedgerAccount debit, LedgerAccount credit, Money amount) {
    if (!amount.isZero()) {
      postings.add(new Posting(transactionId, kind, debit, credit, amount, subject));
    }
    return this;
  }

  List<Posting> list() {
    return List.copyOf(postings);
  }
}
