package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sbms.central.collection.CollectionJob;
import org.sbms.central.collection.JournalCollector;
import org.sbms.central.collection.JournalProgress;
import org.sbms.central.collection.Reading;

/** Two instances of central on one database read the journal of one branch. */
class TwoCollectorsTest {
  private final FakeFederation federation = new FakeFederation();
  private final FakeBranch nw = federation.nw;
  private final JournalCollector first = federation.anotherCollector();
  private final JournalCollector second = federation.anotherCollector();

  @AfterEach
  void close() {
    first.close();
    second.close();
    federation.close();
  }

  @Test
  void whatOneReadsWhileThePageOfTheOtherIsOnItsWayHasNotVanished() throws Exception {
    nw.take(federation.so, 1_00);
    CompletableFuture<Reading> others = new CompletableFuture<>();
    nw.onTheWay =
        () -> {
          nw.take(federation.so, 2_00);
          Thread.ofVirtual().start(() -> others.complete(second.readNew(nw.code)));
          waitAWhileFor(others);
        };

    assertThat(first.readNew(nw.code)).isEqualTo(new Reading(nw.code, 2, ""));

    assertThat(others.get(10, TimeUnit.SECONDS)).isEqualTo(new Reading(nw.code, 4, ""));
    assertThat(first.progress())
        .singleElement()
        .extracting(JournalProgress::through, JournalProgress::findings)
        .containsExactly(4L, 0L);
  }

  @Test
  void theCollectionOfOneLeavesAJournalToTheOtherThatReadsIt() throws Exception {
    nw.take(federation.so, 1_00);
    federation.so.take(nw, 1_00);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    nw.onTheWay =
        () -> {
          reading.countDown();
          waitFor(goOn);
        };
    CompletableFuture<Reading> slow = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> slow.complete(first.readNew(nw.code)));
    waitFor(reading);

    try (CollectionJob _ =
        CollectionJob.start(
            second, () -> List.of(nw.code, federation.so.code), Duration.ofMillis(50))) {
      org.awaitility.Awaitility.await()
          .until(() ->
              second.progress().stream()
                  .anyMatch(progress -> progress.branch().equals(federation.so.code)));
      federation.so.take(nw, 2_00);
      org.awaitility.Awaitility.await()
          .until(() -> second.progress().stream().anyMatch(progress -> progress.through() == 5));
    }
    goOn.countDown();
    assertThat(slow.get(10, TimeUnit.SECONDS).isComplete()).isTrue();
  }

  private static void waitAWhileFor(CompletableFuture<Reading> reading) {
    try {
      reading.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException waitsForUs) {
      // As it should.
    } catch (InterruptedException | ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
