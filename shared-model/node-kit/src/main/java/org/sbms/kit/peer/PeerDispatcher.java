package org.sbms.kit.peer;

import io.vertx.core.Future;
import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;

/** Runs what peers ask for, on a virtual thread: {@code executor::begin}. */
public interface PeerDispatcher {
  /** Returns at once for operations that share transactions; may wait for all others. */
  <R> Future<Outcome<R>> begin(Caller caller, Request<R> request);
}
