package org.sbms.kit.peer;

import java.util.Set;
import org.sbms.contract.Actor;
import org.sbms.kit.operation.Permission;

/** What the users of other nodes may do here: this node's own rule, asked on every request. */
public interface PeerPermissions {

  /**
   * @param actor a user of another node, or that node itself; its certificate has been checked
   */
  Set<Permission> of(Actor actor);
}
