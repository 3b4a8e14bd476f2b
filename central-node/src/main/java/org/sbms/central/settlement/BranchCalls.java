package org.sbms.central.settlement;

import java.util.Set;
import java.util.UUID;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Outcome;
import org.sbms.contract.settlement.PostSettlement;
import org.sbms.contract.settlement.ShowSettlement;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Permission;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;

/** What central asks of branches about settlement, as itself. */
final class BranchCalls {
  private static final Permission AT_BRANCH = new Permission("settlement.post");
  private static final Caller CENTRAL =
      new Caller(Actor.system(NodeId.CENTRAL), NodeId.CENTRAL, Set.of());
  private static final OperationSpec<PostSettlement, PostSettlement.Posted> POST =
      OperationSpec.of(
              PostSettlement.NAME, PostSettlement.class, PostSettlement.Posted.class, AT_BRANCH)
          .placedAt(asked -> NodeId.of(asked.branch()))
          .commandElsewhere();
  private static final OperationSpec<ShowSettlement, ShowSettlement.Shown> SHOW =
      OperationSpec.of(
              ShowSettlement.NAME, ShowSettlement.class, ShowSettlement.Shown.class, AT_BRANCH)
          .placedAt(asked -> NodeId.of(asked.branch()))
          .queryElsewhere();

  private final Remote remote;

  BranchCalls(Remote remote) {
    this.remote = remote;
  }

  /**
   * A refusal is stored under its key, so each try has one of its own; that a stage is booked once
   * is the branch's own record.
   */
  Outcome<PostSettlement.Posted> post(PostSettlement message) {
    return remote.call(
        NodeId.of(message.branch()),
        CENTRAL,
        POST,
        Request.command(message, "settlement-" + UUID.randomUUID()));
  }

  Outcome<ShowSettlement.Shown> show(BranchCode branch, String window) {
    return remote.call(
        NodeId.of(branch), CENTRAL, SHOW, Request.query(new ShowSettlement(branch, window)));
  }
}
