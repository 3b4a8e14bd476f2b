package org.sbms.kit.peer;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.contract.NodeId;
import org.sbms.contract.directory.Directory;

/** The newest directory that this node has seen, in memory. */
public final class HeldDirectory implements PeerDirectory {
  private volatile Held held = new Held(0, Map.of(), Set.of());

  private record Held(long version, Map<NodeId, Directory.Entry> nodes, Set<String> revoked) {}

  /** Takes it unless it is older than what is held; whoever calls has checked its signature. */
  public synchronized boolean accept(Directory directory) {
    if (directory.version() <= held.version) {
      return false;
    }
    Set<String> revoked = new HashSet<>();
    directory.nodes().forEach(entry -> revoked.addAll(entry.revoked()));
    held =
        new Held(
            directory.version(),
            directory.nodes().stream()
                .collect(Collectors.toMap(Directory.Entry::node, Function.identity())),
            revoked);
    return true;
  }

  public long version() {
    return held.version;
  }

  /** Every node, central included. */
  public List<Directory.Entry> nodes() {
    return List.copyOf(held.nodes.values());
  }

  public Optional<Directory.Entry> find(NodeId node) {
    return Optional.ofNullable(held.nodes.get(node));
  }

  @Override
  public Optional<URI> address(NodeId node) {
    return find(node).map(Directory.Entry::peerAddress);
  }

  @Override
  public boolean isRevoked(NodeId node, String serial) {
    return held.revoked.contains(serial);
  }
}
