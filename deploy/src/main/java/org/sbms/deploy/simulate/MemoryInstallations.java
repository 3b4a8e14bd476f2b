package org.sbms.deploy.simulate;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import org.sbms.branch.equipment.Installations;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.goods.GoodsItem;
import org.sbms.kit.db.Sql;
import org.sbms.kit.db.TryAgainException;
import org.sbms.kit.db.Tx;

final class MemoryInstallations extends Installations {
  /** An item that a subscriber has, or had. */
  record Installed(AccountNumber account, GoodsItem item) {}

  private final Table<String, Installed> present = new Table<>();
  private final Table<String, Installed> gone = new Table<>();

  MemoryInstallations(MemoryStock stock) {
    super(stock);
  }

  Collection<Installed> all() {
    return present.values();
  }

  @Override
  public Optional<GoodsItem> present(Sql sql, AccountNumber account, String serial) {
    return present
        .find(serial)
        .filter(found -> found.account().equals(account))
        .map(Installed::item);
  }

  @Override
  public boolean isInUse(Sql sql, String serial) {
    return present.find(serial).isPresent();
  }

  @Override
  public void install(
      Tx tx, AccountNumber account, GoodsItem item, BranchCode suppliedBy, LocalDate day) {
    add((MemoryTx) tx, new Installed(account, item));
  }

  @Override
  public void remove(Tx tx, AccountNumber account, GoodsItem item, String note, LocalDate day) {
    MemoryTx memory = (MemoryTx) tx;
    Installed removed = new Installed(account, item);
    present.remove(memory, item.serial());
    gone.put(memory, account + " " + item.serial(), removed);
    memory.changed(new Change.Installed(removed, false));
  }

  @Override
  public void restore(Tx tx, AccountNumber account, String serial) {
    add(
        (MemoryTx) tx,
        gone.find(account + " " + serial)
            .orElseThrow(() -> new IllegalStateException(account + " never had " + serial)));
  }

  private void add(MemoryTx tx, Installed installed) {
    if (present.find(installed.item().serial()).isPresent()) {
      throw new TryAgainException(installed.item().serial() + " came into use at the same time");
    }
    present.put(tx, installed.item().serial(), installed);
    tx.changed(new Change.Installed(installed, true));
  }
}
