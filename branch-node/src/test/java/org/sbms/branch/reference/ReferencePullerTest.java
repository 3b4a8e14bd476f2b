package org.sbms.branch.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sbms.branch.reference.FakeCentral.gone;
import static org.sbms.branch.reference.FakeCentral.row;
import static org.sbms.contract.reference.Datasets.CURRENCIES;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sbms.contract.NodeId;
import org.sbms.contract.reference.RowChange;
import org.sbms.kit.db.TestDatabase;

class ReferencePullerTest {
  private static final RowChange RUB = currency("RUB", "643", "true");
  private static final RowChange KZT = currency("KZT", "398", "false");

  private final FakeCentral central = new FakeCentral();
  private final AtomicInteger applied = new AtomicInteger();
  private TestDatabase db;
  private ReferencePuller puller;

  @BeforeEach
  void open() {
    db = TestDatabase.with("reference-copy");
    puller = puller();
  }

  @AfterEach
  void close() {
    puller.close();
    db.close();
  }

  @Test
  void aBranchThatWasAwayCatchesUpOverManyVersionsAtOnce() {
    central
        .publish(RUB, KZT)
        .publish(currency("KZT", "398", "true"))
        .publish(gone(CURRENCIES, "RUB"));

    puller.catchUp();

    assertThat(rows()).containsExactly("KZT true");
    assertThat(version()).isEqualTo(3);
    assertThat(central.acknowledged).containsExactly(3L);
    assertThat(applied).hasValue(1);
  }

  @Test
  void aBranchThatHasJustStartedKnowsAtOnceWhichVersionItHolds() {
    central.publish(RUB).publish(KZT);
    puller.catchUp();

    try (BranchReference restarted =
        new BranchReference(
            new NodeId("NW"), db.database(), central, Clock.systemUTC(), () -> {})) {
      assertThat(restarted.heldVersion()).isEqualTo(2);
    }
  }

  @Test
  void aRowThatIsGoneAtCentralGoesHereToo() {
    central.publish(RUB, KZT);
    puller.catchUp();
    central.publish(gone(CURRENCIES, "KZT"));

    puller.catchUp();

    assertThat(rows()).containsExactly("RUB true");
    assertThat(central.acknowledged).containsExactly(1L, 2L);
  }

  @Test
  void aVersionOfManyPagesShowsWhollyOrNotAtAll() {
    central.publish(RUB, KZT, currency("USD", "840", "false"));
    central.pageSize = 1;
    central.answersLeft = 2;

    puller.catchUp();
    assertThat(rows()).isEmpty();
    assertThat(version()).isZero();

    central.answersLeft = 100;
    puller.catchUp();
    assertThat(rows()).hasSize(3);
    assertThat(db.database().one(row -> row.getLong(0), "select count(*) from reference_incoming"))
        .contains(0L);
  }

  @Test
  void aCentralOfTheFirstContractIsUnderstoodInOnePageAndInMany() {
    central.isOfTheFirstContract = true;
    central.publish(RUB, KZT);
    puller.catchUp();
    central.publish(currency("USD", "840", "false"), gone(CURRENCIES, "KZT"));
    central.pageSize = 1;

    puller.catchUp();

    assertThat(rows()).containsExactly("RUB true", "USD false");
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void aVersionPublishedBetweenTwoPagesComesInTheNextRound() {
    central.publish(RUB, KZT);
    central.pageSize = 1;
    central.answersLeft = 1;
    puller.catchUp();
    central.publish(gone(CURRENCIES, "RUB"));
    central.answersLeft = 100;

    puller.catchUp();

    assertThat(rows()).containsExactly("KZT false");
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void anAcknowledgementThatGotLostIsSaidAgain() {
    central.publish(RUB);
    central.answersLeft = 1;
    puller.catchUp();
    assertThat(version()).isEqualTo(1);
    assertThat(central.acknowledged).isEmpty();

    central.answersLeft = 100;
    puller.catchUp();
    puller.catchUp();

    assertThat(central.acknowledged).containsExactly(1L);
  }

  @Test
  void aLargeVersionTakesBackRowsAndChangesOthersInOneTurn() {
    central.publish(RUB, KZT);
    puller.catchUp();
    central.publish(
        gone(CURRENCIES, "RUB"), currency("KZT", "398", "true"), currency("USD", "840", "true"));
    central.pageSize = 1;

    puller.catchUp();

    assertThat(rows()).containsExactly("KZT true", "USD true");
  }

  @Test
  void aPortedNumberIsServedByItsNewBranchFromItsDay() {
    PortedNumbers ported = new PortedNumbers(db.database());
    central.publish(
        row(
            org.sbms.contract.reference.Datasets.PORTED_NUMBERS,
            "number",
            "79260001201",
            "branch",
            "CE",
            "effective_from",
            "2026-03-02"));
    puller.catchUp();

    assertThat(ported.branchOf("79260001201", java.time.LocalDate.of(2026, 3, 2)))
        .contains(new org.sbms.contract.BranchCode("CE"));
    assertThat(ported.branchOf("79260001201", java.time.LocalDate.of(2026, 3, 1))).isEmpty();
    assertThat(ported.branchOf("79260001202", java.time.LocalDate.of(2026, 3, 2))).isEmpty();
  }

  @Test
  void aDatasetIsReadAgainOnlyWhenItChanged() {
    ReferenceCache cache = new ReferenceCache(db.database());
    AtomicInteger read = new AtomicInteger();
    var view = cache.view(CURRENCIES, all -> read.incrementAndGet() + all.size());
    central.publish(RUB);
    puller.catchUp();
    cache.isNow(1);
    assertThat(view.get()).isEqualTo(2);

    central.publish(FakeCentral.row(org.sbms.contract.reference.Datasets.AREAS, "code", "RU"));
    puller.catchUp();
    cache.isNow(2);

    assertThat(view.get()).isEqualTo(2);
    assertThat(read).hasValue(1);
  }

  @Test
  void twoInstancesPullingAtOnceApplyAVersionOnce() throws Exception {
    central.publish(RUB, KZT);
    try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
      both.submit(puller::catchUp);
      both.submit(() -> puller().catchUp());
    }
    puller.catchUp();

    assertThat(rows()).containsExactly("KZT false", "RUB true");
    assertThat(version()).isEqualTo(1);
  }

  @Test
  void theCopyNeverGoesBack() {
    central.publish(RUB).publish(KZT);
    puller.catchUp();

    assertThatThrownBy(() -> db.database().run("update reference_state set version = 1"))
        .hasMessageContaining("must be above");
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void aPokeIsFollowedAtOnce() {
    puller.start();
    org.awaitility.Awaitility.await().until(() -> central.acknowledged.contains(0L));
    central.publish(RUB);

    puller.poke();

    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(central.acknowledged).contains(1L));
  }

  @Test
  void readersSeeAVersionAsSoonAsItIsApplied() {
    ReferenceCache cache = new ReferenceCache(db.database());
    Currencies currencies = new Currencies(cache);
    var today = java.time.LocalDate.of(2026, 11, 22);
    assertThat(currencies.isAccepted("KZT", today)).isFalse();
    central.publish(RUB, KZT).publish(currency("KZT", "398", "true"));
    puller.catchUp();

    cache.isNow(2);

    assertThat(cache.version()).isEqualTo(2);
    assertThat(currencies.isAccepted("KZT", today)).isTrue();
    assertThat(currencies.accepted(today))
        .extracting(Currencies.Currency::code)
        .containsExactly("KZT", "RUB");
  }

  @Test
  void anInstanceThatNobodyToldNoticesByItself() {
    ReferenceCache cache = new ReferenceCache(db.database());
    assertThat(cache.version()).isZero();
    central.publish(RUB);
    puller.catchUp();

    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> cache.version() == 1);
  }

  private ReferencePuller puller() {
    return new ReferencePuller(
        new NodeId("NW"),
        new CopyInDatabase(db.database(), Clock.systemUTC()),
        central,
        Duration.ofMinutes(10),
        _ -> applied.incrementAndGet());
  }

  private long version() {
    return ReferenceCopy.version(db.database());
  }

  private java.util.List<String> rows() {
    return db.database()
        .list(
            row -> row.getString("key") + " " + row.getJsonObject("values").getString("accepted"),
            "select key, values from reference_row where dataset = 'currencies' order by key");
  }

  private static RowChange currency(String code, String number, String accepted) {
    return row(CURRENCIES, "code", code, "numeric_code", number, "accepted", accepted);
  }
}
