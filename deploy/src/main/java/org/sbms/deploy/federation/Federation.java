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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sbms.contract.NodeId;
import org.sbms.deploy.postgres.NodeDatabase;
import org.sbms.deploy.postgres.PostgresServer;
import org.sbms.deploy.sample.SampleData;

/** A running federation: starts in order, serves commands from other terminals, stops in order. */
public final class Federation implements AutoCloseable {
  /** What a directory holds of a federation; {@code --fresh} deletes this and nothing else. */
  private static final List<String> KEPT =
      List.of("pg", "nodes", "secrets", "logs", "ca.pem", "control", "samples");

  private final Layout layout;
  private final Plan plan;
  private final Setup setup;
  private final Map<NodeId, NodeProcess> nodes = new TreeMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Map<NodeId, PostgresServer> databases = new TreeMap<>();
  private Optional<DirectoryLock> lock = Optional.empty();
  private Optional<Control> control = Optional.empty();
  private boolean closing;

  public Federation(Layout layout, Plan plan, Setup setup) {
    this.layout = layout;
    this.plan = plan;
    this.setup = setup;
    plan.places().forEach(place -> nodes.put(place.node(), new NodeProcess(layout, place, setup)));
  }

  /** Returns when the federation was told to stop and has. */
  public void run(boolean fresh, PrintStream out)
      throws IOException, InterruptedException, SQLException {
    try {
      open(fresh);
      out.println(AddressTable.of(layout, plan));
      out.println("READY");
      out.flush();
      ended.await();
    } finally {
      close();
    }
  }

  /** Returns when all nodes are ready. */
  public void open(boolean fresh) throws IOException, InterruptedException, SQLException {
    layout.create();
    lock = Optional.of(DirectoryLock.take(layout));
    endOrphans();
    if (fresh) {
      deleteAll();
      layout.create();
    }
    setup.prepare(layout);
    Ports.requireFree(plan.places());
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
    control = Optional.of(Control.serve(layout, this::command));
    start();
  }

  private void start() throws IOException, InterruptedException, SQLException {
    startPostgres();
    for (Plan.Place place : plan.places()) {
      PostgresServer server = postgres(place.node());
      NodeDatabase.of(place.node()).ensure(server, layout);
      NodeSettings.write(layout, plan, setup, place, server.port());
    }
    List<NodeProcess> branches =
        plan.branchPlaces().stream().map(place -> node(place.node())).toList();
    Enrolment enrolment = new Enrolment(layout, plan, setup);
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

  private void loadSample(NodeId node) throws SQLException, IOException {
    try (Connection connection = connect(node)) {
      boolean loaded =
          SampleData.loadOnce(
              connection,
              node,
              NodeSettings.ZONE,
              plan.branchPlaces().stream().map(place -> place.node().branch()).toList());
      if (loaded && !node.isCentral()) {
        SampleData.writeUsage(layout.samples(), node.branch(), NodeSettings.ZONE);
      }
    }
  }

  private synchronized void startPostgres() throws IOException, InterruptedException {
    requireOpen();
    if (setup.postgresForEach()) {
      for (NodeId node : nodes.keySet()) {
        databases.put(node, PostgresServer.startFor(node, layout));
      }
    } else {
      PostgresServer shared = PostgresServer.start(layout);
      nodes.keySet().forEach(node -> databases.put(node, shared));
    }
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

  /** The server that holds a node's database. */
  public PostgresServer postgres(NodeId node) {
    return Optional.ofNullable(databases.get(node)).orElseThrow();
  }

  /** A connection of the superuser to a node's database. */
  public Connection connect(NodeId node) throws SQLException {
    return postgres(node).connect(NodeDatabase.of(node).name());
  }

  public boolean isRunning(NodeId node) {
    return node(node).isRunning();
  }

  /** Ends a node by SIGKILL, as a power cut would. */
  public void kill(NodeId node) {
    node(node).kill();
  }

  public void signal(NodeId node, String signal) throws IOException, InterruptedException {
    node(node).signal(signal);
  }

  /** Starts a node that has ended; returns when it is ready. */
  public void restart(NodeId node) throws IOException, InterruptedException {
    launch(node(node));
    node(node).awaitReady();
  }

  public void awaitReady(NodeId node) throws InterruptedException {
    node(node).awaitReady();
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
      restart(node.place().node());
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
  @Override
  public void close() {
    synchronized (this) {
      if (closing) {
        return;
      }
      closing = true;
    }
    List<Thread> stops = new ArrayList<>();
    nodes.values().forEach(node -> stops.add(Thread.ofVirtual().start(node::stop)));
    stops.forEach(Federation::join);
    Set.copyOf(databases.values()).forEach(PostgresServer::close);
    control.ifPresent(Federation::closeQuietly);
    lock.ifPresent(Federation::closeQuietly);
    ended.countDown();
  }

  /** What it held goes with this process at the latest. */
  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception failure) {
      System.err.println("sbms: " + failure.getMessage());
    }
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
      endOrphan(new Plan.Place(branch.node(), branch.title(), 0, 0));
    }
    endOrphan(plan.central());
    PostgresServer.endOrphan(layout);
  }

  private void endOrphan(Plan.Place place) throws IOException, InterruptedException {
    new NodeProcess(layout, place, setup).endOrphan();
    PostgresServer.endOrphanOf(place.node(), layout);
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
