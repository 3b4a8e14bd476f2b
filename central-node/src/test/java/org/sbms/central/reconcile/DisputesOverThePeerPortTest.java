package org.sbms.central.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sbms.central.settlement.SettlementPermissions;
import org.sbms.contract.Actor;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.Operation;
import org.sbms.contract.Outcome;
import org.sbms.contract.PeerCall;
import org.sbms.contract.PeerReply;
import org.sbms.contract.settlement.OwnDisputes;
import org.sbms.contract.settlement.OwnDisputes.AnswerOwnDispute;
import org.sbms.contract.settlement.OwnDisputes.Dispute;
import org.sbms.contract.settlement.OwnDisputes.DisputeOwnLine;
import org.sbms.contract.settlement.OwnDisputes.State;
import org.sbms.contract.settlement.OwnDisputes.WithdrawOwnDispute;
import org.sbms.contract.settlement.OwnWindows;
import org.sbms.contract.settlement.OwnWindows.ListOwnLines;
import org.sbms.kit.json.Json;
import org.sbms.kit.operation.Caller;
import org.sbms.kit.operation.OperationSpec;
import org.sbms.kit.operation.Request;
import org.sbms.kit.peer.CertificateAuthority;
import org.sbms.kit.peer.Credentials;
import org.sbms.kit.peer.ForeignActors;
import org.sbms.kit.peer.LocalNode;
import org.sbms.kit.peer.MemoryReplayGuard;
import org.sbms.kit.peer.PeerClient;
import org.sbms.kit.peer.PeerClientConfig;
import org.sbms.kit.peer.PeerDirectory;
import org.sbms.kit.peer.PeerServer;
import org.sbms.kit.peer.PeerServerConfig;
import org.sbms.kit.peer.SecurityEvents.SecurityEvent;

/**
 * Finance of three branches at central's own peer port: mutual TLS, tokens and central's rights as
 * in production; only the processes are missing.
 */
class DisputesOverThePeerPortTest {
  private static final BranchCode SO = new BranchCode("SO");

  @TempDir Path folder;
  private final FakeFederation federation = new FakeFederation();
  private final Vertx vertx = Vertx.vertx();
  private final Map<NodeId, URI> addresses = new ConcurrentHashMap<>();
  private final List<SecurityEvent> refused = new CopyOnWriteArrayList<>();
  private final List<PeerClient> clients = new ArrayList<>();
  private CertificateAuthority authority;
  private PeerServer central;

  @BeforeEach
  void nwTookMoneyForSoAndSoForUr() {
    federation.nw.take(federation.so, 500_00);
    federation.so.take(federation.ur, 70_00);
    federation.reconcile();
    authority = CertificateAuthority.openOrCreate(folder, InstantSource.system());
    central =
        new PeerServer(
            local(NodeId.CENTRAL),
            new PeerServerConfig("127.0.0.1", 0, 1, 64, 5_000, java.time.Duration.ofSeconds(20)),
            federation.operations,
            new ForeignActors(
                federation.operations,
                role ->
                    role.equals("accountant")
                        ? Set.of(SettlementPermissions.VIEW_OWN, SettlementPermissions.DISPUTE_OWN)
                        : Set.of(),
                Set.of(),
                Set.of()),
            federation.executor::begin,
            new MemoryReplayGuard(),
            refused::add);
    int port = central.start().await();
    addresses.put(NodeId.CENTRAL, URI.create("https://localhost:" + port));
  }

  @AfterEach
  void close() {
    clients.forEach(PeerClient::close);
    central.stop().await();
    vertx.close().await();
    federation.close();
  }

  @Test
  void aBranchReachesItsOwnLinesAndDisputesAndNoOthers() {
    PeerClient nw = client("NW");
    PeerClient so = client("SO");
    PeerClient ur = client("UR");

    assertThat(lines(ur, "UR")).as("what UR is shown").isEqualTo("UR 1");
    assertThat(lines(nw, "NW")).isEqualTo("SO 1");
    assertThat(raise(ur, "UR", "accountant"))
        .isEqualTo("not-found: The line is none of that branch.");

    assertThat(raise(nw, "NW", "accountant")).isEqualTo("RAISED");

    assertThat(run(ur, "UR", "accountant", OwnDisputes.ANSWER, new AnswerOwnDispute(1, "Ours")))
        .isEqualTo("not-found: There is no such dispute.");
    assertThat(run(ur, "UR", "accountant", OwnDisputes.WITHDRAW, new WithdrawOwnDispute(1)))
        .isEqualTo("not-found: There is no such dispute.");
    assertThat(run(nw, "NW", "accountant", OwnDisputes.ANSWER, new AnswerOwnDispute(1, "Ours")))
        .isEqualTo("forbidden: This is for the other branch to do.");
    assertThat(run(so, "SO", "accountant", OwnDisputes.ANSWER, new AnswerOwnDispute(1, "Ours")))
        .isEqualTo(State.ANSWERED.name());
    assertThat(refused).isEmpty();
  }

  @Test
  void aRoleThatCentralGivesNothingIsRefusedByCentralHowever() {
    PeerClient nw = client("NW");
    assertThat(raise(nw, "NW", "cashier")).startsWith("forbidden");
    assertThat(raise(nw, "NW", "invented")).startsWith("forbidden");
    assertThat(lines(client("UR"), "UR")).isEqualTo("UR 1");
  }

  @Test
  void aBranchCannotSpeakForAnotherBranchsAccountant() {
    PeerClient ur = client("UR");
    Actor nina = caller("NW", "accountant").actor();
    PeerCall forged =
        new PeerCall(
            OwnDisputes.RAISE,
            1,
            "forged-1",
            nina,
            Instant.now().plusSeconds(10),
            Json.tree(new DisputeOwnLine("1", SO, 1, "Not ours")));

    PeerReply byNina = ur.send(NodeId.CENTRAL, nina, List.of(forged)).await().getFirst();
    PeerReply byUr =
        ur.send(NodeId.CENTRAL, Actor.system(new NodeId("UR")), List.of(forged)).await().getFirst();

    assertThat(List.of(byNina.status(), byUr.status())).containsOnly(PeerReply.Status.UNKNOWN);
    assertThat(refused).as("both are remembered").hasSize(2);
    assertThat(raise(client("NW"), "NW", "accountant")).as("nothing was done").isEqualTo("RAISED");
  }

  @Test
  void aCertificateOfAnotherAuthorityDoesNotGetThatFar() {
    authority = CertificateAuthority.openOrCreate(folder.resolve("x"), InstantSource.system());
    assertThat(raise(client("NW"), "NW", "accountant")).startsWith("branch-unreachable");
  }

  private String raise(PeerClient branch, String speaksFor, String role) {
    return run(
        branch, speaksFor, role, OwnDisputes.RAISE, new DisputeOwnLine("1", SO, 1, "Not ours"));
  }

  private String lines(PeerClient branch, String code) {
    Outcome<OwnWindows.Lines> found =
        branch.call(
            NodeId.CENTRAL,
            caller(code, "accountant"),
            OperationSpec.of(
                    OwnWindows.LINES,
                    ListOwnLines.class,
                    OwnWindows.Lines.class,
                    SettlementPermissions.VIEW_OWN)
                .placedAt(_ -> NodeId.CENTRAL)
                .queryElsewhere(),
            Request.query(new ListOwnLines("1", "", "", "", 0, 10)));
    return found instanceof Outcome.Done<OwnWindows.Lines>(OwnWindows.Lines lines)
        ? lines.items().stream()
            .map(line -> line.home() + " " + line.homeNumber())
            .reduce("", (a, b) -> (a + " " + b).strip())
        : found.toString();
  }

  private <O extends Operation<Dispute>> String run(
      PeerClient branch, String speaksFor, String role, String name, O command) {
    @SuppressWarnings("unchecked")
    OperationSpec<O, Dispute> spec =
        OperationSpec.of(
                name,
                (Class<O>) command.getClass(),
                Dispute.class,
                SettlementPermissions.DISPUTE_OWN)
            .placedAt(_ -> NodeId.CENTRAL)
            .commandElsewhere();
    return switch (branch.call(
        NodeId.CENTRAL,
        caller(speaksFor, role),
        spec,
        Request.command(command, UUID.randomUUID().toString()))) {
      case Outcome.Done<Dispute>(Dispute dispute) -> dispute.state().name();
      case Outcome.Refused<Dispute>(var refusal) -> refusal.code().code() + ": " + refusal.detail();
      case Outcome.Unknown<Dispute>(String why) -> why;
    };
  }

  private static Caller caller(String code, String role) {
    NodeId node = new NodeId(code);
    return new Caller(
        new Actor(node, "nina", role),
        node,
        Set.of(SettlementPermissions.VIEW_OWN, SettlementPermissions.DISPUTE_OWN));
  }

  private PeerClient client(String code) {
    PeerClient client = new PeerClient(local(new NodeId(code)), PeerClientConfig.defaults());
    clients.add(client);
    return client;
  }

  private LocalNode local(NodeId node) {
    return new LocalNode(
        node,
        vertx,
        new Credentials(authority.issueNode(node, List.of())),
        new Directory(),
        new SimpleMeterRegistry(),
        Clock.systemUTC());
  }

  private final class Directory implements PeerDirectory {
    @Override
    public Optional<URI> address(NodeId node) {
      return Optional.ofNullable(addresses.get(node));
    }

    @Override
    public boolean isRevoked(NodeId node, String serial) {
      return false;
    }
  }
}
