package org.sbms.deploy.cli;

import java.nio.file.Path;
import org.sbms.deploy.federation.Layout;
import picocli.CommandLine.Option;

/** The directory that everything of a federation is under. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".sbms",
      description = "where the federation lives (default: ${DEFAULT-VALUE})")
  private Path directory = Path.of(".sbms");

  Layout layout() {
    return Layout.at(directory);
  }
}
