package org.sbms.deploy.federation;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbms.contract.NodeId;
import org.sbms.deploy.postgres.NodeDatabase;
import org.sbms.deploy.postgres.PostgresServer;
import org.sbms.deploy.sample.SampleData;

/** A running federation: starts in order, serves commands from other terminals, stops in order. */
public final class Federation {
  /** What a directory holds of a federation; {@code --fresh} deletes this and nothing else. */
  private static final List<String> KEPT =
      List.of("pg", "nodes", "secrets", "logs", "ca.pem", "control");

  private final Layout layout;
  private final Plan plan;
  private final PrintStream out;
  private final Map<NodeId, NodeProcess> nodes = new TreeMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private Optional<PostgresServer> postgres = Optional.empty();
  private boolean closing;

  public Federation(Layout layout, Plan plan, PrintStream out) {
    this.layout = layout;
    this.plan = plan;
    this.out = out;
    plan.places().forEach(place -> nodes.put(place.node(), new NodeProcess(layout, place)));
  }

  /** Returns when the federation was told to stop and has. */
  public void run(boolean fresh) throws IOException, InterruptedException, SQLException {
    layout.create();
    try (DirectoryLock _ = DirectoryLock.take(layout)) {
      endOrphans();
      if (fresh) {
        deleteAll();
        layout.create();
      }
      Ports.requireFree(plan.places());
      Thread hook = new Thread(this::close, "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      try (Control _ = Control.serve(layout, this::command)) {
        start();
        out.println(AddressTable.of(layout, plan));
        out.println("READY");
        out.flush();
        ended.await();
      } finally {
        close();
      }
    }
  }

  private void start() throws IOException, InterruptedException, SQLException {
    startPostgres();
    for (Plan.Place place : plan.places()) {
      NodeDatabase.of(place.node()).ensure(postgres.orElseThrow(), layout);
      NodeSettings.write(layout, plan, place, postgres.orElseThrow().port());
    }
    List<NodeProcess> branches =
        plan.branchPlaces().stream().map(place -> node(place.node())).toList();
    Enrolment enrolment = new Enrolment(layout, plan);
    boolean members = enrolment.isComplete();
    launch(node(NodeId.CENTRAL));
    if (members) {
      launch(branches);
    }
    node(NodeId.CENTRAL).awaitReady();
    loadSample(NodeId.CENTRAL);
    Files.copy(layout.centralAuthority(), layout.authority(), StandardCopyOption.REPLACE_EXISTING);
    if (!members) {
      enrolment.prepareBranches();
      launch(branches);
    }
    for (NodeProcess branch : branches) {
      branch.awaitReady();
      loadSample(branch.place().node());
    }
  }

  private void loadSample(NodeId node) throws SQLException {
    try (Connection connection = postgres.orElseThrow().connect(NodeDatabase.of(node).name())) {
      SampleData.loadOnce(
          connection,
          node,
          NodeSettings.ZONE,
          plan.branchPlaces().stream().map(place -> place.node().branch()).toList());
    }
  }

  private synchronized void startPostgres() throws IOException, InterruptedException {
    requireOpen();
    postgres = Optional.of(PostgresServer.start(layout));
  }

  private void launch(List<NodeProcess> all) throws IOException {
    for (NodeProcess node : all) {
      launch(node);
    }
  }

  private synchronized void launch(NodeProcess node) throws IOException {
    requireOpen();
    node.launch();
  }

  private void requireOpen() {
    if (closing) {
      throw new FederationException("stopped while starting");
    }
  }

  /** The answer to a command from another terminal. */
  private String command(List<String> words) {
    String verb = words.isEmpty() ? "" : words.getFirst();
    return switch (verb) {
      case "stop" -> stop(node(words));
      case "start" -> start(node(words));
      case "nodes" -> listNodes();
      default -> throw new FederationException("unknown command " + verb);
    };
  }

  private String stop(NodeProcess node) {
    if (!node.isRunning()) {
      return node.place().node() + " is not running";
    }
    node.stop();
    return node.place().node() + " stopped";
  }

  private String start(NodeProcess node) {
    if (node.isRunning()) {
      return node.place().node() + " is already running";
    }
    try {
      launch(node);
      node.awaitReady();
      return node.place().node() + " is ready on " + node.place().address();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new FederationException("stopped while starting");
    }
  }

  /** A line a node: its name, port and process, 0 for none. */
  private String listNodes() {
    return plan.places().stream()
        .map(place ->
            "%s %d %d".formatted(place.node(), place.port(), node(place.node()).pid().orElse(0L)))
        .collect(Collectors.joining("\n"));
  }

  private NodeProcess node(List<String> words) {
    String name = words.size() == 2 ? words.get(1) : "";
    return plan.places().stream()
        .filter(place -> place.node().value().equalsIgnoreCase(name))
        .findFirst()
        .map(place -> node(place.node()))
        .orElseThrow(() ->
            new FederationException(
                "no node %s here; there are %s"
                    .formatted(
                        name,
                        plan.places().stream()
                            .map(place -> place.node().value())
                            .collect(Collectors.joining(", ")))));
  }

  private NodeProcess node(NodeId id) {
    return Optional.ofNullable(nodes.get(id)).orElseThrow();
  }

  /** Nodes first, all at once; the database when nobody needs it any more. */
  private void close() {
    synchronized (this) {
      if (closing) {
        return;
      }
      closing = true;
    }
    List<Thread> stops = new ArrayList<>();
    nodes.values().forEach(node -> stops.add(Thread.ofVirtual().start(node::stop)));
    stops.forEach(Federation::join);
    postgres.ifPresent(PostgresServer::close);
    ended.countDown();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void endOrphans() throws IOException, InterruptedException {
    for (SampleBranch branch : SampleBranch.values()) {
      new NodeProcess(layout, new Plan.Place(branch.node(), branch.title(), 0, 0)).endOrphan();
    }
    new NodeProcess(layout, plan.central()).endOrphan();
    PostgresServer.endOrphan(layout);
  }

  private void deleteAll() throws IOException {
    for (String name : KEPT) {
      Path path = layout.directory().resolve(name);
      if (Files.exists(path)) {
        deleteAll(path);
      }
    }
  }

  private static void deleteAll(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
