package org.sbms.kit.peer;

import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.kit.audit.Audit;
import org.sbms.kit.audit.AuditRecord;

/** Writes what the peer port refused into the audit log. */
public final class AuditedSecurityEvents implements SecurityEvents {
  private static final String NOBODY = "unknown";

  private final NodeId self;
  private final Audit audit;

  public AuditedSecurityEvents(NodeId self, Audit audit) {
    this.self = self;
    this.audit = audit;
  }

  @Override
  public void refused(SecurityEvent event) {
    NodeId via = event.peer().isEmpty() ? self : new NodeId(event.peer());
    audit.later(
        new AuditRecord(
            event.at(),
            new Actor(via, event.peer().isEmpty() ? NOBODY : Actor.SYSTEM, NOBODY),
            via,
            "peer-request",
            "",
            event.peer(),
            event.kind(),
            event.address(),
            "",
            event.detail()));
  }
}
