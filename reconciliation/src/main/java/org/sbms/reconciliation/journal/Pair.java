package org.sbms.reconciliation.journal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sbms.contract.JournalEntry;
import org.sbms.contract.JournalKind;
import org.sbms.reconciliation.Comparison;

/** The two sides of one transaction. All entries of both sides must agree, not only the first. */
record Pair(Side origin, Side home) implements Comparison {

  @Override
  public int originCount() {
    return origin.count();
  }

  @Override
  public int homeCount() {
    return home.count();
  }

  @Override
  public boolean amountsAgree() {
    return allSame(entry -> new BigDecimal(entry.amount().amount()).stripTrailingZeros());
  }

  @Override
  public boolean currenciesAgree() {
    return allSame(entry -> entry.amount().currency());
  }

  @Override
  public boolean accountsAgree() {
    return allSame(JournalEntry::subject);
  }

  @Override
  public boolean statusesAgree() {
    return agreement() != Agreement.DISAGREED;
  }

  /** Goods at one side and money at the other are two things, whatever their states. */
  boolean mattersAgree() {
    return allSame(entry -> entry.kind().matter());
  }

  /** Origin repeats the day that home has told it. */
  @Override
  public boolean daysAgree() {
    return sameDay(JournalKind.PAYMENT_CONFIRMED, JournalKind.CREDIT_POSTED)
        && sameDay(JournalKind.PAYMENT_REVERSED, JournalKind.CREDIT_REVERSED)
        && sameDay(JournalKind.GOODS_CONFIRMED, JournalKind.GOODS_CHARGED)
        && sameDay(JournalKind.GOODS_REVERSED, JournalKind.GOODS_CHARGE_REVERSED)
        && sameDay(JournalKind.REFUND_PAID, JournalKind.REFUND_GRANTED)
        && sameDay(JournalKind.REFUND_CANCELLED, JournalKind.REFUND_RETURNED);
  }

  @Override
  public boolean branchesAgree() {
    return allSame(JournalEntry::origin)
        && allSame(JournalEntry::home)
        && origin.entries().stream().allMatch(entry -> entry.branch().equals(entry.origin()))
        && home.entries().stream().allMatch(entry -> entry.branch().equals(entry.home()));
  }

  Agreement agreement() {
    return mattersAgree()
        ? Agreement.of(OriginState.after(origin.last().kind()), HomeState.after(home.last().kind()))
        : Agreement.DISAGREED;
  }

  Optional<LocalDate> dayAt(Side side, JournalKind kind) {
    return side.entries().stream()
        .filter(entry -> entry.kind() == kind)
        .findFirst()
        .map(JournalEntry::settlementDay);
  }

  private boolean sameDay(JournalKind atOrigin, JournalKind atHome) {
    Optional<LocalDate> originDay = dayAt(origin, atOrigin);
    Optional<LocalDate> homeDay = dayAt(home, atHome);
    return originDay.isEmpty() || homeDay.isEmpty() || Objects.equals(originDay, homeDay);
  }

  private boolean allSame(Function<JournalEntry, Object> field) {
    return Stream.concat(origin.entries().stream(), home.entries().stream())
            .map(field)
            .distinct()
            .count()
        <= 1;
  }
}
