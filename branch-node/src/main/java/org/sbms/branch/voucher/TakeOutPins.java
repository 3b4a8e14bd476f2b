package org.sbms.branch.voucher;

import java.util.UUID;
import org.sbms.contract.Operation;

/** Takes the PINs of a batch out for the printer: once, and they are here no more. */
public record TakeOutPins(UUID batch) implements Operation<TakeOutPins.Sealed> {

  /**
   * @param lines serials and PINs, sealed by this node and in base 64, since outcomes are kept:
   *     {@link VoucherFeature#opened} reads them
   */
  public record Sealed(UUID batch, String number, String lines) {}
}
