package org.sbms.branch.limit;

import java.util.Currency;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.reference.DatasetRow;

/** What a desk may do without a second person, as central published it. */
record DeskLimit(
    String branch,
    String operation,
    String role,
    Currency currency,
    Optional<Money> most,
    Optional<Money> dayTotal,
    DatasetRow row) {

  static DeskLimit of(DatasetRow row) {
    Currency currency = Currency.getInstance(row.get("currency"));
    return new DeskLimit(
        row.get("branch"),
        row.get("operation"),
        row.get("role"),
        currency,
        row.find("max_amount").map(text -> Money.parse(text, currency)),
        row.find("day_total").map(text -> Money.parse(text, currency)),
        row);
  }

  boolean covers(BranchCode itsBranch, String itsOperation, String itsRole) {
    return PeerRule.fits(branch, itsBranch.value())
        && operation.equals(itsOperation)
        && PeerRule.fits(role, itsRole);
  }

  int weight() {
    return (branch.equals(PeerRule.ANY) ? 0 : 2) + (role.equals(PeerRule.ANY) ? 0 : 1);
  }

  String name() {
    return String.join("/", branch, operation, role);
  }
}
