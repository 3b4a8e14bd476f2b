package org.sbms.central.branches;

import java.util.Set;
import java.util.UUID;
import org.sbms.contract.Actor;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.directory.PullDirectory;
import org.sbms.contract.directory.RenewCertificate;
import org.sbms.contract.directory.ReportHealth;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Request;
import org.sbms.kit.peer.Credentials;
import org.sbms.kit.peer.HeldDirectory;
import org.sbms.kit.peer.PeerClient;
import org.sbms.kit.peer.PeerClientConfig;

/** An enrolled branch, as far as central can tell. */
final class Member implements AutoCloseable {
  static final OperationSpec<ReportHealth, ReportHealth.Noted> REPORT =
      OperationSpec.of(
              ReportHealth.NAME,
              ReportHealth.class,
              ReportHealth.Noted.class,
              BranchPermissions.MEMBER)
          .queryElsewhere();
  static final OperationSpec<PullDirectory, PullDirectory.Signed> PULL =
      OperationSpec.of(
              PullDirectory.NAME,
              PullDirectory.class,
              PullDirectory.Signed.class,
              BranchPermissions.MEMBER)
          .queryElsewhere();
  static final OperationSpec<RenewCertificate, RenewCertificate.Certificates> RENEW =
      OperationSpec.of(
              RenewCertificate.NAME,
              RenewCertificate.class,
              RenewCertificate.Certificates.class,
              BranchPermissions.MEMBER)
          .commandElsewhere();

  final NodeId id;
  final Credentials credentials;
  final HeldDirectory directory;
  private final PeerClient client;

  Member(TestCentral central, NodeId id, Credentials credentials, HeldDirectory directory) {
    this.id = id;
    this.credentials = credentials;
    this.directory = directory;
    this.client =
        new PeerClient(central.local(id, credentials, directory), PeerClientConfig.defaults());
  }

  <O extends Operation<R>, R> Outcome<R> ask(OperationSpec<O, R> spec, Operation<R> operation) {
    Caller own = new Caller(Actor.system(id), id, Set.of());
    String key = spec.isQuery() ? "" : UUID.randomUUID().toString();
    return client.call(NodeId.CENTRAL, own, spec, new Request<>(operation, key));
  }

  @Override
  public void close() {
    client.close();
  }
}
