package org.sbms.central.reconcile;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.central.collection.Reading;
import org.sbms.contract.BranchCode;
import org.sbms.reconciliation.journal.HeldJournals;

/**
 * What a run knows of how far it has read: every journal twice. The second reading is short.
 * Whatever an entry of the first one refers to is in it, if it is anywhere: an origin numbers its
 * entry before it sends the payment.
 */
public record TwoReadings(List<Reading> first, List<Reading> second) {

  public HeldJournals held() {
    return new HeldJournals(
        through(second),
        through(first),
        second.stream()
            .filter(Reading::isComplete)
            .map(Reading::branch)
            .collect(Collectors.toSet()));
  }

  /** A journal counts as read to its end when both readings got there. */
  public List<Reading> worse() {
    Map<BranchCode, Reading> again =
        second.stream().collect(Collectors.toMap(Reading::branch, Function.identity()));
    return first.stream()
        .map(reading ->
            reading.isComplete() ? again.getOrDefault(reading.branch(), reading) : reading)
        .toList();
  }

  private static Map<BranchCode, Long> through(List<Reading> readings) {
    return readings.stream().collect(Collectors.toMap(Reading::branch, Reading::through));
  }
}
