package org.sbms.deploy.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long {@code up} takes with everything built, and what the nodes hold of memory. */
public final class StartupBench {
  private static final int BRANCHES = 3;
  private static final double GOAL_SECONDS = 12;
  private static final double GOAL_MIB = 350;
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Duration SAMPLE_EVERY = Duration.ofSeconds(2);
  private static final String ORIGIN = "NW";
  private static final String HOME = "SO";

  private final Options options;

  /**
   * How it is run.
   *
   * @param minutes of load, after which memory must be as it was in its middle
   * @param perSecond payments of that load
   */
  public record Options(Optional<Integer> port, double minutes, int perSecond) {}

  public StartupBench(Options options) {
    this.options = options;
  }

  /**
   * Memory under load.
   *
   * @param middleMib the mean over the second third of the time
   * @param endMib the mean over the last third
   */
  record Flatness(double middleMib, double endMib, double ratio) {}

  record Load(double minutes, int paymentsPerSecond, Map<Integer, Long> statuses) {}

  /**
   * All figures; {@code ratio} is ours divided by the goal, so 1 or less reaches it.
   *
   * @param processorSeconds that each process of the second start had used when all were ready
   */
  public record Report(
      String bench,
      int nodes,
      double firstStartSeconds,
      double secondStartSeconds,
      double goalSeconds,
      double ratio,
      Map<String, Double> processorSeconds,
      Map<String, Double> idleMib,
      double postgresMib,
      double goalMib,
      Load load,
      Map<String, Flatness> underLoad) {}

  public Report run() throws IOException, InterruptedException, SQLException {
    try (BenchFederation federation = BenchFederation.start(BRANCHES, options.port)) {
      double first = seconds(federation.startTook());
      federation.restart();
      double second = seconds(federation.startTook());
      Map<String, Double> processor = ProcessorTime.now(federation).ofFederation();
      Thread.sleep(SETTLE);
      Map<String, Double> idle = resident(federation);
      double postgres = Memory.proportionalMib(federation.postgresPid());
      Map<String, List<Double>> samples = new LinkedHashMap<>();
      Load load = load(federation, samples);
      return new Report(
          "startup",
          BRANCHES + 1,
          first,
          second,
          GOAL_SECONDS,
          first / GOAL_SECONDS,
          processor,
          idle,
          postgres,
          GOAL_MIB,
          load,
          flatness(samples));
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private static Map<String, Double> resident(BenchFederation federation) throws IOException {
    Map<String, Double> mib = new LinkedHashMap<>();
    for (String node : federation.nodes()) {
      mib.put(node, Memory.residentMib(federation.pidOf(node)));
    }
    return mib;
  }

  private Load load(BenchFederation federation, Map<String, List<Double>> samples)
      throws IOException, InterruptedException, SQLException {
    PaymentShots shots = PaymentShots.at(federation, ORIGIN, HOME);
    Duration time = Duration.ofMillis((long) (options.minutes * 60_000));
    Thread sampler = Thread.ofVirtual().start(() -> sample(federation, samples));
    try (LoadClient client =
        new LoadClient(federation.layout().authority(), federation.port(ORIGIN), 64)) {
      LoadClient.Result sent = client.paced(time, options.perSecond, shots::single);
      return new Load(options.minutes, options.perSecond, sent.statuses());
    } finally {
      sampler.interrupt();
      sampler.join();
    }
  }

  private static void sample(BenchFederation federation, Map<String, List<Double>> samples) {
    try {
      while (true) {
        resident(federation)
            .forEach((node, mib) -> samples.computeIfAbsent(node, _ -> new ArrayList<>()).add(mib));
        Thread.sleep(SAMPLE_EVERY);
      }
    } catch (IOException | InterruptedException ended) {
      // The load is over, or a node is gone, which the load's own figures show.
    }
  }

  private static Map<String, Flatness> flatness(Map<String, List<Double>> samples) {
    Map<String, Flatness> flatness = new LinkedHashMap<>();
    samples.forEach((node, all) -> {
      int third = all.size() / 3;
      double middle = mean(all.subList(third, Math.max(third + 1, 2 * third)));
      double end = mean(all.subList(Math.min(2 * third, all.size() - 1), all.size()));
      flatness.put(node, new Flatness(middle, end, end / middle));
    });
    return flatness;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }
}
