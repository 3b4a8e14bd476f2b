package org.sbms.deploy.federation;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.NodeId;

/**
 * The ahead-of-time caches of this build: one for central, one for all branches. They lie beside
 * the jars that they were made from; a virtual machine that finds other jars passes its cache over.
 */
public final class AheadOfTime {
  private AheadOfTime() {}

  /** Absent when the classes do not come from a built jar, as in tests. */
  public static Optional<Path> directory() {
    Path first = Path.of(NodeCommand.classpath().split(File.pathSeparator, 2)[0]).toAbsolutePath();
    return first.toString().endsWith(".jar")
        ? Optional.of(first.resolveSibling("aot"))
        : Optional.empty();
  }

  public static Path cache(Path directory, NodeId node) {
    return directory.resolve((node.isCentral() ? "central" : "branch") + ".aot");
  }

  static List<String> options(NodeId node) {
    return directory()
        .map(directory -> cache(directory, node))
        .filter(Files::isReadable)
        .map(cache -> List.of("-XX:AOTCache=" + cache))
        .orElse(List.of());
  }
}
