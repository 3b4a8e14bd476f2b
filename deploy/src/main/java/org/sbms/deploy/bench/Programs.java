package org.sbms.deploy.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbms.deploy.federation.ChildProcess;
import org.sbms.deploy.federation.FederationException;

/** Programs of the machine that references are made with. */
final class Programs {
  private Programs() {}

  /** Where it is: on the path, or where a distribution hides it. */
  static Optional<Path> find(String name) {
    return ChildProcess.program(name)
        .or(() ->
            Stream.concat(
                    Stream.of(Path.of("/usr/sbin", name), Path.of("/usr/local/sbin", name)),
                    postgresDirectories().map(directory -> directory.resolve("bin/" + name)))
                .filter(Files::isExecutable)
                .findFirst());
  }

  /** Runs it to its end; what it printed. */
  static String run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new FederationException(command.getFirst() + " failed:\n" + said);
    }
    return said;
  }

  private static Stream<Path> postgresDirectories() {
    Path root = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(root)) {
      return Stream.empty();
    }
    try (Stream<Path> versions = Files.list(root)) {
      return versions.sorted(java.util.Comparator.reverseOrder()).toList().stream();
    } catch (IOException unreadable) {
      return Stream.empty();
    }
  }
}
