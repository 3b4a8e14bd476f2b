package org.sbms.kit.operation;

import com.fasterxml.jackson.databind.JsonNode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.kit.json.Json;

/** Asks another node. Implemented by the peer client; never called with a transaction open. */
public interface Remote {
  <O extends Operation<R>, R> Outcome<R> call(
      NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request);

  /** The same for whoever only passes the result on: as JSON, which nobody need have read. */
  default <O extends Operation<R>, R> Outcome<JsonNode> callForJson(
      NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
    return call(node, caller, spec, request).map(Json::unwritten);
  }
}
