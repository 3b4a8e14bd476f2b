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
import org.sbms.deploy.federation.ChildProcess;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.federation.Layout;

/**
 * One PostgreSQL server for a whole federation, durable as PostgreSQL's defaults are. It listens on
 * the loopback interface only, on a free port of its own that may change with every start.
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

  private final Layout layout;
  private final int port;
  private final ChildProcess process;

  private PostgresServer(Layout layout, int port, ChildProcess process) {
    this.layout = layout;
    this.port = port;
    this.process = process;
  }

  /** Returns when the server takes connections; its data is made the first time. */
  public static PostgresServer start(Layout layout) throws IOException, InterruptedException {
    Path programs = PostgresBinaries.unpackedIn(layout.cache());
    if (!Files.exists(layout.postgresData().resolve("PG_VERSION"))) {
      initialise(layout, programs);
    }
    int port = freePort();
    ChildProcess process =
        ChildProcess.start("PostgreSQL", command(layout, programs, port), layout.log("postgres"));
    PostgresServer server = new PostgresServer(layout, port, process);
    server.awaitConnections();
    return server;
  }

  public int port() {
    return port;
  }

  /** A connection of the superuser. */
  public Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", layout.secret(SUPERUSER));
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port + "/" + database, properties);
  }

  @Override
  public void close() {
    process.stopByLine("stop", STOP_TIME);
  }

  private static void initialise(Layout layout, Path programs)
      throws IOException, InterruptedException {
    layout.secret(SUPERUSER);
    List<String> command = new ArrayList<>(asOrdinaryUser());
    command.addAll(
        List.of(
            programs.resolve("bin/initdb").toString(),
            "--pgdata=" + layout.postgresData(),
            "--username=" + SUPERUSER,
            "--pwfile=" + layout.secretFile(SUPERUSER),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C"));
    Path log = layout.log("postgres");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (process.waitFor() != 0) {
      throw new FederationException("PostgreSQL could not make its data directory: see " + log);
    }
  }

  private static List<String> command(Layout layout, Path programs, int port) {
    List<String> command = new ArrayList<>();
    command.addAll(ChildProcess.ownSession());
    command.addAll(List.of("sh", "-c", KEEPER, "sbms-postgres"));
    command.addAll(asOrdinaryUser());
    command.addAll(
        List.of(
            programs.resolve("bin/postgres").toString(),
            "-D",
            layout.postgresData().toString(),
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
    Path file = layout.postgresData().resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    Optional<ProcessHandle> orphan =
        lines.isEmpty()
            ? Optional.empty()
            : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    if (orphan.isPresent() && isServerOf(orphan.get(), layout)) {
      ChildProcess.signal(orphan.get(), "INT");
      ChildProcess.awaitEnd(orphan.get(), STOP_TIME);
    }
  }

  private static boolean isServerOf(ProcessHandle process, Layout layout) {
    return process
        .info()
        .arguments()
        .map(arguments -> List.of(arguments).contains(layout.postgresData().toString()))
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
              "PostgreSQL did not start ("
                  + notYet.getMessage()
                  + "): see "
                  + layout.log("postgres"));
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
