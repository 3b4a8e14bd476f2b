package org.sbms.deploy.cli;

import org.sbms.deploy.federation.FederationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code deploy/sbms} runs. Exit codes: 0 done, 1 not; some commands have more. */
@Command(
    name = "deploy/sbms",
    description = "Runs a federation of branches on this machine.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 1,
    subcommands = {
      UpCommand.class,
      StatusCommand.class,
      StopCommand.class,
      StartCommand.class,
      ReconcileRegisters.class,
      BenchCommand.class,
      SimulateCommand.class,
      ChaosCommand.class,
      TrainCommand.class
    })
public final class Sbms implements Runnable {
  @SuppressWarnings("NullAway.Init") // picocli sets it before run
  @Spec
  private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine commands = new CommandLine(new Sbms());
    commands
        .getSubcommands()
        .values()
        .forEach(sub -> sub.getCommandSpec().exitCodeOnInvalidInput(1));
    commands.setExecutionExceptionHandler((failure, command, _) -> {
      if (failure instanceof FederationException) {
        command.getErr().println("sbms: " + failure.getMessage());
      } else {
        failure.printStackTrace(command.getErr());
      }
      return 1;
    });
    return commands.execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
