package org.sbms.branch.cardgateway;

import java.util.UUID;
import org.sbms.contract.Money;

/**
 * The way to one acquirer. Each call carries an id of ours and may be repeated under it: the
 * acquirer does it once. None of them throws.
 */
interface CardGateway {
  /** Asks for a page where the payer pays until the intent expires. */
  Answer pay(Intent intent);

  /** Asks how a payment stands; changes nothing. */
  Answer status(UUID intent);

  /** Gives all of a captured payment back to the card; asking again tells how that stands. */
  Answer refund(UUID intent, Money captured);
}
