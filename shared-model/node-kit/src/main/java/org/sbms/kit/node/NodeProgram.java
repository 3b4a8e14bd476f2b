package org.sbms.kit.node;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.sbms.kit.config.ConfigException;
import org.sbms.kit.config.Configuration;
import org.sbms.kit.config.LogConfig;
import org.sbms.kit.config.NodeConfig;
import org.sbms.kit.telemetry.Logs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every node's {@code main} runs: reads settings, starts, and then waits, since virtual
 * threads do not keep a process alive. SIGTERM, SIGINT and, where the settings say so, the end of
 * standard input stop the node in order.
 */
public final class NodeProgram {
  private static final Logger log = LoggerFactory.getLogger(NodeProgram.class);
  private static final int BAD_SETTINGS = 2;
  private static final int START_FAILED = 1;

  private NodeProgram() {}

  /** Starts a node; what it opens it hands to the closing list, which closes last things first. */
  public interface Start {
    void start(Configuration configuration, NodeConfig node, ClosingList closing) throws Exception;
  }

  /**
   * @param concerns all {@code @ConfigMapping} interfaces that the node reads besides its own name
   *     and its log
   */
  public static void run(String[] arguments, List<Class<?>> concerns, Start start) {
    long began = System.nanoTime();
    Configuration configuration;
    NodeConfig node;
    try {
      configuration = Configuration.ofProcess(arguments, withOwn(concerns));
      node = NodeConfig.from(configuration);
      Logs.configure(LogConfig.from(configuration), node);
    } catch (ConfigException bad) {
      System.err.println("sbms: " + bad.getMessage());
      System.exit(BAD_SETTINGS);
      return;
    }
    ClosingList closing = new ClosingList();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, closing), "stop"));
    if (node.stopsWithParent()) {
      Thread.ofPlatform().daemon().name("parent").start(NodeProgram::exitWithParent);
    }
    startOrExit(configuration, node, closing, start);
    log.info("{} is ready after {} ms", node.id(), (System.nanoTime() - began) / 1_000_000);
    awaitForever();
  }

  private static List<Class<?>> withOwn(List<Class<?>> concerns) {
    List<Class<?>> all = new java.util.ArrayList<>(concerns);
    all.add(NodeConfig.Settings.class);
    all.add(LogConfig.Settings.class);
    return all;
  }

  private static void startOrExit(
      Configuration configuration, NodeConfig node, ClosingList closing, Start start) {
    try {
      start.start(configuration, node, closing);
    } catch (ConfigException bad) {
      System.err.println("sbms: " + bad.getMessage());
      System.exit(BAD_SETTINGS);
    } catch (Exception failure) {
      log.error("{} could not start: {}", node.id(), failure.toString(), failure);
      System.exit(START_FAILED);
    }
  }

  private static void stop(NodeConfig node, ClosingList closing) {
    log.info("{} stops", node.id());
    closing.closeAll();
    log.info("{} stopped", node.id());
  }

  private static void exitWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nobody sends anything; only the end matters.
      }
    } catch (IOException closed) {
      log.debug("standard input failed", closed);
    }
    System.exit(0);
  }

  private static void awaitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
