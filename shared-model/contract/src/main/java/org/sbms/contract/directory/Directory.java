package org.sbms.contract.directory;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.sbms.contract.NodeId;

/**
 * Who belongs to the federation. Central signs it; nodes know each other's addresses from nowhere
 * else.
 *
 * @param version goes up with every change
 */
public record Directory(long version, Instant issuedAt, List<Entry> nodes) {

  public Directory {
    nodes = List.copyOf(nodes);
  }

  /**
   * A node.
   *
   * @param region its number, which stands in its account numbers; 0 for central
   * @param peerAddress {@code https://host:port} of its peer port
   * @param revoked serials, hexadecimal, of certificates that are no longer trusted and have not
   *     expired yet
   */
  public record Entry(NodeId node, String name, int region, URI peerAddress, List<String> revoked) {

    public Entry {
      revoked = List.copyOf(revoked);
    }
  }
}
