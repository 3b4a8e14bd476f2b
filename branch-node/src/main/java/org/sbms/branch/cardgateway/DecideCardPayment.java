package org.sbms.branch.cardgateway;

import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Operation;

/**
 * What becomes of a payment by card that was set aside.
 *
 * @param creditTo for {@link Decision#CREDIT}: whose balance; empty for the account asked for
 * @param comment why, in words
 */
public record DecideCardPayment(
    UUID id, Decision decision, Optional<AccountNumber> creditTo, String comment)
    implements Operation<Intent> {

  public enum Decision {
    /** A balance gets what was captured. */
    CREDIT,
    /** The card gets it back. */
    GIVE_BACK,
    /** What the acquirer refunded unasked is dealt with. */
    CLOSE
  }
}
