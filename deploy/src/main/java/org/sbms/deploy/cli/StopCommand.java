package org.sbms.deploy.cli;

import org.sbms.deploy.federation.RunningFederation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "stop", description = "Stops one node of a running federation.")
final class StopCommand implements Runnable {
  @Mixin private final DataOption data = new DataOption();

  @Parameters(paramLabel = "NODE", description = "central, or a branch code")
  private String node = "";

  @Override
  public void run() {
    System.out.println(RunningFederation.on(data.layout()).stop(node));
  }
}
