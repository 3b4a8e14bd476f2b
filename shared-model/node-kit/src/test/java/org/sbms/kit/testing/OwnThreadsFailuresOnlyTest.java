package org.sbms.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OwnThreadsFailuresOnlyTest {
  @Test
  void aWaitDoesNotFailForWhatAnotherThreadDiesOf() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Thread stranger =
        Thread.ofPlatform()
            .start(() -> {
              try {
                begun.await();
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
              throw new IllegalStateException("this line in the log belongs to the test");
            });
    await()
        .until(() -> {
          begun.countDown();
          return !stranger.isAlive();
        });
    assertThat(stranger.isAlive()).isFalse();
  }
}
