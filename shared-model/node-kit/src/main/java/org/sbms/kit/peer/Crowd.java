package org.sbms.kit.peer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;

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

  private record Waiting(PeerCall call, Promise<WireAnswer> answer) {}

  private final Function<List<PeerCall>, Future<WireAnswer>> request;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private int underWay;

  /**
   * @param request sends calls; must not fail
   */
  Crowd(Function<List<PeerCall>, Future<WireAnswer>> request) {
    this.request = request;
  }

  /** Never fails; the answer holds one reply, or says why there is none. */
  Future<WireAnswer> ask(PeerCall call) {
    Waiting mine = new Waiting(call, Promise.promise());
    lock.lock();
    try {
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
    List<Waiting> together = next();
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
          sendNext();
          for (int i = 0; i < together.size(); i++) {
            together.get(i).answer.complete(share(given, i));
          }
        });
  }

  private List<Waiting> next() {
    lock.lock();
    try {
      List<Waiting> together = new ArrayList<>(Math.min(waiting.size(), MAX_TOGETHER));
      while (together.size() < MAX_TOGETHER && !waiting.isEmpty()) {
        together.add(waiting.poll());
      }
      if (together.isEmpty()) {
        underWay--;
      }
      return together;
    } finally {
      lock.unlock();
    }
  }

  private static WireAnswer share(WireAnswer answer, int index) {
    return answer instanceof WireAnswer.Replies(List<PeerReply> replies)
        ? new WireAnswer.Replies(List.of(replies.get(index)))
        : answer;
  }
}
