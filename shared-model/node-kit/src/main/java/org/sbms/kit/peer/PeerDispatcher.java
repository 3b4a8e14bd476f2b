package org.sbms.kit.peer;

import org.sbms.contract.Outcome;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Request;

/** Runs what peers ask for, on a virtual thread for each call: {@code executor::run}. */
public interface PeerDispatcher {
  <R> Outcome<R> run(Caller caller, Request<R> request);
}
