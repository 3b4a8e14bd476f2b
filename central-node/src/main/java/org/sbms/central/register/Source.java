package org.sbms.central.register;

import org.sbms.contract.payment.PaymentMethod;
import org.sbms.reconciliation.thirdparty.Dialect;

/**
 * A payment system or bank whose registers are taken in.
 *
 * @param method how branches take the payments that it is about
 * @param dialect of its CSV; of no meaning for {@code CAMT}
 * @param toleranceMinor by how much amounts may differ, in minor units
 * @param tolerancePerMille the same as a share of the register's amount; the larger of both counts
 * @param days by how many days register and payment may be apart
 */
public record Source(
    String code,
    String name,
    Format format,
    PaymentMethod method,
    Dialect dialect,
    long toleranceMinor,
    int tolerancePerMille,
    int days) {

  public enum Format {
    CSV,
    /** camt.053 or camt.054. */
    CAMT
  }
}
