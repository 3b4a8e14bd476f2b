package org.sbms.deploy.cli;

import java.util.concurrent.Callable;
import org.sbms.deploy.federation.Federation;
import org.sbms.deploy.federation.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    description = "Starts PostgreSQL, central and branches with sample data; Ctrl-C stops them.")
final class UpCommand implements Callable<Integer> {
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--branches",
      paramLabel = "N",
      defaultValue = "3",
      description = "how many branches, 1 to 8 (default: ${DEFAULT-VALUE})")
  private int branches;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8443",
      description = "central's port; branch k has P+k (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(names = "--fresh", description = "forget all earlier data first")
  private boolean fresh;

  @Override
  public Integer call() throws Exception {
    new Federation(data.layout(), new Plan(branches, port), System.out).run(fresh);
    return 0;
  }
}
