package org.sbms.branch.app;

import java.util.Map;
import java.util.Set;
import org.sbms.branch.payment.DealerLoginWeb;
import org.sbms.branch.payment.DealerLogins;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.web.Web;

/** Dealers' logins. */
final class DealerModule implements BranchModule {
  private final BranchParts parts;
  private final DealerLogins logins;

  DealerModule(BranchParts parts) {
    this.parts = parts;
    this.logins =
        new DealerLogins(
            () -> parts.reference().dealers().on(parts.days().calendar()), parts.clock());
  }

  @Override
  public void register(Operations operations) {
    logins.register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(new DealerLoginWeb(parts.executor(), logins));
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    Set<Permission> assign = Set.of(DealerLogins.ASSIGN);
    return Map.of("manager", assign, "admin", assign);
  }
}
