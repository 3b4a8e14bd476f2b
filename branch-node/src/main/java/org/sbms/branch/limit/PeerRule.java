package org.sbms.branch.limit;

import java.util.Currency;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.reference.DatasetRow;

/**
 * What a home lets other branches do, as central published it. Any of the first four may be {@code
 * *}.
 */
record PeerRule(
    String home,
    String operation,
    String origin,
    String role,
    Currency currency,
    boolean allowed,
    Optional<Money> most,
    Optional<Money> branchDayTotal,
    Optional<Money> personDayTotal,
    DatasetRow row) {
  static final String ANY = "*";

  static PeerRule of(DatasetRow row) {
    Currency currency = Currency.getInstance(row.get("currency"));
    return new PeerRule(
        row.get("home"),
        row.get("operation"),
        row.get("origin"),
        row.get("role"),
        currency,
        row.flag("allowed"),
        row.find("max_amount").map(text -> Money.parse(text, currency)),
        row.find("branch_day_total").map(text -> Money.parse(text, currency)),
        row.find("person_day_total").map(text -> Money.parse(text, currency)),
        row);
  }

  boolean covers(BranchCode itsHome, String itsOperation, BranchCode itsOrigin, String itsRole) {
    return fits(home, itsHome.value())
        && fits(operation, itsOperation)
        && fits(origin, itsOrigin.value())
        && fits(role, itsRole);
  }

  /** A home's own row counts before one for all, then operation, origin and role in this order. */
  int weight() {
    return (home.equals(ANY) ? 0 : 8)
        + (operation.equals(ANY) ? 0 : 4)
        + (origin.equals(ANY) ? 0 : 2)
        + (role.equals(ANY) ? 0 : 1);
  }

  String name() {
    return String.join("/", home, operation, origin, role);
  }

  static boolean fits(String pattern, String value) {
    return pattern.equals(ANY) || pattern.equals(value);
  }
}
