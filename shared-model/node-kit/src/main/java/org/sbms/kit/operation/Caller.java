package org.sbms.kit.operation;

import java.util.Set;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;

/**
 * Who asks, and what they may.
 *
 * @param actor the user, or the node itself
 * @param via the node that the request came from: this node for its own users, else the peer whose
 *     certificate was checked
 * @param permissions what the actor may do here, by this node's own rules
 * @param certificate serial number of the peer's certificate; empty for this node's own users
 */
public record Caller(Actor actor, NodeId via, Set<Permission> permissions, String certificate) {

  public Caller(Actor actor, NodeId via, Set<Permission> permissions) {
    this(actor, via, permissions, "");
  }

  public Caller {
    permissions = Set.copyOf(permissions);
  }

  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }
}
