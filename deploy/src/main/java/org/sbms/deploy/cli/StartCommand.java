package org.sbms.deploy.cli;

import org.sbms.deploy.federation.RunningFederation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "start", description = "Starts one stopped node of a running federation.")
final class StartCommand implements Runnable {
  @Mixin private final DataOption data = new DataOption();

  @Parameters(paramLabel = "NODE", description = "central, or a branch code")
  private String node = "";

  @Override
  public void run() {
    System.out.println(RunningFederation.on(data.layout()).start(node));
  }
}
