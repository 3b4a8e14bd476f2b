package org.sbms.reconciliation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedWorkTest {
  private static final List<Long> PARTS = LongStream.rangeClosed(1, 50).boxed().toList();

  /** So many that they take a minute, and not too many to lie before the worker all at once. */
  private static final List<Long> MANY = LongStream.rangeClosed(1, 1_000).boxed().toList();

  /** By then nothing is under way any more: all that are left lie before the worker. */
  private static final int SOME = 20;

  private HazelcastInstance member;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      int port = socket.getLocalPort();
      socket.close();
      member = Member.start(port, List.of(port));
    }
  }

  @AfterEach
  void stop() {
    member.getLifecycleService().terminate();
  }

  @Test
  void everyPartIsDoneOnceWhenNothingHappens() {
    ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    offer("count", (task, part) -> done.add(task + part));
    SharedWork.run(member, "job", "count", "part ", PARTS, 3);
    assertThat(done)
        .containsExactlyInAnyOrderElementsOf(PARTS.stream().map(part -> "part " + part).toList());
  }

  @Test
  void aPartThatCannotBeDoneEndsTheJobAndSaysWhy() {
    offer(
        "fail",
        (_, part) -> {
          if (part == 7) {
            throw new IllegalArgumentException("there is no seven");
          }
        });
    assertThatThrownBy(() -> SharedWork.run(member, "job", "fail", "", PARTS, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasStackTraceContaining("there is no seven");
  }

  @Test
  void aMemberThatKnowsNothingOfTheWorkSaysSo() {
    assertThatThrownBy(() -> SharedWork.run(member, "job", "nothing", "", PARTS, 1))
        .hasStackTraceContaining("this member knows nothing of nothing");
  }

  @Test
  void whoeverBeginsAJobAgainStopsTheOneThatStillRuns() throws Exception {
    CountDownLatch begun = new CountDownLatch(SOME);
    ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();
    offer(
        "slow",
        (task, _) -> {
          if (task.equals("first")) {
            begun.countDown();
            pause();
          }
          done.add(task);
        });
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(
            () -> SharedWork.run(member, "job", "slow", "first", MANY, 1),
            Thread::startVirtualThread);
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(
            () -> SharedWork.run(member, "job", "slow", "second", PARTS, 1),
            Thread::startVirtualThread);
    second.get(30, TimeUnit.SECONDS);

    assertThat(done.stream().filter("second"::equals)).hasSize(PARTS.size());
    assertThatThrownBy(() -> first.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  private void offer(String name, SharedWork.Worker worker) {
    member.getUserContext().put(name, worker);
  }

  private static void pause() {
    try {
      Thread.sleep(60);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
