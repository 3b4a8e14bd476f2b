package org.sbms.kit.operation;

import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;

/** Asks another node. Implemented by the peer client; never called with a transaction open. */
public interface Remote {
  <O extends Operation<R>, R> Outcome<R> call(
      NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request);
}
