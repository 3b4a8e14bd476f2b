package org.sbms.kit.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BatcherTest {
  @Test
  void whatever_a_batch_throws_reaches_who_waits_and_the_next_one_runs() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    Batcher<String, String> batcher =
        new Batcher<>(
            "test",
            Batcher.MAX_WAITING,
            values -> {
              if (broken.get()) {
                BatcherTest.<RuntimeException>throwUndeclared(new IOException("no connection"));
              }
              return values;
            });
    Future<String> failed = batcher.submit("a").orElseThrow();
    assertThatThrownBy(() -> failed.await(5, TimeUnit.SECONDS)).hasMessageContaining("connection");
    broken.set(false);
    assertThat(batcher.submit("b").orElseThrow().await(5, TimeUnit.SECONDS)).isEqualTo("b");
    batcher.close();
  }

  @Test
  void what_one_does_with_an_answer_and_fails_at_harms_nobody_else() throws Exception {
    CountDownLatch listening = new CountDownLatch(1);
    Batcher<String, String> batcher =
        new Batcher<>(
            "test",
            Batcher.MAX_WAITING,
            values -> {
              awaitQuietly(listening);
              return values;
            });
    batcher
        .submit("a")
        .orElseThrow()
        .onSuccess(_ -> {
          throw new IllegalStateException("of the listener");
        });
    Future<String> second = batcher.submit("b").orElseThrow();
    listening.countDown();

    assertThat(second.await(5, TimeUnit.SECONDS)).isEqualTo("b");
    assertThat(batcher.submit("c").orElseThrow().await(5, TimeUnit.SECONDS)).isEqualTo("c");
    batcher.close();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("unchecked") // that is the trick
  private static <X extends Throwable> void throwUndeclared(Throwable checked) throws X {
    throw (X) checked;
  }
}
