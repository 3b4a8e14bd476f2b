package org.sbms.deploy.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.sbms.contract.NodeId;
import org.sbms.deploy.federation.ChildProcess;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.Layout;

/**
 * A PostgreSQL server for a whole federation or for one node of it, durable as PostgreSQL's
 * defaults are. It listens on the loopback interface only, on a free port of its own that may
 * change with every start of the federation.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Duration START_TIME = Duration.ofSeconds(60);
  private static final Duration STOP_TIME = Duration.ofSeconds(20);
  private static final String SUPERUSER = "postgres";

  /**
   * Waits for the launcher. A line on standard input asks for a stop; its mere end means that the
   * launcher was killed, and then the nodes, which see the same, get two seconds to finish first.
   * SIGINT is PostgreSQL's fast shutdown.
   */
  private static final String KEEPER =
      """
      "$@" & server=$!
      read -r _ || sleep 2
      kill -INT "$server"
      wait "$server"
      """;

  private final PostgresHome home;
  private final Path programs;
  private final int port;
  private ChildProcess process;

  private PostgresServer(PostgresHome home, Path programs, int port) {
    this.home = home;
    this.programs = programs;
    this.port = port;
    this.process = launch();
  }

  /** Returns when the server takes connections; its data is made the first time. */
  public static PostgresServer start(Layout layout) throws IOException, InterruptedException {
    return start(PostgresHome.shared(layout));
  }

  /** The same, for one node alone. */
  public static PostgresServer startFor(NodeId node, Layout layout)
      throws IOException, InterruptedException {
    return start(PostgresHome.of(node, layout));
  }

  private static PostgresServer start(PostgresHome home) throws IOException, InterruptedException {
    Path programs = PostgresBinaries.unpackedIn(home.layout().cache());
    if (!Files.exists(home.data().resolve("PG_VERSION"))) {
      initialise(home, programs);
    }
    PostgresServer server = new PostgresServer(home, programs, freePort());
    server.awaitConnections();
    return server;
  }

  private ChildProcess launch() {
    return ChildProcess.start("PostgreSQL", command(home, programs, port), home.log());
  }

  /** The server and all its backends, at once, as a power cut ends them. */
  public void kill() throws InterruptedException {
    List<ProcessHandle> all = process.descendants().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      ChildProcess.awaitEnd(each, STOP_TIME);
    }
  }

  /** Starts a server that has ended, on the same port; returns when it takes connections. */
  public void restart() throws InterruptedException {
    process.stopByLine("stop", STOP_TIME);
    process = launch();
    awaitConnections();
  }

  /** Sends the server and all its backends a signal. */
  public void signal(String signal) throws IOException, InterruptedException {
    for (ProcessHandle each : process.descendants().toList()) {
      ChildProcess.signal(each, signal);
    }
  }

  public boolean takesConnections() {
    try (Connection _ = connect("postgres")) {
      return true;
    } catch (SQLException away) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  /** A connection of the superuser. */
  public Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", home.layout().secret(SUPERUSER));
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port + "/" + database, properties);
  }

  @Override
  public void close() {
    process.stopByLine("stop", STOP_TIME);
  }

  private static void initialise(PostgresHome home, Path programs)
      throws IOException, InterruptedException {
    home.layout().secret(SUPERUSER);
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.addAll(
        List.of(
            programs.resolve("bin/initdb").toString(),
            "--pgdata=" + home.data(),
            "--username=" + SUPERUSER,
            "--pwfile=" + home.layout().secretFile(SUPERUSER),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()))
            .start();
    if (process.waitFor() != 0) {
      throw new FederationException(
          "PostgreSQL could not make its data directory: see " + home.log());
    }
  }

  private static List<String> command(PostgresHome home, Path programs, int port) {
    List<String> command = new ArrayList<>();
    command.addAll(ChildProcess.ownSession());
    command.addAll(List.of("sh", "-c", KEEPER, "sbms-postgres"));
    command.addAll(asOrdinaryUser());
    command.addAll(
        List.of(
            programs.resolve("bin/postgres").toString(),
            "-D",
            home.data().toString(),
            "-p",
            String.valueOf(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=300",
            "-c",
            "timezone=UTC",
            "-c",
            "log_timezone=UTC"));
    return command;
  }

  /** PostgreSQL refuses to run as root; a user namespace makes root look like anybody. */
  private static List<String> asOrdinaryUser() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    if (ChildProcess.program("unshare").isEmpty()) {
      throw new FederationException(
          "PostgreSQL does not run as root, and unshare (util-linux) is missing: use another user");
    }
    return List.of("unshare", "-U");
  }

  /** A server of a launcher that was killed may still be there, for it stops after its nodes. */
  public static void endOrphan(Layout layout) throws IOException, InterruptedException {
    endOrphan(layout.postgresData());
  }

  /** The same for the server of one node. */
  public static void endOrphanOf(NodeId node, Layout layout)
      throws IOException, InterruptedException {
    endOrphan(layout.postgresData(node));
  }

  private static void endOrphan(Path data) throws IOException, InterruptedException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    Optional<ProcessHandle> orphan =
        lines.isEmpty()
            ? Optional.empty()
            : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    if (orphan.isPresent() && isServerOf(orphan.get(), data)) {
      ChildProcess.signal(orphan.get(), "INT");
      ChildProcess.awaitEnd(orphan.get(), STOP_TIME);
    }
  }

  private static boolean isServerOf(ProcessHandle process, Path data) {
    return process
        .info()
        .arguments()
        .map(arguments -> List.of(arguments).contains(data.toString()))
        .orElse(false);
  }

  private void awaitConnections() throws InterruptedException {
    long deadline = System.nanoTime() + START_TIME.toNanos();
    while (true) {
      try (Connection _ = connect("postgres")) {
        return;
      } catch (SQLException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          close();
          throw new FederationException(
              "PostgreSQL did not start (" + notYet.getMessage() + "): see " + home.log());
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
