package org.sbms.branch.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.SubscriberState;

class CustomerDecisionsTest {
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  /** Of a tree of five levels at most: above + itself + below. */
  @ParameterizedTest
  @CsvSource({
    "a, b, 0, ''",
    "a, b c d e, 0, ''",
    "a, b c d e, 1, too-deep",
    "a, b c d e f, 0, too-deep",
    "a, b, 3, ''",
    "a, b, 4, too-deep",
    "a, a, 0, cycle",
    "a, b c a, 2, cycle",
  })
  void aThingStandsBelowAnotherWithoutCirclesAndNotTooDeep(
      String thing, String above, int levelsBelow, String code) {
    assertThat(
            CustomerDecisions.obstacleBelow(thing, List.of(above.split(" ")), levelsBelow)
                .map(refusal -> refusal.code().code())
                .orElse(""))
        .isEqualTo(code);
  }

  /** Archived at 22:30 UTC is 1:30 of the next day in Moscow; three years count from that day. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-09T22:30:00Z, 2029-03-09, retention-not-over",
    "2026-03-09T22:30:00Z, 2029-03-10, ''",
    "2024-02-29T10:00:00Z, 2027-02-27, retention-not-over",
    "2024-02-29T10:00:00Z, 2027-02-28, ''",
    "'', 2029-03-10, state-conflict",
  })
  void personalDataIsErasedWhenItsTimeIsOver(String archivedAt, LocalDate today, String code) {
    assertThat(
            CustomerDecisions.obstacleToErase(
                    archivedAt.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Instant.parse(archivedAt)),
                    Optional.empty(),
                    today,
                    Period.ofYears(3),
                    MOSCOW)
                .map(refusal -> refusal.code().code())
                .orElse(""))
        .isEqualTo(code);
  }

  @Test
  void onlyWhoHasNothingLeftGoesToTheArchive() {
    Set<SubscriberState> closed = Set.of(SubscriberState.TERMINATED);
    assertThat(CustomerDecisions.obstacleToArchive(false, closed, false, false)).isEmpty();
    assertThat(CustomerDecisions.obstacleToArchive(false, Set.of(), false, false)).isEmpty();
    assertThat(
            List.of(
                detail(CustomerDecisions.obstacleToArchive(true, closed, false, false)),
                detail(
                    CustomerDecisions.obstacleToArchive(
                        false,
                        Set.of(SubscriberState.SUSPENDED, SubscriberState.TERMINATED),
                        false,
                        false)),
                detail(CustomerDecisions.obstacleToArchive(false, closed, true, false)),
                detail(CustomerDecisions.obstacleToArchive(false, closed, false, true))))
        .containsExactly(
            "The customer is in the archive already.",
            "An account is still open: close it first.",
            "An account is not settled: give back or write off what stands there.",
            "Other customers belong to it: move them first.");
  }

  private static String detail(Optional<Refusal> refusal) {
    return refusal.map(Refusal::detail).orElse("");
  }
}
