package org.sbms.branch.app;

import java.util.Map;
import java.util.Set;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/**
 * A subject's place in a branch: what its features register, show and do by the clock, and who may.
 * {@link BranchModules} lists them; what one needs from another it gets through its constructor.
 */
interface BranchModule {
  void register(Operations operations);

  default void addTo(Web web) {}

  /** Starts what runs by the clock; the node serves already. */
  default void start(ClosingList closing) {}

  /** What each role may besides what {@link BranchRoles} gives it; roles by their names there. */
  default Map<String, Set<Permission>> rights() {
    return Map.of();
  }

  /** Rights that no other branch has here, whatever the role; central may. */
  default Set<Permission> keptForCentral() {
    return Set.of();
  }
}
