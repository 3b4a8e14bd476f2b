package org.sbms.branch.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * What sample bills would become: by the version in force and by the draft, side by side.
 *
 * @param month any day of the month that is billed; the day on which the draft begins if absent
 * @param usage by product, in the units of its price line; what is absent is a round figure
 */
public record PreviewBill(OfferKey offer, Optional<LocalDate> month, Map<String, Long> usage)
    implements Operation<PreviewBill.Preview> {

  /** The cases that are shown. */
  public enum Example {
    FULL_MONTH,
    STARTS_MID_MONTH,
    SUSPENDED_MID_MONTH
  }

  /** One line of a sample bill; an absent amount is a line that the version does not have. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Line(
      String product,
      OfferLine.Kind kind,
      long quantity,
      Optional<Money> before,
      Optional<Money> after) {}

  public record Bill(Example example, List<Line> lines, Money before, Money after) {
    public Bill {
      lines = List.copyOf(lines);
    }
  }

  /**
   * @param oldVersion 0 where nothing is in force
   * @param newVersion the draft, or the version in force where there is none
   * @param usage what was assumed
   */
  public record Preview(
      LocalDate from,
      LocalDate until,
      int oldVersion,
      int newVersion,
      Map<String, Long> usage,
      List<Bill> bills) {
    public Preview {
      bills = List.copyOf(bills);
    }
  }

  public PreviewBill {
    usage = Map.copyOf(usage);
  }
}
