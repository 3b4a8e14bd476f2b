package org.sbms.deploy.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One node of the federation and the process that it runs in, if it runs. */
final class NodeProcess {
  private static final Duration START_TIME = Duration.ofSeconds(240);
  private static final Duration STOP_TIME = Duration.ofSeconds(15);
  private static final int POLL_MS = 50;
  private static final int LOG_LINES = 12;

  private final Layout layout;
  private final Plan.Place place;
  private final Setup setup;
  private final NodeHealth health;
  private Optional<ChildProcess> process = Optional.empty();

  NodeProcess(Layout layout, Plan.Place place, Setup setup) {
    this.layout = layout;
    this.place = place;
    this.setup = setup;
    this.health = new NodeHealth(layout.centralAuthority());
  }

  Plan.Place place() {
    return place;
  }

  synchronized boolean isRunning() {
    return process.isPresent() && process.get().isAlive();
  }

  synchronized Optional<Long> pid() {
    return isRunning() ? process.map(ChildProcess::pid) : Optional.empty();
  }

  /** Starts the process; {@link #awaitReady} waits for what it does then. */
  synchronized void launch() throws IOException {
    Path log = layout.log(place.node().value());
    ChildProcess child =
        ChildProcess.start(
            place.node().value(),
            NodeCommand.of(place.node(), layout),
            log,
            setup.environment(place.node()));
    process = Optional.of(child);
    Files.writeString(layout.nodeProcess(place.node()), child.pid() + "\n");
    child.onExit().thenRun(() -> reportUnexpectedEnd(child));
  }

  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START_TIME.toNanos();
    while (!health.isReady(place.port())) {
      if (!isRunning()) {
        throw new FederationException(
            place.node() + " ended before it was ready; the end of its log:\n" + endOfLog());
      }
      if (System.nanoTime() > deadline) {
        throw new FederationException(
            "%s was not ready after %d s: see %s"
                .formatted(place.node(), START_TIME.toSeconds(), layout.log(place.node().value())));
      }
      Thread.sleep(POLL_MS);
    }
  }

  void stop() {
    Optional<ChildProcess> running;
    synchronized (this) {
      running = process;
    }
    running.ifPresent(child -> child.stop(setup.stopTime()));
  }

  /** By SIGKILL, as a power cut would. */
  void kill() {
    Optional<ChildProcess> running;
    synchronized (this) {
      running = process;
    }
    running.ifPresent(ChildProcess::kill);
  }

  void signal(String signal) throws IOException, InterruptedException {
    Optional<ChildProcess> running;
    synchronized (this) {
      running = process;
    }
    if (running.isPresent()) {
      running.get().signal(signal);
    }
  }

  /** A node of a launcher that was killed stops by itself; this waits for it, or kills it. */
  void endOrphan() throws IOException, InterruptedException {
    Path file = layout.nodeProcess(place.node());
    if (!Files.exists(file)) {
      return;
    }
    Optional<ProcessHandle> orphan =
        ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
    String settings = layout.nodeSettings(place.node()).toString();
    if (orphan.isPresent()
        && orphan
            .get()
            .info()
            .arguments()
            .map(arguments -> List.of(arguments).contains(settings))
            .orElse(false)) {
      ChildProcess.awaitEnd(orphan.get(), STOP_TIME);
    }
    Files.delete(file);
  }

  private void reportUnexpectedEnd(ChildProcess child) {
    if (child.isWanted()) {
      System.out.printf(
          "%s stopped by itself (exit code %d); its log is %s; start it with: deploy/sbms start"
              + " %s%n",
          place.node(), child.exitCode(), layout.log(place.node().value()), place.node());
    }
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(layout.log(place.node().value()));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
