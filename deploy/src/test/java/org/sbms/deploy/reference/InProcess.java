package org.sbms.deploy.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;

/**
 * A wire between nodes of one JVM: everything goes through JSON as it does over HTTPS, and any node
 * can be cut off.
 */
public final class InProcess implements Remote {
  private final Map<NodeId, Node> nodes = new HashMap<>();
  private final Set<NodeId> cut = java.util.concurrent.ConcurrentHashMap.newKeySet();

  private record Node(Operations operations, Executor executor) {}

  public void add(NodeId id, Operations operations, Executor executor) {
    nodes.put(id, new Node(operations, executor));
  }

  public void cut(NodeId id) {
    cut.add(id);
  }

  public void mend(NodeId id) {
    cut.remove(id);
  }

  @Override
  public <O extends Operation<R>, R> Outcome<R> call(
      NodeId to, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
    Node node = nodes.get(to);
    if (node == null || cut.contains(to) || cut.contains(caller.via())) {
      return Outcome.refused(RefusalCode.UNREACHABLE, to + " cannot be reached.");
    }
    Set<Permission> open =
        node.operations.all().stream()
            .filter(OperationSpec::openToPeers)
            .map(OperationSpec::permission)
            .collect(Collectors.toSet());
    Operation<R> received = Json.read(Json.write(request.operation()), spec.type());
    return node.executor
        .run(new Caller(caller.actor(), caller.via(), open), new Request<>(received, request.key()))
        .map(result -> Json.read(Json.write(result), spec.resultType()));
  }
}
