package org.sbms.branch.collections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.collections.DunningDecisions.Facts;
import org.sbms.branch.collections.DunningDecisions.Todo;
import org.sbms.contract.Money;

/** The rules of a policy, a row a morning; due on 1 March. */
class DunningDecisionsTest {
  private static final LocalDate DUE = LocalDate.of(2027, 3, 1);
  private static final Policy POLICY =
      new Policy(
          "P",
          "P",
          List.of(),
          1,
          rub("10.00"),
          true,
          true,
          List.of(
              step(3, Action.REMINDER),
              step(10, Action.PENALTY),
              step(20, Action.SUSPEND),
              step(20, Action.ASK_WRITE_OFF)));

  /**
   * Debt; last step and its day (empty without a case); hold until; promise of 100 made at a debt
   * of 150, until; today; what happens and what becomes of the promise.
   */
  @ParameterizedTest
  @CsvSource({
    "150.00, '', '', '', '', 2027-03-02, OPEN, NONE",
    "9.99, '', '', '', '', 2027-03-30, NOTHING, NONE",
    "10.00, '', '', '', '', 2027-03-30, OPEN, NONE",
    "150.00, 0, '', '', '', 2027-03-03, NOTHING, NONE",
    "150.00, 0, '', '', '', 2027-03-04, 1, NONE",
    "150.00, 0, '', '', '', 2027-05-01, 1, NONE",
    "150.00, 1, 2027-05-01, '', '', 2027-05-01, NOTHING, NONE",
    "150.00, 1, 2027-05-01, '', '', 2027-05-02, 2, NONE",
    "150.00, 2, 2027-03-11, '', '', 2027-03-20, NOTHING, NONE",
    "150.00, 2, 2027-03-11, '', '', 2027-03-21, 3, NONE",
    "150.00, 3, 2027-03-21, '', '', 2027-03-22, 4, NONE",
    "150.00, 4, 2027-03-22, '', '', 2027-09-01, NOTHING, NONE",
    "150.00, 2, 2027-03-11, 2027-03-21, '', 2027-03-21, NOTHING, NONE",
    "150.00, 2, 2027-03-11, 2027-03-21, '', 2027-03-22, 3, NONE",
    "0.00, 2, 2027-03-11, 2027-12-31, '', 2027-03-21, CLOSE, NONE",
    "150.00, 2, 2027-03-11, '', 2027-03-21, 2027-03-21, NOTHING, NONE",
    "150.00, 2, 2027-03-11, '', 2027-03-21, 2027-03-22, 3, BROKEN",
    "50.01, 2, 2027-03-11, '', 2027-03-21, 2027-03-21, NOTHING, NONE",
    "50.00, 2, 2027-03-11, '', 2027-03-21, 2027-03-21, 3, KEPT",
    "0.00, 2, 2027-03-11, '', 2027-03-21, 2027-03-15, CLOSE, KEPT",
  })
  void oneStepADayInOrderUnlessHeldOrPromised(
      String debt,
      String step,
      String steppedOn,
      String hold,
      String promise,
      LocalDate today,
      String todo,
      String promiseEnd) {
    Facts facts =
        new Facts(
            rub(debt),
            debt.equals("0.00") ? Optional.empty() : Optional.of(DUE),
            step.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new DunningDecisions.Case(Integer.parseInt(step), day(steppedOn), false)),
            day(hold),
            day(promise)
                .map(until -> new DunningDecisions.Promise(rub("100.00"), rub("150.00"), until)));
    DunningDecisions.Decided decided = DunningDecisions.decide(POLICY, facts, today);
    assertThat(said(decided.todo())).isEqualTo(todo);
    assertThat(decided.promise().name()).isEqualTo(promiseEnd);
  }

  @ParameterizedTest
  @CsvSource({
    "3 REMINDER; 10 PENALTY 5.00; 20 SUSPEND no-payment, ''",
    "10 WARNING; 3 REMINDER, must have days from 1 to 3650 in growing order",
    "0 REMINDER, must have days from 1 to 3650 in growing order",
    "3 SUSPEND, 'must have a reason for SUSPEND and TERMINATE, and for nothing else'",
    "3 REMINDER because, 'must have a reason for SUSPEND and TERMINATE, and for nothing else'",
    "3 PENALTY, 'must have an amount for PENALTY, and for nothing else'",
    "3 ASK_WRITE_OFF; 5 REMINDER, must have nothing after a write-off",
  })
  void aPolicyHasItsStepsInOrderEachWithWhatItNeeds(String steps, String problem) {
    CollectionsWeb web = new CollectionsWeb(null, rub("0.00").currency());
    List<Policy.Step> read = web.steps(steps.replace("; ", "\n"));
    assertThat(DunningDecisions.problem(read).orElse("")).isEqualTo(problem);
  }

  private static String said(Todo todo) {
    return switch (todo) {
      case Todo.Nothing _ -> "NOTHING";
      case Todo.Open _ -> "OPEN";
      case Todo.Take(int number, Policy.Step _) -> String.valueOf(number);
      case Todo.Close _ -> "CLOSE";
    };
  }

  private static Policy.Step step(int days, Action action) {
    return new Policy.Step(days, action, "", rub("0.00"));
  }

  private static Optional<LocalDate> day(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
  }

  private static Money rub(String amount) {
    return Money.parse(amount, "RUB");
  }
}
