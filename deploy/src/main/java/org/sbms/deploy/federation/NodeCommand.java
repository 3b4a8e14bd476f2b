package org.sbms.deploy.federation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sbms.branch.app.BranchNode;
import org.sbms.central.app.CentralNode;
import org.sbms.contract.NodeId;

/**
 * The command line of a node: the JDK and classpath of this process, a small heap, its settings.
 */
public final class NodeCommand {
  private NodeCommand() {}

  static List<String> of(NodeId node, Layout layout) {
    List<String> command = new ArrayList<>(ChildProcess.ownSession());
    command.addAll(machine());
    command.addAll(AheadOfTime.options(node));
    command.addAll(
        List.of(
            "-cp",
            classpath(),
            mainClass(node).getName(),
            "--config",
            layout.nodeSettings(node).toString()));
    return command;
  }

  /** The virtual machine and its options; a cache made with others would be passed over. */
  public static List<String> machine() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms128m",
        // A young generation that lets a burst of requests die in it: with the default's 20 MiB a
        // busy branch collected fourteen times a second.
        "-Xmn64m",
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:MaxMetaspaceSize=192m",
        "-Dfile.encoding=UTF-8",
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED");
  }

  private static Class<?> mainClass(NodeId node) {
    return node.isCentral() ? CentralNode.class : BranchNode.class;
  }

  /** Tests name their classpath apart, since Surefire hides it in the manifest of a jar. */
  public static String classpath() {
    String ofTests = System.getProperty("surefire.test.class.path", "");
    return ofTests.isEmpty() ? System.getProperty("java.class.path") : ofTests;
  }
}
