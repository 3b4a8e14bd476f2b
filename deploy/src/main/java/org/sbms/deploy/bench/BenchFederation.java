package org.sbms.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbms.contract.NodeId;
import org.sbms.deploy.cli.Sbms;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.Layout;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.federation.Ports;
import org.sbms.deploy.federation.RunningFederation;
import org.sbms.deploy.postgres.NodeDatabase;
import org.sbms.deploy.sample.SampleUsers;

/**
 * A federation of its own for one benchmark: {@code up} in a process of its own, as an operator
 * starts it, in a directory that goes when the benchmark ends.
 */
final class BenchFederation implements AutoCloseable {
  private static final Duration START_TIME = Duration.ofSeconds(240);
  private static final Duration STOP_TIME = Duration.ofSeconds(40);
  private static final int POLL_MS = 10;

  private final Layout layout;
  private final int port;
  private final int branches;
  private final Path log;
  private Process launcher;
  private Duration startTook;

  private BenchFederation(Layout layout, int port, int branches) throws IOException {
    this.layout = layout;
    this.port = port;
    this.branches = branches;
    this.log = layout.directory().resolve("up.log");
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopLauncher, "stop-federation"));
    this.launcher = launch();
    this.startTook = awaitReady();
  }

  /** Ready when it returns. Without a port it finds free ones. */
  static BenchFederation start(int branches, Optional<Integer> port) throws IOException {
    Path directory = Files.createTempDirectory("sbms-bench-");
    int first = port.isPresent() ? port.get() : Ports.findFree(branches + 1);
    return new BenchFederation(Layout.at(directory), first, branches);
  }

  /** From the start of the launcher's process to its READY. */
  Duration startTook() {
    return startTook;
  }

  /** Stops all of it and starts it again on the same data. */
  void restart() throws IOException {
    stopLauncher();
    launcher = launch();
    startTook = awaitReady();
  }

  Layout layout() {
    return layout;
  }

  int port(String node) {
    return node.equals(NodeId.CENTRAL.value())
        ? port
        : port + List.of("NW", "SO", "UR", "FE", "CE", "VO", "SI", "KA").indexOf(node) + 1;
  }

  List<String> nodes() {
    List<String> nodes = new ArrayList<>(List.of(NodeId.CENTRAL.value()));
    nodes.addAll(List.of("NW", "SO", "UR", "FE", "CE", "VO", "SI", "KA").subList(0, branches));
    return nodes;
  }

  NodeApi as(String login, String node) throws IOException, InterruptedException {
    return NodeApi.of(layout.authority(), port(node)).as(login, SampleUsers.PASSWORD);
  }

  void stopNode(String node) {
    RunningFederation.on(layout).stop(node);
  }

  void startNode(String node) {
    RunningFederation.on(layout).start(node);
  }

  long pidOf(String node) throws IOException {
    return Long.parseLong(Files.readString(layout.node(new NodeId(node)).resolve("pid")).strip());
  }

  /** The superuser's connection to a node's database. */
  Connection connect(String node) throws IOException, SQLException {
    return connectTo(NodeDatabase.of(new NodeId(node)).name());
  }

  Connection connectTo(String database) throws IOException, SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + postgresPort() + "/" + database,
        superuser(),
        superuserPassword());
  }

  String superuser() {
    return "postgres";
  }

  String superuserPassword() {
    return layout.secret(superuser());
  }

  /** Told by PostgreSQL's own note of how it runs. */
  int postgresPort() throws IOException {
    return Integer.parseInt(postmaster().get(3).strip());
  }

  long postgresPid() throws IOException {
    return Long.parseLong(postmaster().getFirst().strip());
  }

  private List<String> postmaster() throws IOException {
    return Files.readAllLines(layout.postgresData().resolve("postmaster.pid"));
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classpath(),
                Sbms.class.getName(),
                "up",
                "--branches",
                String.valueOf(branches),
                "--port",
                String.valueOf(port),
                "--data",
                layout.directory().toString()))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static String classpath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private Duration awaitReady() throws IOException {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < START_TIME.toNanos()) {
      if (Files.exists(log) && Files.readAllLines(log).contains("READY")) {
        return Duration.ofNanos(System.nanoTime() - begun);
      }
      if (!launcher.isAlive()) {
        break;
      }
      pause();
    }
    String said = Files.readString(log);
    close();
    throw new FederationException("the federation did not start:\n" + said);
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new FederationException("stopped while starting");
    }
  }

  private synchronized void stopLauncher() {
    Process running = launcher;
    running.destroy();
    try {
      if (!running.waitFor(STOP_TIME.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    stopLauncher();
    try (Stream<Path> paths = Files.walk(layout.directory())) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
