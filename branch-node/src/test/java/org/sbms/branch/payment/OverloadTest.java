package org.sbms.branch.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sbms.branch.payment.TwoBranches.rub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.payment.PaymentMethod;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.Request;

/** More payments at once than a branch has room for, while its database stands still. */
final class OverloadTest {
  private static final int ROOM = 8;
  private static final int PAYMENTS = 100;

  @Test
  void what_finds_no_room_is_refused_undone_and_what_was_accepted_is_never_lost()
      throws InterruptedException {
    try (TwoBranches both = new TwoBranches();
        Executor narrow = both.nw.executorWithRoomFor(ROOM)) {
      List<Request<Payment>> asked = orders(both);
      CountDownLatch release = new CountDownLatch(1);
      CompletableFuture<Void> stall = stallJournal(both, release);
      CompletableFuture<List<Outcome<Payment>>> answers =
          CompletableFuture.supplyAsync(() -> narrow.runAll(both.nw.cashier(), asked));
      // Refusals need no database, so the crowd has been sorted long before this is over.
      Thread.sleep(500);
      release.countDown();
      stall.join();
      List<Outcome<Payment>> outcomes = answers.join();

      long busy = outcomes.stream().filter(OverloadTest::isBusy).count();
      long done = outcomes.stream().filter(Outcome.Done.class::isInstance).count();
      assertThat(busy).isGreaterThanOrEqualTo(PAYMENTS - 2 * ROOM - 1L);
      assertThat(busy + done).isEqualTo(PAYMENTS);
      assertThat(both.nw.count("payment")).isEqualTo(done);

      List<Request<Payment>> left = refused(asked, outcomes);
      while (!left.isEmpty()) {
        left = refused(left, narrow.runAll(both.nw.cashier(), left));
      }
      assertThat(both.nw.count("payment")).isEqualTo(PAYMENTS);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> both.so.count("credit where state = 'POSTED'") == PAYMENTS);
    }
  }

  private static List<Request<Payment>> orders(TwoBranches both) {
    List<Request<Payment>> orders = new ArrayList<>();
    for (int i = 0; i < PAYMENTS; i++) {
      orders.add(
          Request.command(
              new TakePayment(both.so.accounts.getFirst(), rub("1.00"), PaymentMethod.TERMINAL, ""),
              UUID.randomUUID().toString()));
    }
    return orders;
  }

  /** Holds the journal, so that nothing that is accepted can commit. */
  private static CompletableFuture<Void> stallJournal(TwoBranches both, CountDownLatch release)
      throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CompletableFuture<Void> stall =
        CompletableFuture.runAsync(() ->
            both.nw.database.inTransaction(tx -> {
              tx.run("select number from journal_head for update");
              held.countDown();
              try {
                release.await();
              } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
              }
              return true;
            }));
    held.await();
    return stall;
  }

  private static List<Request<Payment>> refused(
      List<Request<Payment>> asked, List<Outcome<Payment>> outcomes) {
    List<Request<Payment>> refused = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      if (isBusy(outcomes.get(i))) {
        refused.add(asked.get(i));
      }
    }
    return refused;
  }

  private static boolean isBusy(Outcome<Payment> outcome) {
    return outcome instanceof Outcome.Refused<Payment> refused
        && refused.refusal().code().equals(RefusalCode.BUSY);
  }
}
