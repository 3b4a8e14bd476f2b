package org.sbms.kit.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sbms.kit.operation.Permission;

/**
 * What each role may, remembered for a short while: asked for every request of another node's user.
 */
public final class RoleRights {
  private static final Duration KEEP = Duration.ofSeconds(10);
  private static final String ALL = "all";

  private final LoadingCache<String, Map<String, Set<Permission>>> cache;

  public RoleRights(Roles roles) {
    this.cache = Caffeine.newBuilder().expireAfterWrite(KEEP).build(_ -> load(roles));
  }

  /** Empty for a role that this node does not know. */
  public Set<Permission> of(String role) {
    return cache.get(ALL).getOrDefault(role, Set.of());
  }

  private static Map<String, Set<Permission>> load(Roles roles) {
    return roles.all().stream()
        .collect(
            Collectors.toMap(
                Roles.Role::name,
                role ->
                    role.permissions().stream()
                        .map(Permission::new)
                        .collect(Collectors.toUnmodifiableSet())));
  }
}
