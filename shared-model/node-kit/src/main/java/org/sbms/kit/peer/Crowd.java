package org.sbms.kit.peer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.Refusal;
import org.sbms.contract.RefusalCode;

/**
 * Questions of one kind to one peer. One that finds few under way goes at once; what comes while
 * many are goes together with the next, so that a crowd costs a request, a token and a check of it
 * once and not for everybody.
 *
 * <p>Only for questions that the peer answers together: the replies of a request come when its
 * slowest is there.
 */
final class Crowd {
  /** So many are under way before anybody waits for company. */
  private static final int MAX_UNDER_WAY = 2;

  private static final int MAX_TOGETHER = 64;
  private static final int MAX_WAITING = 1024;

  private record Waiting(PeerCall call, Promise<WireAnswer> answer) {}

  private final Function<List<PeerCall>, Future<WireAnswer>> request;
  private final Executor threads;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private int underWay;

  /**
   * @param request sends calls; must not fail
   * @param threads for what goes when an answer has come: the thread that brought it has other work
   */
  Crowd(
      Function<List<PeerCall>, Future<WireAnswer>> request, Executor threads, InstantSource clock) {
    this.request = request;
    this.threads = threads;
    this.clock = clock;
  }

  /** Never fails; the answer holds one reply, or says why there is none. */
  Future<WireAnswer> ask(PeerCall call) {
    Waiting mine = new Waiting(call, Promise.promise());
    lock.lock();
    try {
      if (waiting.size() >= MAX_WAITING) {
        return Future.succeededFuture(notSent(RefusalCode.BUSY, "Too many requests at once."));
      }
      waiting.add(mine);
      if (underWay == MAX_UNDER_WAY) {
        return mine.answer.future();
      }
      underWay++;
    } finally {
      lock.unlock();
    }
    sendNext();
    return mine.answer.future();
  }

  private void sendNext() {
    List<Waiting> late = new ArrayList<>();
    List<Waiting> together = next(late);
    late.forEach(one ->
        one.answer.complete(notSent(RefusalCode.UNREACHABLE, "It did not answer others in time.")));
    if (together.isEmpty()) {
      return;
    }
    Future<WireAnswer> answer;
    try {
      answer = request.apply(together.stream().map(Waiting::call).toList());
    } catch (RuntimeException bug) {
      answer = Future.failedFuture(bug);
    }
    answer
        .otherwise(failure -> new WireAnswer.Lost("asking failed: " + failure))
        .onSuccess(given -> {
          for (int i = 0; i < together.size(); i++) {
            together.get(i).answer.complete(share(given, i));
          }
          threads.execute(this::sendNext);
        });
  }

  /** Those whose time is over already are none of them. */
  private List<Waiting> next(List<Waiting> late) {
    Instant now = clock.instant();
    lock.lock();
    try {
      List<Waiting> together = new ArrayList<>(Math.min(waiting.size(), MAX_TOGETHER));
      while (together.size() < MAX_TOGETHER && !waiting.isEmpty()) {
        Waiting one = waiting.poll();
        (one.call.deadline().isAfter(now) ? together : late).add(one);
      }
      if (together.isEmpty()) {
        underWay--;
      }
      return together;
    } finally {
      lock.unlock();
    }
  }

  private static WireAnswer notSent(RefusalCode code, String why) {
    return new WireAnswer.NotSent(Refusal.of(code, why));
  }

  private static WireAnswer share(WireAnswer answer, int index) {
    return answer instanceof WireAnswer.Replies(List<PeerReply> replies)
        ? new WireAnswer.Replies(List.of(replies.get(index)))
        : answer;
  }
}
