package org.sbms.reconciliation.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Edge;
import com.hazelcast.jet.core.Inbox;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.core.ProcessorSupplier;
import com.hazelcast.jet.core.Vertex;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/**
 * Work in parts that all members of a cluster do as one Jet job. What a part is only the members
 * know: each offers how to do one. When a member goes, the job is begun again by those that are
 * left and every part comes again, so whoever does parts must know what was done of them.
 */
public final class SharedWork {

  /** How a member does a part. It runs on a thread that may block. */
  @FunctionalInterface
  public interface Worker {
    /**
     * @param task what all parts have in common, as whoever began the job wrote it
     */
    void doPart(String task, long part);
  }

  private SharedWork() {}

  /**
   * Returns when all parts are done.
   *
   * @param job its name; one of that name that still runs is stopped first
   * @param worker under which each member offers its {@link Worker}
   * @param threads of each member
   * @throws IllegalStateException when a part cannot be done
   */
  public static void run(
      HazelcastInstance member,
      String job,
      String worker,
      String task,
      List<Long> parts,
      int threads) {
    stop(member, job);
    Job running =
        member
            .getJet()
            .newJob(
                graph(worker, task, parts, threads),
                new JobConfig()
                    .setName(job)
                    .setProcessingGuarantee(ProcessingGuarantee.NONE)
                    .setAutoScaling(true));
    try {
      running.join();
    } catch (CompletionException | CancellationException failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      throw new IllegalStateException("the cluster could not do " + job, cause);
    }
  }

  /** Its first master has gone and the cluster goes on without it; whoever is master now begins. */
  private static void stop(HazelcastInstance member, String name) {
    Job before = member.getJet().getJob(name);
    if (before == null || before.getStatus().isTerminal()) {
      return;
    }
    try {
      before.cancel();
      before.join();
    } catch (CompletionException | IllegalStateException stopped) {
      // That is what was wanted; or it came to its end by itself.
    }
  }

  private static DAG graph(String worker, String task, List<Long> parts, int threads) {
    List<Long> all = List.copyOf(parts);
    DAG graph = new DAG();
    Vertex source =
        graph.newVertex(
            "parts",
            ProcessorMetaSupplier.forceTotalParallelismOne(
                ProcessorSupplier.of(() -> new Source(all))));
    Vertex workers =
        graph
            .newVertex("work", ProcessorSupplier.of(() -> new Member(worker, task)))
            .localParallelism(threads);
    return graph.edge(Edge.between(source, workers).distributed());
  }

  private static final class Source extends AbstractProcessor {
    private final Traverser<Long> parts;

    Source(List<Long> parts) {
      this.parts = Traversers.traverseIterable(parts);
    }

    @Override
    public boolean complete() {
      return emitFromTraverser(parts);
    }
  }

  private static final class Member extends AbstractProcessor {
    private final String name;
    private final String task;
    private Worker worker = (_, _) -> {};

    Member(String name, String task) {
      this.name = name;
      this.task = task;
    }

    @Override
    public boolean isCooperative() {
      return false;
    }

    @Override
    protected void init(Context context) {
      Object offered = context.hazelcastInstance().getUserContext().get(name);
      if (!(offered instanceof Worker known)) {
        throw new IllegalStateException("this member knows nothing of " + name);
      }
      worker = known;
    }

    /**
     * One part at a time: only between calls is a job stopped, and there may be 1,000 parts here.
     */
    @Override
    public void process(int ordinal, Inbox inbox) {
      if (inbox.peek() instanceof Long part) {
        worker.doPart(task, part);
        inbox.remove();
      }
    }
  }
}
