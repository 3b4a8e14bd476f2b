package org.sbms.contract.goods;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Operation;

/** What equipment a subscriber has and had, from its home. */
public record ShowEquipment(AccountNumber account) implements Operation<ShowEquipment.Equipment> {

  /** The present items first, then those that were replaced. */
  public record Equipment(AccountNumber account, String name, List<Installed> items) {
    public Equipment {
      items = List.copyOf(items);
    }

    public List<Installed> present() {
      return items.stream().filter(item -> item.until().isEmpty()).toList();
    }
  }

  /**
   * @param since empty where nobody wrote it down
   * @param until empty while the subscriber has it
   * @param suppliedBy the branch whose stock it came from; empty where nobody wrote it down
   * @param note why it went: faulty, upgrade, lost, stolen, cancelled; empty while it is there
   */
  public record Installed(
      GoodsItem item,
      Optional<LocalDate> since,
      Optional<LocalDate> until,
      Optional<BranchCode> suppliedBy,
      String note) {}
}
