package org.sbms.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sbms.kit.db.TestDatabase;

/** Who waits for whose failed logins. */
final class LoginThrottleTest {
  private static final String HOME = "198.51.100.7";
  private static final String STRANGER = "203.0.113.9";
  private static TestDatabase test;

  private final Hands clock = new Hands();
  private LoginThrottle throttle;

  @BeforeAll
  static void open() {
    test = TestDatabase.with("operation", "access");
    Users users = new Users(test.database());
    new Roles(test.database()).ensure("clerk", "Clerk", Set.of());
    users.ensure("anna", "Anna", "clerk", "-");
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @BeforeEach
  void nothingHasFailed() {
    test.database().run("delete from access_login_failure");
    test.database().run("delete from access_known_network");
    throttle = started();
  }

  private LoginThrottle started() {
    return new LoginThrottle(test.database(), AccessConfig.defaults(), clock);
  }

  @Test
  void aStrangersGuessesLockOutTheStrangerAlone() {
    fail("anna", STRANGER, 5);
    assertThat(throttle.wait("anna", STRANGER)).contains(Duration.ofSeconds(30));
    assertThat(throttle.wait("anna", HOME)).isEmpty();
    assertThat(throttle.wait("boris", STRANGER)).isEmpty();
  }

  @Test
  void eachFurtherGuessDoublesTheWaitUpToAQuarterOfAnHour() {
    fail("anna", STRANGER, 6);
    assertThat(throttle.wait("anna", STRANGER)).contains(Duration.ofSeconds(60));
    fail("anna", STRANGER, 10);
    assertThat(throttle.wait("anna", STRANGER)).contains(Duration.ofMinutes(15));
  }

  @Test
  void aRestartForgetsNothingAndHalfAnHourOfQuietDoes() {
    fail("anna", STRANGER, 5);
    assertThat(started().wait("anna", STRANGER)).contains(Duration.ofSeconds(30));
    clock.forward(Duration.ofMinutes(31));
    assertThat(throttle.wait("anna", STRANGER)).isEmpty();
    fail("anna", STRANGER, 4);
    assertThat(throttle.wait("anna", STRANGER)).isEmpty();
  }

  @Test
  void aRightPasswordClearsWhatFailedThereAndNowhereElse() {
    fail("anna", HOME, 4);
    fail("anna", STRANGER, 5);
    throttle.succeeded("anna", HOME);
    fail("anna", HOME, 4);
    assertThat(throttle.wait("anna", HOME)).isEmpty();
    assertThat(throttle.wait("anna", STRANGER)).isPresent();
  }

  @Test
  void oneNetworkThatTriesManyAccountsWaitsForAllOfThem() {
    for (int i = 0; i < 50; i++) {
      throttle.failed("user" + i, STRANGER);
    }
    assertThat(throttle.wait("anna", STRANGER)).contains(Duration.ofSeconds(30));
    assertThat(throttle.wait("anna", HOME)).isEmpty();
  }

  @Test
  void manyNetworksThatTryOneAccountWaitAMinuteAtMostAndItsOwnerNotAtAll() {
    throttle.succeeded("anna", HOME);
    for (int i = 0; i < 99; i++) {
      throttle.failed("anna", "192.0.2." + i);
    }
    assertThat(throttle.wait("anna", "192.0.2.200")).isEmpty();
    throttle.failed("anna", "192.0.2.99");
    assertThat(throttle.wait("anna", "192.0.2.200")).contains(Duration.ofSeconds(10));
    for (int i = 100; i < 120; i++) {
      throttle.failed("anna", "192.0.2." + i);
    }
    assertThat(throttle.wait("anna", "192.0.2.200")).contains(Duration.ofMinutes(1));
    assertThat(throttle.wait("anna", HOME)).isEmpty();
    // From home, too, guesses count for the pair.
    fail("anna", HOME, 5);
    assertThat(throttle.wait("anna", HOME)).contains(Duration.ofSeconds(30));
  }

  @Test
  void aNetworkIsKnownForNinetyDaysAndOnlyToWhoeverLoggedInThere() {
    throttle.succeeded("anna", HOME);
    throttle.succeeded("nobody", HOME);
    clock.forward(Duration.ofDays(89));
    throttle.sweep();
    assertThat(known()).isEqualTo(1);
    clock.forward(Duration.ofDays(2));
    throttle.sweep();
    assertThat(known()).isZero();
  }

  @ParameterizedTest(name = "{0} is of {1}")
  @CsvSource({
    "198.51.100.7,              198.51.100.7",
    "2001:db8:1:2:3:4:5:6,      20010db800010002/64",
    "2001:db8:1:2::ffff,        20010db800010002/64",
    "2001:db8:1:3::1,           20010db800010003/64",
    "::ffff:198.51.100.7,       198.51.100.7",
    "unix socket,               unix socket",
  })
  void networks(String address, String network) {
    assertThat(LoginThrottle.network(address)).isEqualTo(network);
  }

  private long known() {
    return test.database()
        .one(row -> row.getLong(0), "select count(*) from access_known_network")
        .orElseThrow();
  }

  private void fail(String login, String address, int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(login, address);
    }
  }

  /** Stands still until it is put forward. */
  private static final class Hands extends Clock {
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
