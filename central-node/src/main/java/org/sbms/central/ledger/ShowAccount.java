package org.sbms.central.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * Shows what was posted to an account within days, as it was known at a moment.
 *
 * @param from the first day
 * @param to the last day
 * @param basis which date of a posting says whether it is of those days
 * @param known only what was booked up to and including then; absent: all that is booked now
 * @param limit at most so many postings; the sums are always of all of them
 */
public record ShowAccount(
    String code,
    String currency,
    LocalDate from,
    LocalDate to,
    Basis basis,
    Optional<Instant> known,
    int offset,
    int limit)
    implements Operation<ShowAccount.Statement> {

  /** The dates of a posting. */
  public enum Basis {
    /** When it was booked, by the days of UTC. */
    BOOKED,
    /** The day for which it counts. */
    VALUE
  }

  /**
   * A posting as this account sees it.
   *
   * @param against the other account
   * @param amount positive where this account is debited
   * @param balance after it: all debits less all credits
   */
  public record Entry(
      Instant bookedAt,
      LocalDate valueDate,
      String kind,
      String subject,
      String against,
      Money amount,
      Money balance) {}

  /**
   * Opening, plus debits, less credits, is closing.
   *
   * @param name as the chart of accounts calls it; absent where it has never been posted to
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Statement(
      String code,
      Optional<String> name,
      Money opening,
      Money debits,
      Money credits,
      Money closing,
      List<Entry> entries) {}
}
