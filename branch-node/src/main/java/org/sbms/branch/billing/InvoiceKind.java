package org.sbms.branch.billing;

/** Each kind has numbers of its own. */
public enum InvoiceKind {
  INVOICE(""),
  CREDIT_NOTE("C");

  private final String mark;

  InvoiceKind(String mark) {
    this.mark = mark;
  }

  /** {@code NW-2026-00000001}; of a credit note {@code NW-2026-C00000001}. */
  String number(String branch, int year, long serial) {
    return "%s-%d-%s%08d".formatted(branch, year, mark, serial);
  }
}
