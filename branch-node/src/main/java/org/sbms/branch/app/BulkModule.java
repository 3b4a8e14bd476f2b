package org.sbms.branch.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.sbms.branch.bulk.BulkFeature;
import org.sbms.branch.bulk.BulkKind;
import org.sbms.branch.bulk.BulkWeb;
import org.sbms.branch.bulk.BulkWorker;
import org.sbms.branch.customer.Companies;
import org.sbms.branch.reference.ReasonCodes;
import org.sbms.kit.access.RoleRights;
import org.sbms.kit.access.Roles;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.operation.Operations;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.text.Language;
import org.sbms.kit.web.Web;

/** One thing done to many subscribers. */
final class BulkModule implements BranchModule {
  private final BranchParts parts;

  BulkModule(BranchParts parts) {
    this.parts = parts;
  }

  @Override
  public void register(Operations operations) {
    new BulkFeature(parts.clock(), parts.random()).register(operations);
  }

  @Override
  public void addTo(Web web) {
    web.add(
        new BulkWeb(
            parts.self().branch(),
            parts.executor(),
            this::reasons,
            () -> Companies.codes(parts.database())));
  }

  private Map<String, String> reasons(BulkKind kind, Language language) {
    ReasonCodes.Kind reasons =
        switch (kind) {
          case SUSPEND -> ReasonCodes.Kind.SUSPEND;
          case RESUME -> ReasonCodes.Kind.RESUME;
          case TERMINATE -> ReasonCodes.Kind.TERMINATE;
          case CHANGE_PLAN, ADD_SERVICE, REMOVE_SERVICE ->
              throw new IllegalStateException(kind + " needs no reason");
        };
    Map<String, String> options = new LinkedHashMap<>();
    parts
        .reference()
        .reasonCodes()
        .of(reasons, parts.days().calendar())
        .forEach(reason -> options.put(reason.code(), reason.text().in(language)));
    return options;
  }

  @Override
  public void start(ClosingList closing) {
    RoleRights rights = new RoleRights(new Roles(parts.database()));
    closing.adding(
        "bulk",
        new BulkWorker(parts.self(), parts.database(), parts.executor(), rights::of, parts.clock())
            .start());
  }

  @Override
  public Map<String, Set<Permission>> rights() {
    return Map.of("supervisor", Set.of(BulkFeature.RUN), "manager", Set.of(BulkFeature.RUN));
  }
}
