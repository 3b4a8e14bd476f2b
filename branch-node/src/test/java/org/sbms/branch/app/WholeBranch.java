package org.sbms.branch.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sbms.branch.directory.BranchTrust;
import org.sbms.branch.directory.EnrolmentConfig;
import org.sbms.branch.reference.TestReference;
import org.sbms.contract.BranchCode;
import org.sbms.contract.NodeId;
import org.sbms.contract.directory.Directory;
import org.sbms.kit.config.Configuration;
import org.sbms.kit.config.NodeConfig;
import org.sbms.kit.db.TestDatabase;
import org.sbms.kit.node.ClosingList;
import org.sbms.kit.operation.Executor;
import org.sbms.kit.peer.CertificateAuthority;
import org.sbms.kit.peer.CredentialFolder;
import org.sbms.kit.peer.DirectoryDocument;

/** A branch as its program wires it, with a peer port and all its features, in this process. */
final class WholeBranch implements AutoCloseable {
  final BranchCode code;
  final TestDatabase test = TestDatabase.with(BranchNode.MIGRATIONS.toArray(String[]::new));
  private final ClosingList closing = new ClosingList();
  private final BranchWiring wiring;

  private WholeBranch(BranchCode code, Path folder, Map<NodeId, Integer> ports) throws IOException {
    this.code = code;
    NodeId self = NodeId.of(code);
    Path file = Files.createTempFile(folder, "branch", ".properties");
    Files.writeString(
        file,
        Map.of(
                "sbms.node.id", code.value(),
                "sbms.node.zone", "Europe/Moscow",
                "sbms.node.directory", folder.toString(),
                "sbms.http.port", "0",
                "sbms.peer.host", "localhost",
                "sbms.peer.port", ports.get(self).toString(),
                "sbms.enrolment.central", "https://localhost:1",
                "sbms.enrolment.authority", "none.pem",
                "sbms.database.uri", test.config().uri(),
                "sbms.database.user", "-")
            .entrySet()
            .stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("\n", "", "\nsbms.database.owner=-\n")));
    List<Class<?>> concerns = new ArrayList<>(BranchNode.CONCERNS);
    concerns.add(NodeConfig.Settings.class);
    Configuration configuration = Configuration.read(Optional.of(file), Map.of(), concerns);
    NodeConfig node = NodeConfig.from(configuration);
    BranchTrust trust = BranchTrust.open(self, folder, EnrolmentConfig.from(configuration));
    this.wiring =
        new BranchWiring(BranchNode.settings(configuration, node, test.config()), trust, closing);
  }

  /** Branches that know each other; no central is there. They serve when {@link #start}ed. */
  static List<WholeBranch> of(Path folder, BranchCode... codes) {
    CertificateAuthority authority =
        CertificateAuthority.openOrCreate(folder.resolve("ca"), Instant::now);
    Map<NodeId, Integer> ports =
        List.of(codes).stream().collect(Collectors.toMap(NodeId::of, _ -> freePort()));
    Directory directory =
        new Directory(
            1,
            Instant.now(),
            ports.entrySet().stream()
                .map(entry ->
                    new Directory.Entry(
                        entry.getKey(),
                        entry.getKey().value(),
                        1,
                        URI.create("https://localhost:" + entry.getValue()),
                        List.of()))
                .toList());
    String signed =
        DirectoryDocument.sign(
            directory, authority.issueNode(NodeId.CENTRAL, List.of("localhost")));
    List<WholeBranch> branches = new ArrayList<>();
    for (BranchCode code : codes) {
      try {
        Path own = Files.createDirectories(folder.resolve(code.value()));
        new CredentialFolder(own, "node")
            .save(authority.issueNode(NodeId.of(code), List.of("localhost")));
        new CredentialFolder(own, "web").save(authority.issueForBrowsers(List.of("localhost")));
        Files.writeString(own.resolve("directory.jws"), signed);
        branches.add(new WholeBranch(code, own, ports));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return branches;
  }

  WholeBranch start() {
    wiring.start();
    return this;
  }

  Executor executor() {
    return wiring.executor();
  }

  void publish(String dataset, String csv) {
    TestReference.publish(test.database(), wiring.reference().cache(), dataset, csv);
  }

  @Override
  public void close() {
    closing.closeAll();
    test.close();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
