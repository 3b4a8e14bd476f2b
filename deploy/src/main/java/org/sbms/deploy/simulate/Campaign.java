package org.sbms.deploy.simulate;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/** Many seeds, as many at a time as there are cores; each of them in one thread. */
public final class Campaign {
  private static final int CHUNK = 500;

  /** What the product says about lost replies and refusals is no news where all is lost. */
  private static final List<String> QUIETENED =
      List.of("org.sbms.branch", "org.sbms.kit", "org.sbms.central");

  /**
   * What came of it.
   *
   * @param historyHash over the hashes of all seeds, in their order
   */
  public record Summary(
      long seeds,
      long payments,
      long refunds,
      long goods,
      long faults,
      long violations,
      String historyHash) {}

  private final MessageDigest digest;
  private long seeds;
  private long payments;
  private long refunds;
  private long goods;
  private long faults;
  private long violations;

  private Campaign() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /**
   * @param violated called with each seed that broke an invariant
   */
  public static Summary run(long first, long count, Consumer<SeedReport> violated) {
    Campaign campaign = new Campaign();
    quieten();
    for (long from = first; from < first + count; from += CHUNK) {
      long until = Math.min(first + count, from + CHUNK);
      List<SeedReport> reports =
          LongStream.range(from, until)
              .parallel()
              .mapToObj(seed -> Simulation.run(seed, new Protocol()))
              .toList();
      reports.forEach(report -> campaign.add(report, violated));
    }
    return campaign.summary();
  }

  static void quieten() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    QUIETENED.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
  }

  private void add(SeedReport report, Consumer<SeedReport> violated) {
    seeds++;
    payments += report.payments();
    refunds += report.refunds();
    goods += report.goods();
    faults += report.faults();
    digest.update(report.historyHash().getBytes(StandardCharsets.UTF_8));
    if (report.broken().isPresent()) {
      violations++;
      violated.accept(report);
    }
  }

  private Summary summary() {
    return new Summary(
        seeds,
        payments,
        refunds,
        goods,
        faults,
        violations,
        HexFormat.of().formatHex(digest.digest()));
  }
}
