package org.sbms.reconciliation.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.config.EdgeConfig;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Edge;
import com.hazelcast.jet.core.ProcessorSupplier;
import com.hazelcast.jet.core.Vertex;
import com.hazelcast.map.IMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.sbms.reconciliation.register.BadRegisterException;
import org.sbms.reconciliation.register.MatchOptions;
import org.sbms.reconciliation.register.RegisterMatcher;
import org.sbms.reconciliation.register.RegisterReport;
import org.sbms.reconciliation.register.RegisterSide;
import org.sbms.reconciliation.register.RowPage;
import org.sbms.reconciliation.register.SharedRun;

/**
 * One matching on all members of a cluster. All of them must see the files under the same paths. A
 * member that goes, whatever it was doing, has the job begun again by those that are left; the
 * report is that of one process, to the byte.
 */
public final class ClusterMatch {
  /** Pages under way between two processors; a page is up to 32 KiB. */
  private static final int QUEUE = 16;

  private final List<Path> origin;
  private final List<Path> home;
  private final MatchOptions options;
  private final IMap<Integer, byte[]> results;
  private final Job job;

  private ClusterMatch(
      List<Path> origin,
      List<Path> home,
      MatchOptions options,
      IMap<Integer, byte[]> results,
      Job job) {
    this.origin = origin;
    this.home = home;
    this.options = options;
    this.results = results;
    this.job = job;
  }

  /**
   * Waits until all is matched.
   *
   * @param options of each member
   * @throws BadRegisterException as in one process: the first bad row, by file, line and column
   */
  public static RegisterReport match(
      HazelcastInstance member, List<Path> origin, List<Path> home, MatchOptions options)
      throws BadRegisterException, IOException, InterruptedException {
    if (!isReadable(origin) || !isReadable(home)) {
      // It says which is missing, in the same words as ever.
      return RegisterMatcher.match(origin, home, options);
    }
    return start(member, origin, home, options).report();
  }

  static ClusterMatch start(
      HazelcastInstance member, List<Path> origin, List<Path> home, MatchOptions options)
      throws IOException {
    String name = "reconcile-" + UUID.randomUUID();
    SharedRun run = SharedRun.of(origin, home, options);
    JobConfig config =
        new JobConfig()
            .setName(name)
            // Begun again from the start: what is kept is overwritten with the same.
            .setProcessingGuarantee(ProcessingGuarantee.NONE)
            .setAutoScaling(true)
            .registerSerializer(RowPage.class, RowPageSerializer.class);
    IMap<Integer, byte[]> results = member.getMap(name);
    Job job = member.getJet().newJob(graph(run, name), config);
    return new ClusterMatch(origin, home, options, results, job);
  }

  Job job() {
    return job;
  }

  RegisterReport report() throws BadRegisterException, IOException, InterruptedException {
    try {
      job.join();
      return RegisterReport.of(JudgeShare.reports(results), options);
    } catch (CompletionException | CancellationException failure) {
      // Members know that a row is bad, but not which is the first; if none is, it was not that.
      RegisterMatcher.match(origin, home, options).close();
      throw new IOException("the cluster could not match them: " + reason(failure), failure);
    } finally {
      results.destroy();
    }
  }

  private static DAG graph(SharedRun run, String results) {
    DAG graph = new DAG();
    Vertex origins = graph.newVertex("read-origin", reader(run, RegisterSide.ORIGIN));
    Vertex homes = graph.newVertex("read-home", reader(run, RegisterSide.HOME));
    Vertex judge =
        graph.newVertex("judge", ProcessorSupplier.of(() -> new JudgeShare(run, results)));
    for (Vertex vertex : List.of(origins, homes, judge)) {
      vertex.localParallelism(run.threads());
    }
    // All of the origin's rows come before the first of home's.
    return graph
        .edge(toJudge(origins, judge, JudgeShare.ORIGIN).priority(0))
        .edge(toJudge(homes, judge, JudgeShare.ORIGIN + 1).priority(1));
  }

  private static ProcessorSupplier reader(SharedRun run, RegisterSide side) {
    return ProcessorSupplier.of(() -> new ReadShare(run, side));
  }

  private static Edge toJudge(Vertex reader, Vertex judge, int ordinal) {
    return Edge.from(reader)
        .to(judge, ordinal)
        .partitioned(RowPage::part)
        .distributed()
        .setConfig(new EdgeConfig().setQueueSize(QUEUE));
  }

  private static boolean isReadable(List<Path> files) {
    return files.stream().allMatch(java.nio.file.Files::isRegularFile);
  }

  private static String reason(RuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }
}
