package org.sbms.branch.rating;

import org.sbms.contract.RefusalCode;

/** Why usage is not granted; stable, for the systems that ask. */
final class OnlineRefusals {
  static final RefusalCode UNKNOWN_SUBSCRIBER =
      new RefusalCode("unknown-subscriber", RefusalCode.Category.NOT_FOUND);
  static final RefusalCode NOT_SERVED =
      new RefusalCode("not-served", RefusalCode.Category.CONFLICT);
  static final RefusalCode NO_PRICE = new RefusalCode("no-price", RefusalCode.Category.CONFLICT);
  static final RefusalCode NOT_COVERED =
      new RefusalCode("not-covered", RefusalCode.Category.CONFLICT);
  static final RefusalCode DUPLICATE =
      new RefusalCode("duplicate-usage", RefusalCode.Category.CONFLICT);
  static final RefusalCode ALREADY_ORDERED =
      new RefusalCode("already-ordered", RefusalCode.Category.CONFLICT);
  static final RefusalCode OVER = new RefusalCode("grant-over", RefusalCode.Category.CONFLICT);
  static final RefusalCode BEYOND_GRANT =
      new RefusalCode("beyond-grant", RefusalCode.Category.CONFLICT);

  private OnlineRefusals() {}

  static RefusalCode of(AsideReason reason) {
    return switch (reason) {
      case UNKNOWN_SUBSCRIBER -> UNKNOWN_SUBSCRIBER;
      case NO_SUBSCRIPTION -> NOT_SERVED;
      case NO_PRICE -> NO_PRICE;
      case DUPLICATE -> DUPLICATE;
      case BAD_LINE,
          BAD_ID,
          BAD_KIND,
          BAD_IDENTIFIER,
          BAD_TIME,
          BAD_QUANTITY,
          BAD_UNIT,
          TOO_OLD,
          IN_FUTURE ->
          RefusalCode.INVALID;
    };
  }
}
