package org.sbms.bankfiles.pain;

import java.util.List;

/**
 * What the bank says of a file that it was sent.
 *
 * @param messageId the bank's name of the report
 * @param originalMessageId what the file called itself
 * @param status of the whole file
 * @param reason the bank's code of why the whole file was rejected; empty where it gives none
 */
public record StatusReport(
    String messageId,
    String originalMessageId,
    Status status,
    String reason,
    List<Group> groups,
    List<Transaction> transactions) {

  public StatusReport {
    groups = List.copyOf(groups);
    transactions = List.copyOf(transactions);
  }

  /** What became of a file, a group or a transaction. */
  public enum Status {
    ACCEPTED,
    /** Not decided yet. */
    PENDING,
    /** Some of it was accepted and some not. */
    PARTLY,
    REJECTED,
    /** The bank speaks of what is inside instead. */
    UNSAID
  }

  /** A group of payments, by what the file called it. */
  public record Group(String id, Status status, String reason) {}

  /**
   * @param line where the bank speaks of it
   */
  public record Transaction(int line, String endToEndId, Status status, String reason) {}
}
