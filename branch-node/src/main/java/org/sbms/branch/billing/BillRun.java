package org.sbms.branch.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.Money;

/**
 * A bill run, and how far it is.
 *
 * @param dry whether it only says what it would do
 * @param day whose due accounts it bills
 * @param dueAccounts how many there were when it began
 * @param setAside accounts without a bill: an error, or a balance that does not cover it
 */
public record BillRun(
    UUID id,
    long serial,
    boolean dry,
    LocalDate day,
    Optional<BillingMode> onlyMode,
    State state,
    boolean cancelAsked,
    String startedBy,
    Instant startedAt,
    Optional<Instant> finishedAt,
    long dueAccounts,
    long accounts,
    long invoices,
    long creditNotes,
    long lines,
    long setAside,
    Money net,
    Money tax,
    Money gross) {

  public enum State {
    RUNNING,
    DONE,
    CANCELLED
  }

  public int percent() {
    return dueAccounts == 0 ? 100 : (int) Math.min(100, accounts * 100 / dueAccounts);
  }
}
