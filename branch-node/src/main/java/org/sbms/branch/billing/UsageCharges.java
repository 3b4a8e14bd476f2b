package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.List;
import org.sbms.branch.charge.ChargeBook;
import org.sbms.branch.charge.UsedCharge;
import org.sbms.branch.rating.UnbilledUsage;
import org.sbms.contract.AccountNumber;
import org.sbms.kit.db.Database;

/**
 * Makes charges of rated usage. What is marked as billed and what is charged are of one
 * transaction, so nothing used is lost and nothing is charged twice, wherever the run ends.
 */
public final class UsageCharges implements UsageSource {
  private final Database database;
  private final UnbilledUsage usage;
  private final ChargeBook charges;

  public UsageCharges(Database database, UnbilledUsage usage, ChargeBook charges) {
    this.database = database;
    this.usage = usage;
    this.charges = charges;
  }

  @Override
  public void charge(List<String> accounts, LocalDate until) {
    List<AccountNumber> numbers = accounts.stream().map(AccountNumber::new).toList();
    database.inTransaction(tx -> {
      List<UsedCharge> used =
          usage.take(tx, numbers, until).stream().map(UsageCharges::charge).toList();
      charges.used(tx, used, until);
      return used.size();
    });
  }

  @Override
  public List<UsedCharge> look(List<String> accounts, LocalDate until) {
    return usage.look(database, accounts.stream().map(AccountNumber::new).toList(), until).stream()
        .map(UsageCharges::charge)
        .toList();
  }

  private static UsedCharge charge(UnbilledUsage.Line line) {
    return new UsedCharge(
        line.account(),
        line.offer(),
        line.product(),
        line.cycle(),
        line.quantity(),
        line.unit().name(),
        line.amount(),
        line.booked());
  }
}
