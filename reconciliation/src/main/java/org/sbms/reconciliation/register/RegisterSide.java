package org.sbms.reconciliation.register;

import java.util.List;

/** Whose register it is, which decides the name of its time column. */
public enum RegisterSide {
  ORIGIN("accepted_at", "ACCEPTED"),
  HOME("posted_at", "POSTED");

  static final int TRANSACTION_ID = 0;
  static final int ORIGIN_BRANCH = 1;
  static final int HOME_BRANCH = 2;
  static final int ACCOUNT = 3;
  static final int AMOUNT = 4;
  static final int CURRENCY = 5;
  static final int TIME = 6;
  static final int STATUS = 7;
  static final int FIELDS = 8;

  static final String REVERSED = "REVERSED";

  private final List<String> columns;
  private final String done;

  RegisterSide(String timeColumn, String done) {
    this.columns =
        List.of(
            "transaction_id",
            "origin_branch",
            "home_branch",
            "account",
            "amount",
            "currency",
            timeColumn,
            "status");
    this.done = done;
  }

  /** The columns every such register has; a file may order them as it likes and carry more. */
  public List<String> columns() {
    return columns;
  }

  /** The status of a payment that went well. */
  String done() {
    return done;
  }
}
