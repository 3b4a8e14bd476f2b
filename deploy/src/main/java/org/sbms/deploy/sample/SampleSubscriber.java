package org.sbms.deploy.sample;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.subscriber.SubscriberState;

/** A made-up subscriber and its last twelve months. */
record SampleSubscriber(
    UUID customerId,
    boolean company,
    String name,
    String address,
    String contactPhone,
    String email,
    AccountNumber account,
    SubscriberState state,
    LocalDate since,
    Tariffs.Offer plan,
    List<Tariffs.Offer> services,
    List<Identifier> identifiers,
    List<Charge> charges,
    List<Receipt> receipts) {

  /** A number it is found by. */
  record Identifier(String kind, String value) {}

  /** The fee of one month, plan and services together, booked on the first. */
  record Charge(UUID id, LocalDate day, long amountMinor) {}

  /** A payment taken at its own branch. */
  record Receipt(
      UUID id, LocalDate day, int secondOfDay, long amountMinor, String method, String by) {}

  /** When a subscriber who is not served any more was last: a month after the last charge. */
  Optional<LocalDate> leftActiveOn() {
    return state == SubscriberState.ACTIVE || charges.isEmpty()
        ? Optional.empty()
        : Optional.of(charges.getLast().day().plusMonths(1));
  }

  long balanceMinor() {
    return receipts.stream().mapToLong(Receipt::amountMinor).sum()
        - charges.stream().mapToLong(Charge::amountMinor).sum();
  }
}
