package org.sbms.deploy.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sbms.reconciliation.register.MatchOptions;
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
  private static final int MIN_MEMORY_MIB = 16;

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

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      defaultValue = "640",
      description = "how much of it may hold rows; more goes to disk (default: ${DEFAULT-VALUE})")
  private int memoryMib;

  @Option(
      names = "--spill",
      paramLabel = "DIR",
      description = "where on disk (default: where temporary files go)")
  private Path spill = MatchOptions.temporary();

  @Option(
      names = "--cluster",
      paramLabel = "N",
      description = "match by that many processes, each with these threads and this memory")
  private @Nullable Integer cluster;

  @Override
  public Integer call() {
    int most = MatchOptions.MAX_THREADS;
    if (threads < 1 || threads > most) {
      System.err.println("--threads must be between 1 and " + most);
      return ReconcileCommand.BAD_INPUT;
    }
    if (memoryMib < MIN_MEMORY_MIB) {
      System.err.println("--memory must be at least " + MIN_MEMORY_MIB);
      return ReconcileCommand.BAD_INPUT;
    }
    MatchOptions options = new MatchOptions(threads, (long) memoryMib << 20, spill);
    Integer members = cluster;
    if (members == null) {
      return ReconcileCommand.run(
          origin, home, Optional.ofNullable(out), options, System.out, System.err);
    }
    if (members < 1 || members > ReconcileCluster.MAX_MEMBERS) {
      System.err.println("--cluster must be between 1 and " + ReconcileCluster.MAX_MEMBERS);
      return ReconcileCommand.BAD_INPUT;
    }
    return ReconcileCommand.run(
        origin,
        home,
        Optional.ofNullable(out),
        () -> ReconcileCluster.match(members, origin, home, options),
        System.out,
        System.err);
  }
}
