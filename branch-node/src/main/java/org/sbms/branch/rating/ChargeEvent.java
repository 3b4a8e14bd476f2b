package org.sbms.branch.rating;

import java.util.Map;
import java.util.Optional;
import org.sbms.branch.pricing.Unit;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * One event that is granted and used at once, such as a film or a match that is ordered.
 *
 * @param recordId of the asking system, unique
 * @param again whether the same content may be ordered once more within a day
 */
record ChargeEvent(
    String recordId,
    String kind,
    String identifier,
    long quantity,
    Optional<Unit> unit,
    Map<String, String> attributes,
    boolean again)
    implements Operation<ChargeEvent.Charged> {

  record Charged(AccountNumber account, String recordId, String product, Money amount) {}
}
