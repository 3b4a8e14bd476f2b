package org.sbms.branch.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.branch.delivery.DeliveryDecisions.Next;
import org.sbms.branch.delivery.DeliveryDecisions.Try;

/** When a mail is tried again, and when not; and how words are filled in. */
class DeliveryDecisionsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // Reply code, tries so far, what becomes of it, minutes until the next try.
    "250, 1, SENT, 0",
    "421, 1, WAITING, 1",
    "450, 2, WAITING, 2",
    "452, 3, WAITING, 4",
    "451, 6, WAITING, 32",
    "451, 7, WAITING, 60",
    "451, 39, WAITING, 60",
    "451, 40, FAILED, 0",
    // About the mailbox or the mail: for good.
    "550, 1, FAILED, 0",
    "552, 1, FAILED, 0",
    "554, 1, FAILED, 0",
    // About our session or login: it can be mended.
    "500, 1, WAITING, 1",
    "530, 1, WAITING, 1",
    "535, 2, WAITING, 2"
  })
  void aReplyCodeSaysWhetherAMailIsTriedAgain(
      int code, int attempts, Delivery.State state, int minutes) {
    Try tried = code == 250 ? new Try.Sent() : new Try.Answered(code, "said");
    Next next = DeliveryDecisions.after(tried, attempts, NOW);
    assertThat(next.state()).isEqualTo(state);
    assertThat(next.nextAt()).isEqualTo(NOW.plusSeconds(60L * minutes));
  }

  @Test
  void aServerThatIsAwayIsTriedAgainAndAnImpossibleMailIsNot() {
    assertThat(DeliveryDecisions.after(new Try.Away("refused"), 1, NOW).state())
        .isEqualTo(Delivery.State.WAITING);
    assertThat(DeliveryDecisions.after(new Try.Impossible("no address"), 1, NOW))
        .isEqualTo(new Next(Delivery.State.FAILED, NOW, "no address", true));
    assertThat(DeliveryDecisions.after(new Try.Away("a\r\nb" + "x".repeat(400)), 1, NOW).detail())
        .startsWith("a b")
        .hasSize(300);
  }

  @ParameterizedTest
  @CsvSource({
    // Reply code, what the server says, whether the customer is asked for another address.
    "550, no such user, true",
    "550, 5.1.1 user unknown, true",
    "550, 5.2.1 mailbox disabled, true",
    "551, not here, true",
    "553, 5.1.3 bad address, true",
    "550, 5.7.1 looks like spam, false",
    "550, 5.2.2 mailbox full, false",
    "552, too big, false",
    "554, no, false"
  })
  void someAnswersBlameTheAddress(int code, String message, boolean bad) {
    assertThat(DeliveryDecisions.after(new Try.Answered(code, message), 1, NOW).addressIsBad())
        .isEqualTo(bad);
  }

  @ParameterizedTest
  @CsvSource({
    "530, the mail server does not accept our login: 530 said",
    "535, the mail server does not accept our login: 535 said",
    "454, 454 said"
  })
  void aRefusedLoginIsSaidInPlainWords(int code, String detail) {
    assertThat(DeliveryDecisions.after(new Try.Answered(code, "said"), 1, NOW).detail())
        .isEqualTo(detail);
  }

  @Test
  void wordsAreFilledInOnceAndUnknownPlacesAreFound() {
    assertThat(Wording.fill("{name}: {amount}", Map.of("name", "{amount} $1", "amount", "5")))
        .isEqualTo("{amount} $1: 5");
    assertThat(Wording.unknownPlaces("{name} {balance} {}")).containsExactly("{balance}", "{}");
    assertThat(Letter.masked("vera@mail.example")).isEqualTo("v•••@mail.example");
    assertThat(Letter.masked("")).isEmpty();
    assertThat(Letter.withoutAddresses("550 5.1.1 <vera@mail.example>: unknown, vera@mail.example"))
        .isEqualTo("550 5.1.1 <v•••@mail.example>: unknown, v•••@mail.example");
  }
}
