package org.sbms.bankfiles.camt;

import java.util.Optional;
import org.sbms.contract.Money;

/**
 * A payment behind an entry. Texts are empty where the bank gives none.
 *
 * @param endToEndId as the payer gave it; the bank's NOTPROVIDED is no id and reads as empty
 * @param amount with the sign of the entry; empty where only the entry has one
 * @param counterparty who paid, of money that came in; who was paid, of money that went out
 * @param ownAccount which account of ours it was paid to, as the bank names it: a virtual one of a
 *     payer may stand here instead of the statement's
 * @param returnReason the bank's code of why money went back, such as AM04; empty where it did not
 * @param remittance what it was for, free text and structured references joined by spaces
 */
public record CamtDetail(
    String endToEndId,
    String instructionId,
    String transactionId,
    String bankReference,
    Optional<Money> amount,
    String counterparty,
    String counterpartyAccount,
    String ownAccount,
    String returnReason,
    String remittance) {

  private static final String NO_ID = "NOTPROVIDED";

  public CamtDetail {
    endToEndId = endToEndId.equalsIgnoreCase(NO_ID) ? "" : endToEndId;
  }
}
