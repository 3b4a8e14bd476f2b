package org.sbms.central.corporate;

import java.util.List;
import org.sbms.central.csv.CsvTable;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Outcome;

/** The accounts that a file names, to ask their branches before the file is judged. */
final class MemberCsv {
  private MemberCsv() {}

  /** Those that can be read; a file with mistakes names them when it is judged. */
  static List<AccountNumber> accountsIn(String file, String csv) {
    Outcome<List<AccountNumber>> read =
        CsvTable.read(
            file,
            csv,
            List.of("account"),
            List.of("department", "amount"),
            WorkOnMembers.MAX_ACCOUNTS,
            row -> AccountNumber.tryParse(row.text("account")));
    return read instanceof Outcome.Done<List<AccountNumber>>(var accounts)
        ? accounts.stream().distinct().toList()
        : List.of();
  }
}
