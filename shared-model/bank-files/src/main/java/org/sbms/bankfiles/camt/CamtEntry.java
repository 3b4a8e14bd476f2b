package org.sbms.bankfiles.camt;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;

/**
 * What was booked to the account.
 *
 * @param line where it begins in the file
 * @param reference NtryRef; empty where there is none
 * @param bankReference AcctSvcrRef; empty where there is none
 * @param amount as the account sees it: above zero came in, below zero went out
 * @param isReversal whether it takes back an earlier one; the sign is already that of taking back
 * @param bookedOn empty where the bank has not said
 * @param details the payments behind it: none, one, or the many of a batch
 */
public record CamtEntry(
    int line,
    String reference,
    String bankReference,
    Money amount,
    boolean isReversal,
    Status status,
    Optional<LocalDate> bookedOn,
    Optional<LocalDate> valueOn,
    List<CamtDetail> details) {

  /** Whether the bank stands by it. */
  public enum Status {
    BOOKED,
    PENDING,
    INFORMATION
  }

  /** Of all its payments, in the order of the file. */
  public List<String> endToEndIds() {
    return details.stream().map(CamtDetail::endToEndId).filter(id -> !id.isEmpty()).toList();
  }

  public String remittance() {
    return String.join(
        " ", details.stream().map(CamtDetail::remittance).filter(t -> !t.isEmpty()).toList());
  }
}
