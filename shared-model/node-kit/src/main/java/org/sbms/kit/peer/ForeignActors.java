package org.sbms.kit.peer;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sbms.contract.Actor;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;

/**
 * The rule of the house: nobody from elsewhere may more than the operations that are open to peers
 * ask for. Within that, a person may what the same role may here; a node's own work may all but
 * what is kept for central; central's own work may all, and of that a person of central what the
 * same role may here. Some rights belong to every branch as such: a credit for money that another
 * branch has already taken must not wait for a role to be known here.
 */
public final class ForeignActors implements PeerPermissions {
  /** Other nodes name the roles, so there may be any number of them. */
  private static final int MAX_ROLES = 1_000;

  private final Operations operations;
  private final Function<String, Set<Permission>> roles;
  private final Set<Permission> keptForCentral;
  private final Set<Permission> ofEveryBranch;
  private final ConcurrentMap<Who, Known> known =
      Caffeine.newBuilder().maximumSize(MAX_ROLES).<Who, Known>build().asMap();

  private record Who(boolean central, String role) {}

  private record Known(Set<Permission> granted, int operations, Set<Permission> permissions) {}

  /**
   * @param roles what a role may at this node; empty for a role unknown here
   * @param keptForCentral such as pulling the whole journal
   * @param ofEveryBranch what any person of a branch may, whatever the role
   */
  public ForeignActors(
      Operations operations,
      Function<String, Set<Permission>> roles,
      Set<Permission> keptForCentral,
      Set<Permission> ofEveryBranch) {
    this.operations = operations;
    this.roles = roles;
    this.keptForCentral = Set.copyOf(keptForCentral);
    this.ofEveryBranch = Set.copyOf(ofEveryBranch);
  }

  @Override
  public Set<Permission> of(Actor actor) {
    boolean central = actor.node().isCentral();
    Set<Permission> granted =
        actor.role().equals(Actor.SYSTEM) ? Set.of() : roles.apply(actor.role());
    // Asked on every request, and worked out anew only when operations or the role changed.
    return known.compute(
            new Who(central, actor.role()),
            (who, before) ->
                before != null
                        && before.granted == granted
                        && before.operations == operations.all().size()
                    ? before
                    : new Known(granted, operations.all().size(), workOut(who, granted)))
        .permissions;
  }

  private Set<Permission> workOut(Who who, Set<Permission> ofRole) {
    Set<Permission> open =
        operations.all().stream()
            .filter(OperationSpec::openToPeers)
            .map(OperationSpec::permission)
            .filter(permission -> who.central || !keptForCentral.contains(permission))
            .collect(Collectors.toSet());
    if (!who.role.equals(Actor.SYSTEM)) {
      Set<Permission> granted = new HashSet<>(ofRole);
      if (!who.central) {
        granted.addAll(ofEveryBranch);
      }
      open.retainAll(granted);
    }
    return Set.copyOf(open);
  }
}
