package org.sbms.reconciliation.register;

import java.math.BigDecimal;
import java.util.Optional;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.Money;
import org.sbms.reconciliation.Comparison;

/** All that both sides say of one transaction, of which something is worth saying. */
final class RegisterPair implements Comparison {
  private int originCount;
  private int homeCount;
  private Optional<RowView> origin = Optional.empty();
  private Optional<RowView> home = Optional.empty();

  /** Of several rows of a side the least is shown, so that their order does not matter. */
  void add(RowView row) {
    if (row.side() == RegisterSide.ORIGIN) {
      originCount++;
      origin = least(origin, row);
    } else {
      homeCount++;
      home = least(home, row);
    }
  }

  @Override
  public int originCount() {
    return originCount;
  }

  @Override
  public int homeCount() {
    return homeCount;
  }

  /** By value: 100 yen and 100.00 roubles are the same amount in different currencies. */
  @Override
  public boolean amountsAgree() {
    return decimal(atOrigin()).compareTo(decimal(atHome())) == 0;
  }

  @Override
  public boolean currenciesAgree() {
    return atOrigin().money().currency().equals(atHome().money().currency());
  }

  @Override
  public boolean accountsAgree() {
    return atOrigin().account().equals(atHome().account());
  }

  @Override
  public boolean statusesAgree() {
    String origin = atOrigin().status();
    String home = atHome().status();
    return (origin.equals(RegisterSide.ORIGIN.done()) && home.equals(RegisterSide.HOME.done()))
        || (origin.equals(RegisterSide.REVERSED) && home.equals(RegisterSide.REVERSED));
  }

  /** Registers carry no settlement day. */
  @Override
  public boolean daysAgree() {
    return true;
  }

  @Override
  public boolean branchesAgree() {
    return atOrigin().originBranch().equals(atHome().originBranch())
        && atOrigin().homeBranch().equals(atHome().homeBranch());
  }

  RegisterMismatch as(MismatchKind kind) {
    RowView shown = origin.orElseGet(this::atHome);
    return new RegisterMismatch(
        shown.id(),
        kind,
        shown.originBranch(),
        shown.homeBranch(),
        value(kind, origin, originCount),
        value(kind, home, homeCount));
  }

  private static String value(MismatchKind kind, Optional<RowView> row, int count) {
    if (kind == MismatchKind.DUPLICATE) {
      return count + (count == 1 ? " row" : " rows");
    }
    return row.map(present -> value(kind, present)).orElse("");
  }

  private static String value(MismatchKind kind, RowView row) {
    return switch (kind) {
      case MISSING_AT_HOME, MISSING_AT_ORIGIN -> row.money().toString();
      case AMOUNT_DIFFERS -> row.money().amount();
      case CURRENCY_DIFFERS -> row.money().currencyCode();
      case ACCOUNT_DIFFERS -> row.account();
      case STATUS_DIFFERS -> row.status();
      case BRANCH_DIFFERS -> row.originBranch() + " to " + row.homeBranch();
      case DUPLICATE, DAY_DIFFERS, CHAIN_BROKEN ->
          throw new IllegalStateException("no register shows " + kind);
    };
  }

  private RowView atOrigin() {
    return origin.orElseThrow();
  }

  private RowView atHome() {
    return home.orElseThrow();
  }

  private static BigDecimal decimal(RowView row) {
    Money money = row.money();
    return BigDecimal.valueOf(money.minor(), money.currency().getDefaultFractionDigits());
  }

  private static Optional<RowView> least(Optional<RowView> known, RowView row) {
    return known
        .filter(least -> RowView.BY_CONTENT.compare(least, row) <= 0)
        .or(() -> Optional.of(row));
  }
}
