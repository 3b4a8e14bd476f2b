package org.sbms.deploy.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.sbms.deploy.federation.AheadOfTime;
import org.sbms.deploy.federation.FederationException;
import org.sbms.deploy.training.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Part of the build; {@code deploy/sbms} runs it after the jars were made. */
@Command(
    name = "train",
    hidden = true,
    description = "Makes the ahead-of-time caches with which nodes start faster.")
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "of work that is recorded (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    Path target =
        AheadOfTime.directory()
            .orElseThrow(() -> new FederationException("only built jars can be trained"));
    new Training(target, Duration.ofSeconds(seconds)).run();
    return 0;
  }
}
