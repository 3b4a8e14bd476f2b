package org.sbms.branch.billing;

/**
 * How this branch's invoices look; a change is a new version, and invoices keep theirs.
 *
 * @param details address, tax number, bank: lines
 */
public record InvoiceTemplate(
    int version,
    String seller,
    String details,
    String footerEn,
    String footerRu,
    Layout layout,
    String taxArea,
    int paymentTermDays) {

  /** What the document lists. */
  public enum Layout {
    /** Each line. */
    ITEMISED,
    /** Lines under the kinds of service, with their sums. */
    BY_GROUP
  }
}
