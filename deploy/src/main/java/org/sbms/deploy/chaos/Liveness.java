package org.sbms.deploy.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sbms.contract.NodeId;
import org.sbms.deploy.chaos.History.Asked;
import org.sbms.deploy.chaos.History.Wish;

/** How well those were served who needed nothing of what was broken. */
final class Liveness {
  private static final double GOAL_SHARE = 0.999;
  private static final double GOAL_SECONDS = 2;

  private final List<Outage> outages;
  private final List<Double> receiptSeconds = new ArrayList<>();
  private final Map<String, Integer> failures = new TreeMap<>();
  private long needing;
  private long free;
  private long served;

  private Liveness(List<Outage> outages) {
    this.outages = outages;
  }

  static List<Finding> of(List<Asked> requests, List<Outage> outages) {
    Liveness liveness = new Liveness(outages);
    requests.forEach(liveness::count);
    return liveness.findings();
  }

  private void count(Asked asked) {
    List<Outage> during = outages.stream().filter(outage -> overlaps(outage, asked)).toList();
    boolean needed =
        during.stream()
            .anyMatch(outage ->
                outage.touches(asked.at())
                    || !asked.needs().equals(asked.at())
                        && outage.touches(asked.at(), asked.needs()));
    if (needed) {
      needing++;
      return;
    }
    free++;
    if (asked.served()) {
      served++;
    } else {
      failures.merge(asked.wish() + " at " + asked.at(), 1, Integer::sum);
    }
    if (asked.wish() == Wish.PAY && isDead(during, asked.at(), asked.home())) {
      receiptSeconds.add((asked.endedNanos() - asked.beganNanos()) / 1e9);
    }
  }

  private static boolean overlaps(Outage outage, Asked asked) {
    return outage.fromNanos() < asked.endedNanos() && outage.untilNanos() > asked.beganNanos();
  }

  private static boolean isDead(List<Outage> during, NodeId at, NodeId home) {
    return !at.equals(home) && during.stream().anyMatch(outage -> outage.touches(at, home));
  }

  private List<Finding> findings() {
    double share = free == 0 ? 1 : (double) served / free;
    Finding requests =
        new Finding(
            "L1",
            "requests not needing what was broken",
            share >= GOAL_SHARE,
            "%d of %d served (%.3f %%; goal 99.9 %%); %d more needed it%s"
                .formatted(
                    served, free, share * 100, needing, failures.isEmpty() ? "" : "; " + failures));
    receiptSeconds.sort(null);
    Finding receipts =
        new Finding(
            "L2",
            "receipts for a home out of reach",
            quantile(0.999) <= GOAL_SECONDS,
            "%d receipts: median %.3f s, 99 %% %.3f s, 99.9 %% %.3f s, slowest %.3f s; goal 2 s"
                .formatted(
                    receiptSeconds.size(),
                    quantile(0.5),
                    quantile(0.99),
                    quantile(0.999),
                    quantile(1)));
    return List.of(requests, receipts);
  }

  private double quantile(double share) {
    if (receiptSeconds.isEmpty()) {
      return 0;
    }
    int index = (int) Math.ceil(share * receiptSeconds.size()) - 1;
    return receiptSeconds.get(Math.max(0, index));
  }
}
