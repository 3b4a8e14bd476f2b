package org.sbms.branch.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.contract.directory.Directory;
import org.sbms.contract.directory.Enrolment;
import org.sbms.contract.directory.PullDirectory;
import org.sbms.contract.directory.RenewCertificate;
import org.sbms.contract.directory.RenewCertificate.Certificates;
import org.sbms.contract.directory.ReportHealth;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Remote;
import org.sbms.kit.operation.Request;
import org.sbms.kit.peer.CertificateAuthority;
import org.sbms.kit.peer.CertificateRequest;
import org.sbms.kit.peer.Credential;
import org.sbms.kit.peer.DirectoryDocument;
import org.sbms.kit.peer.Pem;

/** What a branch keeps of the federation's trust, and how it keeps it fresh. */
class BranchTrustTest {
  private static final NodeId NW = new NodeId("NW");

  @TempDir Path centralFolder;
  @TempDir Path folder;
  private CertificateAuthority authority;
  private Credential central;
  private BranchTrust trust;

  @BeforeEach
  void enrol() {
    authority = CertificateAuthority.openOrCreate(centralFolder, InstantSource.system());
    central = authority.issueNode(NodeId.CENTRAL, List.of());
    trust =
        BranchTrust.open(
            NW,
            folder,
            (node, web) -> new Enrolment.Accepted(sign(node, web), directory(1, central)));
  }

  private Certificates sign(String node, String web) {
    try {
      return new Certificates(
          Pem.of(authority.signNode(node, NW, List.of())),
          Pem.of(authority.signForBrowsers(web, NW, List.of())),
          Pem.of(authority.root()));
    } catch (CertificateRequest.BadRequest bad) {
      throw new IllegalStateException(bad);
    }
  }

  private static String directory(long version, Credential signer) {
    return DirectoryDocument.sign(
        new Directory(
            version,
            Instant.now(),
            List.of(
                new Directory.Entry(
                    NodeId.CENTRAL, "Central", 0, URI.create("https://localhost:1"), List.of()))),
        signer);
  }

  @Test
  void afterEnrolmentItStartsAgainWithoutCentral() {
    BranchTrust again =
        BranchTrust.open(
            NW,
            folder,
            (_, _) -> {
              throw new AssertionError("asked central again");
            });
    assertThat(again.node().current()).isEqualTo(trust.node().current());
    assertThat(again.web().current()).isEqualTo(trust.web().current());
    assertThat(again.directory().version()).isEqualTo(1);
    assertThat(again.directory().address(NodeId.CENTRAL)).isPresent();
  }

  @Test
  void itKeepsTheNewestDirectoryOnDiskAndNeverGoesBack() {
    assertThat(trust.accept(directory(3, central))).isTrue();
    assertThat(trust.accept(directory(2, central))).isFalse();
    assertThat(BranchTrust.open(NW, folder, (_, _) -> null).directory().version()).isEqualTo(3);
  }

  @Test
  void aDirectoryThatCentralDidNotSignIsRefused() {
    Credential branch = authority.issueNode(new NodeId("SO"), List.of());
    Credential impostor =
        CertificateAuthority.openOrCreate(folder.resolve("x"), InstantSource.system())
            .issueNode(NodeId.CENTRAL, List.of());
    String genuine = directory(9, central);
    String altered = genuine.substring(0, genuine.length() - 6) + "AAAAAA";
    for (String bad :
        List.of(directory(9, branch), directory(9, impostor), altered, "nonsense", "")) {
      assertThatThrownBy(() -> trust.accept(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(trust.directory().version()).isEqualTo(1);
  }

  @Test
  void aRenewedCredentialIsInUseAtOnceAndAfterARestart() {
    Credential before = trust.node().current();
    List<Credential> told = new ArrayList<>();
    trust.node().onChange(told::add);
    feature(new FakeCentral()).renew();
    assertThat(trust.node().current()).isNotEqualTo(before);
    assertThat(trust.node().current().key()).isNotEqualTo(before.key());
    assertThat(told).containsExactly(trust.node().current());
    assertThat(BranchTrust.open(NW, folder, (_, _) -> null).node().current())
        .isEqualTo(trust.node().current());
  }

  @Test
  void aRefusedRenewalLeavesTheOldCredential() {
    Credential before = trust.node().current();
    FakeCentral down = new FakeCentral();
    down.isDown = true;
    feature(down).renew();
    assertThat(trust.node().current()).isEqualTo(before);
  }

  @Test
  void aReportThatTellsOfANewerDirectoryMakesItPull() {
    FakeCentral asked = new FakeCentral();
    try (DirectoryFeature feature = feature(asked)) {
      feature.start();
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(trust.directory().version()).isEqualTo(5));
      assertThat(asked.lastReport.get().journalHead()).isEqualTo(11);
      assertThat(asked.lastReport.get().outboxDepth()).isEqualTo(2);
    }
  }

  private DirectoryFeature feature(FakeCentral asked) {
    return new DirectoryFeature(
        NW,
        trust,
        asked,
        () -> new DirectoryFeature.Vitals(11, 2, 7),
        "test",
        InstantSource.system());
  }

  private final class FakeCentral implements Remote {
    private final AtomicReference<ReportHealth> lastReport = new AtomicReference<>();
    private boolean isDown;

    @Override
    @SuppressWarnings("unchecked")
    public <O extends Operation<R>, R> Outcome<R> call(
        NodeId node, Caller caller, OperationSpec<O, R> spec, Request<R> request) {
      if (isDown) {
        return Outcome.refused(RefusalCode.UNREACHABLE, "down");
      }
      return (Outcome<R>)
          Outcome.done(
              switch (request.operation()) {
                case ReportHealth report -> {
                  lastReport.set(report);
                  yield new ReportHealth.Noted(5);
                }
                case PullDirectory _ -> new PullDirectory.Signed(directory(5, central));
                case RenewCertificate renewal -> sign(renewal.nodeRequest(), renewal.webRequest());
                default -> throw new IllegalStateException(spec.name());
              });
    }
  }
}
