package org.sbms.deploy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Commands whose names are taken, for what a later release brings. */
abstract sealed class LaterCommand implements Callable<Integer> {
  @Unmatched private final List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() {
    String name = getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    System.err.println("sbms: " + name + " comes with a later release");
    return 1;
  }

  @Command(name = "simulate", description = "Comes with a later release.")
  static final class Simulate extends LaterCommand {}
}
