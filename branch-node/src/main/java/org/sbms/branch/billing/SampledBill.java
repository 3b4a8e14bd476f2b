package org.sbms.branch.billing;

import java.time.LocalDate;
import java.util.List;
import org.sbms.contract.Money;

/** A bill that a dry run would have written. */
public record SampledBill(
    LocalDate from, LocalDate until, List<Line> lines, Money net, Money tax, Money gross) {

  public record Line(String text, LocalDate from, LocalDate until, Money net, Money gross) {}

  public SampledBill {
    lines = List.copyOf(lines);
  }

  static SampledBill of(Bill bill) {
    return new SampledBill(
        bill.period().from(),
        bill.period().until(),
        bill.lines().stream()
            .limit(100)
            .map(line ->
                new Line(
                    line.text(), line.days().from(), line.days().until(), line.net(), line.gross()))
            .toList(),
        bill.net(),
        bill.tax(),
        bill.gross());
  }
}
