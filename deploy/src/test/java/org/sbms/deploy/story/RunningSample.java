package org.sbms.deploy.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.sbms.branch.app.BranchNode;
import org.sbms.contract.NodeId;
import org.sbms.deploy.cli.Sbms;
import org.sbms.deploy.federation.Layout;
import org.sbms.deploy.federation.NodeApi;
import org.sbms.deploy.federation.RunningFederation;
import org.sbms.deploy.sample.SampleUsers;

/**
 * The sample federation, started once for all stories by the real launcher in a process of its own,
 * on free ports and in a directory of its own. It ends with this JVM, whichever way that ends.
 *
 * <p>Its nodes send every request to a peer twice and take the second answer: whatever is not
 * idempotent shows in the stories. {@code -Dstory.every-request-twice=false} lets them send once.
 */
final class RunningSample {
  private static final boolean EVERY_REQUEST_TWICE =
      !System.getProperty("story.every-request-twice", "true").equals("false");

  private static final int START_SECONDS = 240;
  private static final int STOP_SECONDS = 40;

  /** Below the range that systems give to outgoing connections, which would take a port in use. */
  private static final int FIRST_PORT = 10_000;

  private static final int LAST_PORT = 32_000;
  private static final Random PORTS = new Random();

  private static RunningSample shared;

  final int port;
  final Layout layout;
  private final Process launcher;

  private RunningSample() throws IOException, InterruptedException {
    this.port = freePort();
    this.layout = Layout.at(Files.createTempDirectory("sbms-story-"));
    Path log = layout.directory().resolve("up.log");
    this.launcher =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    Sbms.class.getName(),
                    "up",
                    "--port",
                    String.valueOf(port),
                    "--data",
                    layout.directory().toString(),
                    "--setting",
                    "sbms.peer.client.every-request-twice=" + EVERY_REQUEST_TWICE))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    awaitReady(log);
  }

  static synchronized RunningSample get() {
    if (shared == null) {
      try {
        shared = new RunningSample();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
    }
    return shared;
  }

  /** A user of a node: {@code central}, {@code NW}, {@code SO} or {@code UR}. */
  NodeApi as(String login, String node) {
    try {
      return NodeApi.of(layout.authority(), portOf(node)).as(login, SampleUsers.PASSWORD);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  int portOf(String node) {
    return port + List.of("central", "NW", "SO", "UR").indexOf(node);
  }

  void stopNode(String node) {
    RunningFederation.on(layout).stop(node);
  }

  void startNode(String node) {
    RunningFederation.on(layout).start(node);
  }

  /** kill -9, as a power cut would. */
  void killNode(String node) {
    try {
      String pid = Files.readString(layout.node(new NodeId(node)).resolve("pid")).strip();
      ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      process.destroyForcibly();
      process.onExit().join();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Does what only somebody with a hand in a branch's database could do. */
  int sql(String node, String sql) {
    try (Connection connection = connect(node);
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(node + ": " + sql, failure);
    }
  }

  /** The superuser's connection to a node's database. */
  Connection connect(String node) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:" + databaseOf(node), "postgres", layout.secret("postgres"));
  }

  private String databaseOf(String node) {
    try {
      return Files.readAllLines(layout.node(new NodeId(node)).resolve("node.properties")).stream()
          .filter(line -> line.startsWith("sbms.database.uri = "))
          .findFirst()
          .orElseThrow()
          .replace("sbms.database.uri = ", "");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    for (int tenths = 0; tenths < START_SECONDS * 10; tenths++) {
      if (Files.readAllLines(log).contains("READY")) {
        return;
      }
      if (!launcher.isAlive()) {
        break;
      }
      Thread.sleep(100);
    }
    launcher.destroy();
    throw new IllegalStateException("the federation did not start:\n" + Files.readString(log));
  }

  private void stop() {
    launcher.destroy();
    try {
      if (!launcher.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        launcher.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      launcher.destroyForcibly();
    }
  }

  /** Another instance of a branch, by a settings file of its own. */
  static Process launch(Path settings, Path log) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                BranchNode.class.getName(),
                "--config",
                settings.toString()))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  static List<Integer> freePorts(int count) {
    return PORTS
        .ints(FIRST_PORT, LAST_PORT)
        .distinct()
        .filter(RunningSample::isFree)
        .limit(count)
        .boxed()
        .toList();
  }

  /** The first of eight neighbouring free ports whose hundredth neighbours are free as well. */
  static int freePort() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int first = PORTS.nextInt(FIRST_PORT, LAST_PORT);
      boolean free = true;
      for (int offset = 0; offset < 4 && free; offset++) {
        free = isFree(first + offset) && isFree(first + 100 + offset);
      }
      if (free) {
        return first;
      }
    }
    throw new IllegalStateException("no free ports");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
