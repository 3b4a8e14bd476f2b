package org.sbms.branch.billing;

/**
 * How invoices look: this branch's, or those of a partner's subscribers. A change is a new version,
 * and invoices keep theirs.
 *
 * @param code {@code branch}, or the partner's
 * @param version 0 while there is none: then the look is the branch's
 * @param logo text in large letters at the top; may be empty
 * @param details address, tax number, bank: lines
 * @param headerEn lines above the number; may be empty
 * @param taxArea for new accounts, of all templates
 * @param paymentTermDays for all templates
 */
public record InvoiceTemplate(
    String code,
    int version,
    String logo,
    String seller,
    String details,
    String headerEn,
    String headerRu,
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

  /** Only the branch's own says what holds for all bills. */
  public boolean ofBranch() {
    return code.equals(InvoiceLooks.BRANCH);
  }
}
