package org.sbms.reconciliation.sample;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.sbms.contract.MismatchKind;

/** What a planted payment differs in, and the line that a right report has for it. */
final class SampleTruth {
  static final String HEADER =
      "transaction_id,kind,origin_branch,home_branch,origin_value,home_value";
  static final byte[] OTHER_CURRENCY_BYTES = "USD".getBytes(StandardCharsets.US_ASCII);

  private SampleTruth() {}

  static int otherBranch(int branch) {
    return (branch + 1) & 7;
  }

  static int account(SamplePayment payment, boolean other) {
    return other ? (payment.account() + 1) % 10_000_000 : payment.account();
  }

  static long amount(SamplePayment payment, boolean other) {
    return payment.amountMinor() + (other ? 1 + (payment.dice() & 0xFF) : 0);
  }

  static boolean isTwiceAtOrigin(SamplePayment payment) {
    return (payment.dice() & 1) == 0;
  }

  static String line(SamplePayment payment, MismatchKind kind) {
    String origin = SamplePayment.BRANCHES[payment.originBranch()];
    String home = SamplePayment.BRANCHES[payment.homeBranch()];
    String currency = SamplePayment.CURRENCIES[payment.currency()];
    String values =
        switch (kind) {
          case MISSING_AT_HOME -> decimal(payment.amountMinor()) + " " + currency + ",";
          case MISSING_AT_ORIGIN -> "," + decimal(payment.amountMinor()) + " " + currency;
          case AMOUNT_DIFFERS ->
              decimal(payment.amountMinor()) + "," + decimal(amount(payment, true));
          case CURRENCY_DIFFERS -> currency + ",USD";
          case ACCOUNT_DIFFERS ->
              "%s%07d,%s%07d".formatted(home, payment.account(), home, account(payment, true));
          case STATUS_DIFFERS -> (payment.reversed() ? "REVERSED" : "ACCEPTED") + ",REJECTED";
          case DUPLICATE -> isTwiceAtOrigin(payment) ? "2 rows,1 row" : "1 row,2 rows";
          case BRANCH_DIFFERS -> {
            String other = SamplePayment.BRANCHES[otherBranch(payment.originBranch())];
            yield origin + " to " + home + "," + other + " to " + home;
          }
          case DAY_DIFFERS, CHAIN_BROKEN ->
              throw new IllegalStateException("no register shows " + kind);
        };
    UUID id = new UUID(payment.idHigh(), payment.idLow());
    return id + "," + kind + "," + origin + "," + home + "," + values;
  }

  private static String decimal(long minor) {
    return BigDecimal.valueOf(minor, 2).toPlainString();
  }
}
