package org.sbms.deploy.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.sbms.deploy.simulate.Campaign;
import org.sbms.deploy.simulate.SeedReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "simulate",
    description = {
      "Replays the protocol between branches under faults, seed by seed, and checks every invariant.",
      "Exit code 0: none was broken; 1: some were, each with the seed that replays it."
    })
final class SimulateCommand implements Callable<Integer> {
  private static final int MAX_SEEDS = 10_000_000;

  @Option(names = "--seeds", required = true, paramLabel = "N", description = "how many seeds")
  private int seeds;

  @Option(names = "--seed", paramLabel = "S", description = "the first of them (default: 1)")
  private long first = 1;

  @SuppressWarnings("NullAway.Init") // picocli sets it before call
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    if (seeds < 1 || seeds > MAX_SEEDS) {
      throw new ParameterException(
          spec.commandLine(), "--seeds must be 1 to " + MAX_SEEDS + ", not " + seeds);
    }
    long begun = System.nanoTime();
    Campaign.Summary summary = Campaign.run(first, seeds, this::report);
    System.out.printf("seeds %d (%d to %d)%n", summary.seeds(), first, first + seeds - 1);
    System.out.printf("payments %d%n", summary.payments());
    System.out.printf("refunds %d%n", summary.refunds());
    System.out.printf("goods %d%n", summary.goods());
    System.out.printf("faults %d%n", summary.faults());
    System.out.printf("violations %d%n", summary.violations());
    System.out.printf("history %s%n", summary.historyHash());
    System.out.printf("seconds %.1f%n", (System.nanoTime() - begun) / 1e9);
    return summary.violations() == 0 ? 0 : 1;
  }

  private void report(SeedReport seed) {
    Optional<SeedReport.Broken> broken = seed.broken();
    broken.ifPresent(it -> {
      System.out.printf("VIOLATION seed %d %s%n", seed.seed(), it.what());
      if (seeds == 1) {
        it.lastLines().forEach(System.out::println);
      } else {
        System.out.printf("  replay: deploy/sbms simulate --seeds 1 --seed %d%n", seed.seed());
      }
    });
  }
}
