package org.sbms.deploy.bench;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sbms.deploy.cli.Sbms;
import org.sbms.deploy.federation.FederationException;
import org.sbms.reconciliation.sample.RegisterSample;
import org.sbms.reconciliation.sample.SamplePlan;

/**
 * Matching two registers by {@code reconcile}, beside other ways to do it with the same files in
 * the same run. All must agree, ours with the truth to the byte, or there is no figure.
 */
public final class ReconcileBench {
  /** As {@code deploy/sbms} runs it. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmn24m",
          "-XX:PretenureSizeThreshold=3k",
          "-Xmx896m",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final int MISMATCHES = 2;
  private static final long SEED = 2026;

  /** PostgreSQL's tables, their sorting, and room to breathe. */
  private static final int DISK_BYTES_A_PAIR = 4 * RegisterSample.BYTES_A_PAIR;

  private final Options options;

  public ReconcileBench(Options options) {
    this.options = options;
  }

  /**
   * What is measured.
   *
   * @param postgres whether PostgreSQL takes part, which takes longest by far
   * @param members how large the clusters are that take part
   */
  public record Options(
      long pairs, int threads, boolean duckDb, boolean postgres, List<Integer> members) {
    public Options {
      members = List.copyOf(members);
    }
  }

  /**
   * How one contestant did.
   *
   * @param timesOurs its seconds by ours: more than 1 is slower than we are
   * @param peakMib the most memory; absent where it is not one process
   */
  public record Figure(
      double seconds, Optional<Double> peakMib, Optional<Double> timesOurs, long pairsPerSecond) {}

  public record Report(
      long pairs,
      long planted,
      long bytes,
      int threads,
      Figure ours,
      Map<String, Figure> references,
      boolean allAgree) {}

  public Report run() throws IOException, InterruptedException, SQLException {
    Path directory = Files.createTempDirectory("sbms-bench-reconcile-");
    Thread cleaning = new Thread(() -> deleteAll(directory), "delete-registers");
    Runtime.getRuntime().addShutdownHook(cleaning);
    try {
      requireRoom(directory);
      SamplePlan plan = SamplePlan.of(options.pairs(), SEED);
      RegisterSample sample = RegisterSample.in(directory);
      sample.write(plan);
      return measure(plan, sample, directory);
    } finally {
      deleteAll(directory);
      Runtime.getRuntime().removeShutdownHook(cleaning);
    }
  }

  private Report measure(SamplePlan plan, RegisterSample sample, Path directory)
      throws IOException, InterruptedException, SQLException {
    JoinResult truth = new JoinResult(plan.pairs(), plan.pairs() - plan.planted());
    Figure ours = ours(sample, directory, truth, List.of());
    Map<String, Figure> references = new LinkedHashMap<>();
    for (int members : options.members()) {
      List<String> cluster = List.of("--cluster", String.valueOf(members));
      Figure figure = ours(sample, directory, truth, cluster);
      references.put(
          "cluster" + members, figure(figure.seconds(), figure.peakMib(), Optional.of(ours)));
    }
    references.put("bareHashJoin", bareJoin(sample, directory, truth, ours));
    if (options.duckDb()) {
      Optional<Path> driver = DuckDbDriver.jar();
      if (driver.isPresent()) {
        references.put("duckDb", duckDb(driver.get(), sample, directory, truth, ours));
      }
    }
    if (options.postgres()) {
      PostgresJoin.Timed timed = PostgresJoin.run(sample, directory.resolve("postgres"));
      requireAgreement("PostgreSQL", timed.result(), truth);
      references.put("postgreSql", figure(timed.seconds(), Optional.empty(), Optional.of(ours)));
    }
    return new Report(
        plan.pairs(),
        plan.planted(),
        Files.size(sample.origin()) + Files.size(sample.home()),
        options.threads(),
        ours,
        references,
        true);
  }

  private Figure ours(RegisterSample sample, Path directory, JoinResult truth, List<String> cluster)
      throws IOException, InterruptedException {
    Path out = directory.resolve("found.csv");
    List<String> command = new ArrayList<>();
    command.addAll(
        java(
            JVM_OPTIONS,
            classpath(),
            Sbms.class,
            "reconcile",
            "--origin",
            sample.origin().toString(),
            "--home",
            sample.home().toString(),
            "--out",
            out.toString(),
            "--threads",
            String.valueOf(options.threads())));
    command.addAll(cluster);
    MeasuredProcess ended = MeasuredProcess.run(command, directory.resolve("ours.log"));
    if (ended.exitCode() != MISMATCHES) {
      throw new FederationException("reconcile failed:\n" + ended.said());
    }
    requireAgreement("reconcile", JoinResult.in(ended.said()), truth);
    if (Files.mismatch(out, sample.truth()) >= 0) {
      throw new FederationException("reconcile's mismatches are not those that were planted");
    }
    return figure(ended.seconds(), Optional.of(ended.peakMib()), Optional.empty());
  }

  private Figure bareJoin(RegisterSample sample, Path directory, JoinResult truth, Figure ours)
      throws IOException, InterruptedException {
    List<String> command =
        java(
            List.of("-XX:+UseSerialGC", "-Xmn64m", "-Xmx" + bareHeapMib() + "m"),
            classpath(),
            BareHashJoin.class,
            sample.origin().toString(),
            sample.home().toString(),
            String.valueOf(options.pairs()));
    return reference("the bare join", command, directory, truth, ours);
  }

  /** Its table has two to four places of 18 bytes a pair. */
  private long bareHeapMib() {
    return 512 + options.pairs() * 4 * 18 / (1 << 20);
  }

  private Figure duckDb(
      Path driver, RegisterSample sample, Path directory, JoinResult truth, Figure ours)
      throws IOException, InterruptedException {
    List<String> command =
        java(
            List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"),
            classpath() + ":" + driver,
            DuckDbJoin.class,
            sample.origin().toString(),
            sample.home().toString(),
            String.valueOf(options.threads()));
    return reference("DuckDB", command, directory, truth, ours);
  }

  private Figure reference(
      String name, List<String> command, Path directory, JoinResult truth, Figure ours)
      throws IOException, InterruptedException {
    MeasuredProcess ended = MeasuredProcess.run(command, directory.resolve("reference.log"));
    if (ended.exitCode() != 0) {
      throw new FederationException(name + " failed:\n" + ended.said());
    }
    requireAgreement(name, JoinResult.in(ended.said()), truth);
    return figure(ended.seconds(), Optional.of(ended.peakMib()), Optional.of(ours));
  }

  private Figure figure(double seconds, Optional<Double> peakMib, Optional<Figure> ours) {
    return new Figure(
        seconds,
        peakMib,
        ours.map(figure -> seconds / figure.seconds()),
        Math.round(options.pairs() / seconds));
  }

  private static void requireAgreement(String name, JoinResult found, JoinResult truth) {
    if (!found.equals(truth)) {
      throw new FederationException(name + " found " + found + ", the truth is " + truth);
    }
  }

  private void requireRoom(Path directory) throws IOException {
    FileStore disk = Files.getFileStore(directory);
    long needed = options.pairs() * DISK_BYTES_A_PAIR;
    if (disk.getUsableSpace() < needed) {
      throw new FederationException(
          "%,d pairs need %,d MiB in %s, where %,d are free"
              .formatted(options.pairs(), needed >> 20, directory, disk.getUsableSpace() >> 20));
    }
  }

  private static List<String> java(
      List<String> options, String classpath, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classpath, main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Tests name their classpath apart, since Surefire hides it in the manifest of a jar. */
  private static String classpath() {
    String ofTests = System.getProperty("surefire.test.class.path", "");
    return ofTests.isEmpty() ? System.getProperty("java.class.path") : ofTests;
  }

  private static void deleteAll(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      System.err.println("not deleted: " + directory + ": " + left);
    }
  }
}
