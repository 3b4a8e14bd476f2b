package org.sbms.branch.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sbms.branch.subscription.TwoDesks.rub;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.Refusal;
import org.sbms.contract.subscriber.SubscriberState;

class StateDecisionsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 16);

  @ParameterizedTest
  @CsvSource({
    // state,    step,      why not today,                            why not later
    "ACTIVE,     SUSPEND,   ,                                         ",
    "ACTIVE,     RESUME,    The subscriber is not suspended.,         ",
    "ACTIVE,     TERMINATE, ,                                         ",
    "SUSPENDED,  SUSPEND,   The subscriber is suspended already.,     ",
    "SUSPENDED,  RESUME,    ,                                         ",
    "SUSPENDED,  TERMINATE, ,                                         ",
    "TERMINATED, SUSPEND,   The account is closed.,                   The account is closed.",
    "TERMINATED, RESUME,    The account is closed.,                   The account is closed.",
    "TERMINATED, TERMINATE, The account is closed.,                   The account is closed.",
  })
  void whichStepsThereAre(SubscriberState from, Move move, String today, String later) {
    assertThat(StateDecisions.obstacle(from, move).map(Refusal::detail).orElse(null))
        .isEqualTo(today);
    assertThat(StateDecisions.obstacleLater(from).map(Refusal::detail).orElse(null))
        .isEqualTo(later);
  }

  @ParameterizedTest
  @CsvSource({
    // 15 of 30 days are left; each fee is rounded by itself, as when its service is removed
    "ACTIVE,    SUSPEND,   0.00",
    "ACTIVE,    TERMINATE, -300.01",
    "SUSPENDED, RESUME,    0.00",
    "SUSPENDED, TERMINATE, 0.00",
  })
  void onlyWhoIsServedGetsTheRestOfTheMonthBack(SubscriberState from, Move move, String cost) {
    assertThat(
            StateDecisions.cost(
                from,
                move,
                List.of(rub("300.01"), rub("300.00")),
                Currency.getInstance("RUB"),
                DAY))
        .isEqualTo(rub(cost));
  }
}
