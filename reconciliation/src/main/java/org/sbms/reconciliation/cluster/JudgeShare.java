package org.sbms.reconciliation.cluster;

import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.map.IMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.sbms.reconciliation.register.PartReport;
import org.sbms.reconciliation.register.RegisterSide;
import org.sbms.reconciliation.register.RowPage;
import org.sbms.reconciliation.register.ShareJudge;
import org.sbms.reconciliation.register.SharedRun;

/**
 * Judges the parts that fall to this processor and keeps what came of each in the map of results,
 * by its number: a job that is run again overwrites it with the same.
 */
final class JudgeShare extends AbstractProcessor {
  static final int ORIGIN = 0;

  /** What is told must fit in the memory of the members, twice. */
  static final long MAX_MISMATCHES = 4_000_000;

  private final ShareJudge judge;
  private final String results;
  private BiConsumer<Integer, byte[]> keep = (_, _) -> {};
  private long most;
  private long told;

  JudgeShare(SharedRun run, String results) {
    this.judge = new ShareJudge(run);
    this.results = results;
  }

  @Override
  public boolean isCooperative() {
    return false;
  }

  @Override
  protected void init(Context context) {
    most = Math.max(1, MAX_MISMATCHES / context.totalParallelism());
    keep = context.hazelcastInstance().<Integer, byte[]>getMap(results)::set;
  }

  @Override
  protected boolean tryProcess(int ordinal, Object page) {
    judge.take(ordinal == ORIGIN ? RegisterSide.ORIGIN : RegisterSide.HOME, (RowPage) page);
    return true;
  }

  @Override
  public boolean complete() {
    judge.finish(report -> {
      told += report.mismatches().size();
      if (told > most) {
        throw new IllegalStateException(
            "more than %,d mismatches: match these registers in one process, which puts them aside"
                .formatted(MAX_MISMATCHES));
      }
      keep.accept(report.part(), report.toBytes());
    });
    return true;
  }

  @Override
  public void close() throws IOException {
    judge.close();
  }

  /** Everything that was kept. */
  static List<PartReport> reports(IMap<Integer, byte[]> kept) {
    List<PartReport> reports = new ArrayList<>();
    kept.values().forEach(bytes -> reports.add(PartReport.of(bytes)));
    return reports;
  }
}
