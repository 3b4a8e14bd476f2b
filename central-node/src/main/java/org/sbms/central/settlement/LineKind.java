package org.sbms.central.settlement;

import java.util.Arrays;
import java.util.List;
import org.sbms.reconciliation.journal.ClearedLine;

/** What a line is for, and which of its two branches is the debtor. */
public enum LineKind {
  PRINCIPAL,
  REVERSAL,
  GOODS,
  GOODS_REVERSAL,
  REFUND,
  REFUND_RETURN,
  /** What home owes the origin by tariff for having served its subscriber. */
  COMMISSION,
  /** The tax on that commission. */
  COMMISSION_TAX,
  /** What home owes the origin by tariff for the dealer who brought the customer. */
  DEALER_COMMISSION,
  /** What home owes the origin by tariff for taking a corporate client's transfer apart. */
  CORPORATE_COMMISSION,
  /** Agreed by two persons; the branch named as origin owes it. */
  ADJUSTMENT,
  /** A dealer's share in what one branch did for another, likewise. */
  DEALER_SHARE,
  /** A corporate client's share, likewise. */
  CORPORATE_SHARE;

  /** Those that a person may enter. */
  static final LineKind[] BY_HAND = {ADJUSTMENT, DEALER_SHARE, CORPORATE_SHARE};

  /** The same, for forms. */
  public static List<LineKind> byHand() {
    return List.of(BY_HAND);
  }

  static final String[] OWED_BY_HOME =
      Arrays.stream(values()).filter(LineKind::isOwedByHome).map(Enum::name).toArray(String[]::new);

  static String[] names(LineKind... kinds) {
    return Arrays.stream(kinds).map(Enum::name).toArray(String[]::new);
  }

  static LineKind of(ClearedLine.Kind kind) {
    return valueOf(kind.name());
  }

  /** A debt of home is counted as its own, and never as a smaller debt of the origin. */
  public boolean isOwedByHome() {
    return switch (this) {
      case PRINCIPAL, REVERSAL, ADJUSTMENT, DEALER_SHARE, CORPORATE_SHARE -> false;
      case GOODS,
          GOODS_REVERSAL,
          REFUND,
          REFUND_RETURN,
          COMMISSION,
          COMMISSION_TAX,
          DEALER_COMMISSION,
          CORPORATE_COMMISSION ->
          true;
    };
  }
}
