package org.sbms.central.corporate;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;

/**
 * One account's part of a job.
 *
 * @param destination the branch that is asked: the collecting one for a payment, else home
 * @param department the path it stood under when the job was made
 * @param amount of the payment; of an operation what it costs, where its branch told
 * @param round raised when a refused line is tried again, so that it is a new request
 * @param inDoubt asked at least once without anybody knowing whether it was done
 * @param code of a refusal; empty otherwise
 * @param paymentId at the collecting branch
 */
public record Line(
    UUID job,
    int number,
    AccountNumber account,
    BranchCode destination,
    String department,
    Optional<Money> amount,
    LineState state,
    boolean quoted,
    int round,
    int attempts,
    boolean inDoubt,
    String code,
    String detail,
    Optional<UUID> paymentId,
    String receipt,
    Instant changedAt) {

  /** Under which the line happens at most once, however often it is asked. */
  String key() {
    return "corp-" + job + "-" + number + "-" + round;
  }
}
