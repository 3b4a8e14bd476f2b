package org.sbms.contract;

/**
 * Who acts: a user of one node. It travels with every request that the user causes, however many
 * nodes away.
 *
 * @param node the node whose user this is
 * @param login the user's login there; for the node's own work {@link #SYSTEM}
 * @param role the role the user acts in; a home branch has its own rules by origin and role
 */
public record Actor(NodeId node, String login, String role) {
  public static final String SYSTEM = "system";

  public static Actor system(NodeId node) {
    return new Actor(node, SYSTEM, SYSTEM);
  }
}
