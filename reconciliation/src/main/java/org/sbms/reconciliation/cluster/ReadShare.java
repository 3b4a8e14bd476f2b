package org.sbms.reconciliation.cluster;

import com.hazelcast.jet.core.AbstractProcessor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.sbms.reconciliation.register.RegisterSide;
import org.sbms.reconciliation.register.RowPage;
import org.sbms.reconciliation.register.ShareReader;
import org.sbms.reconciliation.register.SharedRun;

/** Reads this processor's share of a side, no faster than judges take it. It blocks on files. */
final class ReadShare extends AbstractProcessor {
  private final SharedRun run;
  private final RegisterSide side;

  /** The pages that one chunk filled; at the end, one of each part. */
  private final Queue<RowPage> pages = new ArrayDeque<>();

  private Optional<ShareReader> reader = Optional.empty();
  private boolean allRead;

  ReadShare(SharedRun run, RegisterSide side) {
    this.run = run;
    this.side = side;
  }

  @Override
  public boolean isCooperative() {
    return false;
  }

  @Override
  protected void init(Context context) throws IOException {
    int shares = context.totalParallelism();
    reader =
        Optional.of(new ShareReader(run, side, context.globalProcessorIndex(), shares, pages::add));
  }

  @Override
  public boolean complete() {
    while (true) {
      for (RowPage page = pages.peek(); page != null; page = pages.peek()) {
        if (!tryEmit(page)) {
          return false;
        }
        pages.remove();
      }
      if (allRead) {
        return true;
      }
      allRead = !reader.orElseThrow().advance();
    }
  }

  @Override
  public void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
    }
  }
}
