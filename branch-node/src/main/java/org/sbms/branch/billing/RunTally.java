package org.sbms.branch.billing;

/** What the bills of some accounts come to. */
final class RunTally {
  long accounts;
  long invoices;
  long creditNotes;
  long lines;
  long setAside;
  long netMinor;
  long taxMinor;
  long grossMinor;

  void add(Billing billing) {
    accounts++;
    switch (billing) {
      case Billing.Billed(Bill bill) -> {
        if (bill.isCreditNote()) {
          creditNotes++;
        } else {
          invoices++;
        }
        lines += bill.lines().size();
        netMinor = Math.addExact(netMinor, bill.net().minor());
        taxMinor = Math.addExact(taxMinor, bill.tax().minor());
        grossMinor = Math.addExact(grossMinor, bill.gross().minor());
      }
      case Billing.PaidByAnother _ -> {}
      case Billing.NotCovered _ -> setAside++;
      case Billing.Nothing _ -> {}
      case Billing.NotDue _ -> accounts--;
    }
  }

  /** In a dry run nothing goes on the payer's bill, and the sums are to be those of a real one. */
  void addForPayer(Bill bill) {
    lines += bill.lines().size();
    netMinor = Math.addExact(netMinor, bill.net().minor());
    taxMinor = Math.addExact(taxMinor, bill.tax().minor());
    grossMinor = Math.addExact(grossMinor, bill.gross().minor());
  }

  void addSetAside() {
    accounts++;
    setAside++;
  }
}
