package org.sbms.deploy.federation;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process that must not outlive this one. It holds the reading end of a pipe as its standard
 * input: when this process ends, however it ends, the child sees the end of its input and stops.
 */
public final class ChildProcess {
  private static final Duration KILL_TIME = Duration.ofSeconds(5);

  private final String name;
  private final Process process;
  private volatile boolean wanted = true;

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Output is added to the log; settings in our own environment are not for the child. */
  public static ChildProcess start(String name, List<String> command, Path log) {
    return start(name, command, log, Map.of());
  }

  /** The same with some variables more in the child's environment. */
  static ChildProcess start(
      String name, List<String> command, Path log, Map<String, String> variables) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.startsWith("SBMS_"));
    environment.putAll(variables);
    try {
      return new ChildProcess(name, builder.start());
    } catch (IOException failure) {
      throw new FederationException(name + " cannot be started: " + failure.getMessage());
    }
  }

  /**
   * Puts a child out of reach of the terminal's Ctrl-C, which would otherwise stop PostgreSQL
   * before the nodes. Where there is no setsid, that is what happens.
   */
  public static List<String> ownSession() {
    return program("setsid").isPresent() ? List.of("setsid") : List.of();
  }

  public static Optional<Path> program(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Whether nobody has asked it to end. */
  boolean isWanted() {
    return wanted;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public Stream<ProcessHandle> descendants() {
    return process.descendants();
  }

  int exitCode() {
    return process.exitValue();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** By SIGKILL, as a power cut would. */
  void kill() {
    wanted = false;
    process.destroyForcibly();
    process.onExit().join();
  }

  void signal(String signal) throws IOException, InterruptedException {
    signal(process.toHandle(), signal);
  }

  /** Asks by SIGTERM, then insists. */
  public void stop(Duration patience) {
    wanted = false;
    process.destroy();
    awaitEndOrKill(patience);
  }

  /** Asks by a line on the child's standard input, then insists. */
  public void stopByLine(String line, Duration patience) {
    try (OutputStream input = process.getOutputStream()) {
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException alreadyGone) {
      // Nothing reads there any more; waiting below finds out.
    }
    awaitEndOrKill(patience);
  }

  private void awaitEndOrKill(Duration patience) {
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println(name + " did not stop in " + patience.toSeconds() + " s: killed");
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(KILL_TIME.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException stopping) {
      process.destroyForcibly();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends a signal that Java has no method for. */
  public static void signal(ProcessHandle process, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
  }

  /** Waits, then kills. */
  public static void awaitEnd(ProcessHandle process, Duration patience)
      throws InterruptedException {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      process.destroyForcibly();
    }
  }
}
