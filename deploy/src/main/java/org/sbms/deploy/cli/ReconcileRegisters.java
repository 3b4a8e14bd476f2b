package org.sbms.deploy.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sbms.reconciliation.register.ReconcileCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "reconcile",
    description = {
      "Matches two sides of CSV registers and prints a summary as JSON.",
      "Exit code 0: all matched; 2: mismatches; 1: bad input."
    })
final class ReconcileRegisters implements Callable<Integer> {
  @Option(
      names = "--origin",
      arity = "1..*",
      required = true,
      paramLabel = "FILE",
      description = "registers of what was taken")
  private List<Path> origin = List.of();

  @Option(
      names = "--home",
      arity = "1..*",
      required = true,
      paramLabel = "FILE",
      description = "registers of what was credited")
  private List<Path> home = List.of();

  @Option(names = "--out", paramLabel = "FILE", description = "where mismatches go, as CSV")
  private @Nullable Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many work at once (default: one a core)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() {
    return ReconcileCommand.run(
        origin, home, Optional.ofNullable(out), threads, System.out, System.err);
  }
}
