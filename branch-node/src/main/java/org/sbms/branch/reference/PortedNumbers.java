package org.sbms.branch.reference;

import java.time.LocalDate;
import java.util.Optional;
import org.sbms.contract.BranchCode;
import org.sbms.contract.reference.Datasets;
import org.sbms.kit.db.Database;

/**
 * Numbers that moved away from the range they lie in. There may be millions of them, so one is
 * looked up in the copy when it is asked for, and they are in no cache.
 */
public final class PortedNumbers {
  private final Database database;

  PortedNumbers(Database database) {
    this.database = database;
  }

  /**
   * @param number digits only; a phone with its country code
   */
  public Optional<BranchCode> branchOf(String number, LocalDate day) {
    return database
        .one(
            row -> ReferenceCopy.row(row),
            "select key, values from reference_row where dataset = $1 and key = $2",
            Datasets.PORTED_NUMBERS.name(),
            number)
        .filter(row -> row.holdsOn(day))
        .map(row -> new BranchCode(row.get("branch")));
  }
}
