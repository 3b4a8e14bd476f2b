package org.sbms.deploy.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbms.contract.NodeId;

/**
 * Clocks of nodes that can be put forward and back while they run. libfaketime looks into a file
 * for how far; durations, which run on the monotonic clock, stay true. It makes looking at the
 * clock a hundred times as dear, so a node runs under it only while its clock is meant to be wrong.
 */
final class FakeClocks {
  /** How long libfaketime goes on with what it last read. */
  static final Duration NOTICED_AFTER = Duration.ofSeconds(1);

  private static final String LIBRARY = "libfaketimeMT.so.1";
  private static final List<Path> LIBRARY_ROOTS =
      List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));

  private final Path library;
  private final Path directory;

  private FakeClocks(Path library, Path directory) {
    this.library = library;
    this.directory = directory;
  }

  /** All clocks are right at first. Empty where libfaketime is not installed. */
  static Optional<FakeClocks> in(Path directory, List<NodeId> nodes) throws IOException {
    Files.createDirectories(directory);
    for (NodeId node : nodes) {
      Files.deleteIfExists(directory.resolve(node.value()));
    }
    for (Path root : LIBRARY_ROOTS) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> files = Files.walk(root, 3)) {
          Optional<Path> found = files.filter(file -> file.endsWith(LIBRARY)).findFirst();
          if (found.isPresent()) {
            return Optional.of(new FakeClocks(found.get(), directory));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** For a node that starts while its clock is faked; nothing otherwise. */
  Map<String, String> environment(NodeId node) {
    if (!Files.exists(file(node))) {
      return Map.of();
    }
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file(node).toString(),
        "FAKETIME_CACHE_DURATION",
        String.valueOf(NOTICED_AFTER.toSeconds()),
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1");
  }

  /** From within a second on, the node's clock is wrong by so much. */
  void put(NodeId node, Duration wrongBy) {
    Path next = directory.resolve(node + ".next");
    try {
      Files.writeString(next, "%+d\n".formatted(wrongBy.toSeconds()));
      Files.move(
          next, file(node), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  /** From its next start on, the node looks at the true clock. */
  void restore(NodeId node) throws IOException {
    Files.deleteIfExists(file(node));
  }

  private Path file(NodeId node) {
    return directory.resolve(node.value());
  }
}
