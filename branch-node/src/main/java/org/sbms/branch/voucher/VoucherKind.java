package org.sbms.branch.voucher;

/**
 * What a voucher is sold for. Its face value goes to the balance; the offer is then paid from it.
 */
public enum VoucherKind {
  TOP_UP,
  REGISTRATION,
  VOD,
  CHANNEL,
  PACKAGE;

  boolean needsOffer() {
    return switch (this) {
      case TOP_UP, REGISTRATION -> false;
      case VOD, CHANNEL, PACKAGE -> true;
    };
  }
}
