package org.sbms.branch.cashdesk;

import java.time.LocalDate;
import java.util.List;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/** Cash that was taken on a day while its taker had no shift open. */
public record ListLooseCash(LocalDate day) implements Operation<ListLooseCash.Loose> {

  public record Loose(List<OfPerson> items) {}

  public record OfPerson(String person, long count, Money total) {}
}
