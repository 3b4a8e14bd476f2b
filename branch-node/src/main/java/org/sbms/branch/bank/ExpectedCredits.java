package org.sbms.branch.bank;

import java.util.Collection;
import java.util.Map;
import org.sbms.contract.AccountNumber;
import org.sbms.kit.db.Sql;

/** Credits that were asked for, by the reference that the bank gives back with the money. */
@FunctionalInterface
public interface ExpectedCredits {
  Map<String, AccountNumber> of(Sql sql, Collection<String> endToEndIds);

  static ExpectedCredits none() {
    return (_, _) -> Map.of();
  }
}
