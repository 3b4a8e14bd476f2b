package org.sbms.deploy.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sbms.deploy.bench.BenchReport;
import org.sbms.deploy.bench.BillingBench;
import org.sbms.deploy.bench.DrainBench;
import org.sbms.deploy.bench.PaymentsBench;
import org.sbms.deploy.bench.RatingBench;
import org.sbms.deploy.bench.ReconcileBench;
import org.sbms.deploy.bench.ReferenceBench;
import org.sbms.deploy.bench.StartupBench;
import org.sbms.deploy.bench.TwoHopBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Benchmarks. Each starts a federation of its own in a directory that it deletes again. */
@Command(
    name = "bench",
    description = "Measures this machine's federation beside a reference; prints JSON.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 1,
    subcommands = {
      BenchCommand.Payments.class,
      BenchCommand.TwoHop.class,
      BenchCommand.Startup.class,
      BenchCommand.Drain.class,
      BenchCommand.Reconcile.class,
      BenchCommand.Reference.class,
      BenchCommand.Billing.class,
      BenchCommand.Rating.class
    })
final class BenchCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // picocli sets it before run
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which benchmark? There are " + String.join(", ", spec.subcommands().keySet()));
  }

  /** What all of them take. */
  abstract static class Bench implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    @Spec
    private CommandSpec spec;

    @Option(
        names = "--port",
        paramLabel = "P",
        description = "central's port; branch k has P+k (default: free ones are found)")
    private @Nullable Integer port;

    @Override
    public final Integer call() throws Exception {
      System.out.println(BenchReport.json(measure()));
      return 0;
    }

    abstract Object measure() throws Exception;

    final Optional<Integer> port() {
      return Optional.ofNullable(port);
    }

    final int within(String option, int value, int least, int most) {
      if (value < least || value > most) {
        throw new ParameterException(
            spec.commandLine(), option + " must be " + least + " to " + most + ", not " + value);
      }
      return value;
    }
  }

  /** For those that run parts of some seconds with many clients. */
  abstract static class TimedBench extends Bench {
    @Option(
        names = "--seconds",
        paramLabel = "S",
        defaultValue = "15",
        description = "of each measured part (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
        names = "--warm-up",
        paramLabel = "S",
        defaultValue = "30",
        description = "seconds of load before anything counts (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
        names = "--clients",
        paramLabel = "N",
        defaultValue = "64",
        description = "connections, each with a request under way (default: ${DEFAULT-VALUE})")
    private int clients;

    final int seconds() {
      return within("--seconds", seconds, 1, 600);
    }

    final int warmUp() {
      return within("--warm-up", warmUp, 1, 600);
    }

    final int clients() {
      return within("--clients", clients, 1, 1024);
    }
  }

  @Command(
      name = "payments",
      exitCodeOnInvalidInput = 1,
      mixinStandardHelpOptions = true,
      description = "Durable payments between branches, beside pgbench in the same PostgreSQL.")
  static final class Payments extends TimedBench {
    @Option(
        names = "--batch",
        paramLabel = "N",
        defaultValue = "100",
        description = "payments in one request of a payment system (default: ${DEFAULT-VALUE})")
    private int batch;

    @Override
    Object measure() throws Exception {
      return new PaymentsBench(
              new PaymentsBench.Options(
                  port(), seconds(), warmUp(), clients(), within("--batch", batch, 1, 500)))
          .run();
    }
  }

  @Command(
      name = "twohop",
      exitCodeOnInvalidInput = 1,
      mixinStandardHelpOptions = true,
      description = "A card fetched from another branch, beside nginx in front of nginx.")
  static final class TwoHop extends TimedBench {
    @Option(
        names = "--rate",
        paramLabel = "N",
        defaultValue = "1000",
        description = "requests a second to measure latency at (default: ${DEFAULT-VALUE})")
    private int rate;

    @Override
    Object measure() throws Exception {
      return new TwoHopBench(
              new TwoHopBench.Options(
                  port(), seconds(), warmUp(), clients(), within("--rate", rate, 1, 100_000)))
          .run();
    }
  }

  @Command(
      name = "startup",
      exitCodeOnInvalidInput = 1,
      mixinStandardHelpOptions = true,
      description = "How long up takes, and memory idle and under load, beside their goals.")
  static final class Startup extends Bench {
    @Option(
        names = "--minutes",
        paramLabel = "M",
        defaultValue = "1",
        description = "of load (default: ${DEFAULT-VALUE})")
    private double minutes;

    @Option(
        names = "--rate",
        paramLabel = "N",
        defaultValue = "300",
        description = "payments a second of that load (default: ${DEFAULT-VALUE})")
    private int rate;

    @Override
    Object measure() throws Exception {
      within("--minutes", (int) Math.ceil(minutes), 1, 24 * 60);
      return new StartupBench(
              new StartupBench.Options(port(), minutes, within("--rate", rate, 1, 10_000)))
          .run();
    }
  }

  @Command(
      name = "drain",
      exitCodeOnInvalidInput = 1,
      mixinStandardHelpOptions = true,
      description = "Payments that waited for a branch: how long until all are there.")
  static final class Drain extends Bench {
    @Option(
        names = "--payments",
        paramLabel = "N",
        defaultValue = "10000",
        description = "how many wait (default: ${DEFAULT-VALUE})")
    private int payments;

    @Override
    Object measure() throws Exception {
      return new DrainBench(port(), within("--payments", payments, 1, 1_000_000)).run();
    }
  }

  @Command(
      name = "reconcile",
      exitCodeOnInvalidInput = 1,
      mixinStandardHelpOptions = true,
      description = "Two registers matched, beside a bare join, DuckDB and PostgreSQL.")
  static final class Reconcile extends Bench {
    @Option(
        names = "--pairs",
        paramLabel = "N",
        defaultValue = "1000000",
        description = "how many payments (default: ${DEFAULT-VALUE})")
    private int pairs;

    @Option(
        names = "--threads",
        paramLabel = "N",
        description = "how many work at once (default: one a core)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--without-duckdb", description = "leaves DuckDB out")
    private boolean withoutDuckDb;

    @Option(names = "--without-postgres", description = "leaves PostgreSQL, the slowest, out")
    private boolean withoutPostgres;

    @Option(
        names = "--members",
        paramLabel = "N",
        split = ",",
        description = "also clusters of so many processes, with these threads each: 1,2")
    private List<Integer> members = List.of();

    @Override
    Object measure() throws Exception {
      return new ReconcileBench(
              new ReconcileBench.Options(
                  within("--pairs", pairs, 1, 1_000_000_000),
                  within("--threads", threads, 1, 256),
                  !withoutDuckDb,
                  !withoutPostgres,
                  members.stream().map(each -> within("--members", each, 1, 8)).toList()))
          .run();
    }
  }

  @Command(
      name = "reference",
      exitCodeOnInvalidInput = 1,
      mixinStandardHelpOptions = true,
      description = "Reference data into a branch, beside COPY of the same rows.")
  static final class Reference extends Bench {
    @Option(
        names = "--rows",
        paramLabel = "N",
        defaultValue = "1000000",
        description = "of the first load (default: ${DEFAULT-VALUE})")
    private int rows;

    @Option(
        names = "--delta",
        paramLabel = "N",
        defaultValue = "1000",
        description = "rows that a later version changes (default: ${DEFAULT-VALUE})")
    private int delta;

    @Override
    Object measure() throws Exception {
      int loaded = within("--rows", rows, 1_000, 2_000_000);
      return new ReferenceBench(
              new ReferenceBench.Options(port(), loaded, within("--delta", delta, 1, loaded)))
          .run();
    }
  }

  @Command(
      name = "billing",
      exitCodeOnInvalidInput = 1,
      mixinStandardHelpOptions = true,
      description = "A bill run, beside insert-select of its lines in the same PostgreSQL.")
  static final class Billing extends Bench {
    @Option(
        names = "--subscribers",
        paramLabel = "N",
        defaultValue = "100000",
        description = "that are billed (default: ${DEFAULT-VALUE})")
    private int subscribers;

    @Option(
        names = "--lines",
        paramLabel = "N",
        defaultValue = "10",
        description = "of each bill (default: ${DEFAULT-VALUE})")
    private int lines;

    @Override
    Object measure() throws Exception {
      return new BillingBench(
              new BillingBench.Options(
                  port(),
                  within("--subscribers", subscribers, 1, 2_000_000),
                  within("--lines", lines, 1, 100)))
          .run();
    }
  }

  @Command(
      name = "rating",
      exitCodeOnInvalidInput = 1,
      mixinStandardHelpOptions = true,
      description = "A usage file priced and stored, beside COPY of the finished rows.")
  static final class Rating extends Bench {
    @Option(
        names = "--records",
        paramLabel = "N",
        defaultValue = "1000000",
        description = "of the file (default: ${DEFAULT-VALUE})")
    private int records;

    @Option(
        names = "--subscribers",
        paramLabel = "N",
        defaultValue = "100000",
        description = "among whom they are spread (default: ${DEFAULT-VALUE})")
    private int subscribers;

    @Override
    Object measure() throws Exception {
      return new RatingBench(
              new RatingBench.Options(
                  port(),
                  within("--records", records, 1_000, 2_000_000),
                  within("--subscribers", subscribers, 1, 1_000_000)))
          .run();
    }
  }
}
