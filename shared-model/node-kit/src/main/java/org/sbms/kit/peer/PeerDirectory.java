package org.sbms.kit.peer;

import java.net.URI;
import java.util.Optional;
import org.sbms.contract.NodeId;

/** What the signed directory says of nodes. Asked on every call, so it answers from memory. */
public interface PeerDirectory {

  /**
   * Where the node's peer port is, {@code https://host:port}; the only source of such addresses.
   */
  Optional<URI> address(NodeId node);

  /** Whether a certificate, or its whole node, is no longer trusted. */
  boolean isRevoked(NodeId node, String serial);
}
