package org.sbms.central.corporate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.contract.AccountNumber;
import org.sbms.contract.BranchCode;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

class LineDecisionsTest {

  /** Kind, state and doubt before; what the branch said; state and doubt after. */
  @ParameterizedTest
  @CsvSource({
    // first try: what surely was not done is not in doubt
    "SPREAD, READY, false, UNKNOWN, branch-unreachable, UNREACHABLE, WAITING, false",
    "SPREAD, READY, false, UNKNOWN, busy, BUSY, WAITING, false",
    "SPREAD, READY, false, UNKNOWN, deadline-passed, UNREACHABLE, WAITING, false",
    // a lost answer, or a fault that may have come after the commit
    "SPREAD, READY, false, UNKNOWN, no-answer, UNREACHABLE, WAITING, true",
    "SPREAD, READY, false, UNKNOWN, internal-error, FAULT, WAITING, true",
    // decided
    "SPREAD, READY, false, REFUSED, invalid, INVALID, FAILED, false",
    "CHANGE_PLAN, READY, false, REFUSED, state-conflict, CONFLICT, FAILED, false",
    "CHANGE_PLAN, READY, false, UNKNOWN, forbidden, FORBIDDEN, FAILED, false",
    "SUSPEND, READY, false, UNKNOWN, unknown-operation, INVALID, FAILED, false",
    // in doubt: only whoever looks the key up decides
    "SPREAD, WAITING, true, REFUSED, state-conflict, CONFLICT, FAILED, false",
    "SPREAD, WAITING, true, REFUSED, invalid, INVALID, WAITING, true",
    "CHANGE_PLAN, WAITING, true, REFUSED, invalid, INVALID, FAILED, false",
    "SPREAD, WAITING, true, UNKNOWN, forbidden, FORBIDDEN, WAITING, true",
    "SPREAD, WAITING, true, UNKNOWN, branch-unreachable, UNREACHABLE, WAITING, true",
    // money that is being returned stays bound until it is known to be back
    "SPREAD, RETURNING, false, UNKNOWN, no-answer, UNREACHABLE, RETURNING, true",
    "SPREAD, RETURNING, false, REFUSED, state-conflict, CONFLICT, REJECTED, false"
  })
  void whatAnAnswerMakesOfALine(
      JobKind kind,
      LineState before,
      boolean inDoubt,
      PeerReply.Status status,
      String code,
      RefusalCode.Category category,
      LineState after,
      boolean stillInDoubt) {
    LineDecisions.Next next =
        LineDecisions.notDone(
            kind,
            line(before, inDoubt, 0),
            status,
            Refusal.of(new RefusalCode(code, category), "why"));
    assertThat(next.state()).isEqualTo(after);
    assertThat(next.inDoubt()).isEqualTo(stillInDoubt);
    assertThat(next.code()).isEqualTo(code);
    assertThat(next.again().isZero()).isEqualTo(!after.isOpen());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "3, 8", "6, 64", "60, 64"})
  void itWaitsLongerEachTimeUpToAMinute(int attempts, int seconds) {
    assertThat(LineDecisions.wait(attempts)).isEqualTo(Duration.ofSeconds(seconds));
  }

  private static Line line(LineState state, boolean inDoubt, int attempts) {
    return new Line(
        UUID.randomUUID(),
        1,
        AccountNumber.of(new BranchCode("SO"), 1),
        new BranchCode("NW"),
        "",
        Optional.empty(),
        state,
        false,
        0,
        attempts,
        inDoubt,
        "",
        "",
        Optional.empty(),
        "",
        Instant.EPOCH);
  }
}
