package org.sbms.deploy.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sbms.deploy.chaos.Campaign;
import org.sbms.deploy.chaos.FaultKind;
import org.sbms.deploy.federation.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "chaos",
    description = {
      "Starts a federation of its own, loads every branch with payments, kills, freezes and cuts"
          + " off",
      "what it can, then checks the books of all branches against what clients were told.",
      "Exit code 0: everything held; 1: something did not."
    })
final class ChaosCommand implements Callable<Integer> {
  private static final double SECONDS_A_FAULT = 6;

  @Option(
      names = "--faults",
      required = true,
      paramLabel = "N",
      description = "how many, one after the other")
  private int faults;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "over which they are spread (default: 6 seconds each)")
  private @Nullable Double minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "the same seed, the same faults in the same order (default: random)")
  private long seed = System.nanoTime() & 0xffff_ffffL;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "40",
      description = "new payments a second, all branches together (default: ${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "KIND",
      description = "only these: ${COMPLETION-CANDIDATES} (default: all)")
  private Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "9443",
      description = "central's port; branch k has P+k (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "where the federation lives; all in it is lost (default: a temporary directory)")
  private @Nullable Path directory;

  @Override
  public Integer call() throws Exception {
    double seconds = minutes == null ? SECONDS_A_FAULT * faults : minutes * 60;
    Duration each = Duration.ofMillis((long) (seconds * 1000 / faults));
    Path data = directory == null ? Files.createTempDirectory("sbms-chaos-") : directory;
    Campaign.Wanted wanted = new Campaign.Wanted(faults, each, seed, rate, port, kinds);
    return new Campaign(wanted, Layout.at(data), System.out).run() ? 0 : 1;
  }
}
