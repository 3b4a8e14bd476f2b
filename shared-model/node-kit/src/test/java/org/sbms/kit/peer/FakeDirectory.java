package org.sbms.kit.peer;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sbms.contract.NodeId;

final class FakeDirectory implements PeerDirectory {
  final Map<NodeId, URI> addresses = new ConcurrentHashMap<>();
  final Set<String> revoked = ConcurrentHashMap.newKeySet();

  @Override
  public Optional<URI> address(NodeId node) {
    return Optional.ofNullable(addresses.get(node));
  }

  @Override
  public boolean isRevoked(NodeId node, String serial) {
    return revoked.contains(serial);
  }
}
