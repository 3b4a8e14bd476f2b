package org.sbms.deploy.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.sbms.deploy.federation.Federation;
import org.sbms.deploy.federation.Plan;
import org.sbms.deploy.federation.Setup;
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

  @Option(
      names = "--setting",
      paramLabel = "KEY=VALUE",
      description = "a setting for every node, such as sbms.log.level=debug")
  private Map<String, String> settings = Map.of();

  @Override
  public Integer call() throws Exception {
    Setup setup =
        new Setup() {
          @Override
          public Map<String, String> settings() {
            return settings;
          }
        };
    new Federation(data.layout(), new Plan(branches, port), setup).run(fresh, System.out);
    return 0;
  }
}
