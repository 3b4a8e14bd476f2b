package org.sbms.contract.subscriber;

import java.util.Map;
import java.util.Optional;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Grants and charges one event at once, such as a film, to a subscriber of any branch: its home
 * prices it by what the subscriber has there.
 *
 * @param recordId of the asking system, unique at the branch that asks
 * @param kind of usage, as home calls it
 * @param identifier a phone number, card, box, login or account
 * @param unit as home calls it; the usual one of the kind when absent
 * @param again whether the same content may be ordered once more within a day
 */
public record ChargeUsage(
    BranchCode home,
    String recordId,
    String kind,
    String identifier,
    long quantity,
    Optional<String> unit,
    Map<String, String> attributes,
    boolean again)
    implements Operation<ChargeUsage.Charged> {
  public static final String NAME = "charge-usage-at-home";

  public record Charged(AccountNumber account, String recordId, String product, Money amount) {}

  public ChargeUsage {
    attributes = Map.copyOf(attributes);
  }
}
