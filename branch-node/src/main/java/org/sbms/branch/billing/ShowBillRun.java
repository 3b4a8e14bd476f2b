package org.sbms.branch.billing;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.Operation;

/** A run with the accounts that it set aside, at most {@link #MAX_SET_ASIDE}, and its samples. */
public record ShowBillRun(UUID id) implements Operation<ShowBillRun.Shown> {
  static final int MAX_SET_ASIDE = 500;

  public record Sample(String account, SampledBill bill) {}

  /**
   * @param samples of a dry run
   */
  public record Shown(BillRun run, List<BillRuns.SetAside> setAside, List<Sample> samples) {
    public Shown {
      setAside = List.copyOf(setAside);
      samples = List.copyOf(samples);
    }
  }
}
