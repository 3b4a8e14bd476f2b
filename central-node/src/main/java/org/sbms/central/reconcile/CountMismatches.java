package org.sbms.central.reconcile;

import java.util.Map;
import org.sbms.contract.MismatchKind;
import org.sbms.contract.Operation;

/** Counts the mismatches that are still there. */
public record CountMismatches() implements Operation<CountMismatches.Counts> {

  /**
   * @param unowned how many nobody works on yet
   * @param byAge how many are how old: {@code TODAY}, {@code THREE_DAYS}, {@code OLDER}
   */
  public record Counts(
      long total, long unowned, Map<MismatchKind, Long> byKind, Map<Age, Long> byAge) {}

  /** How long ago a mismatch was found. */
  public enum Age {
    DAY,
    THREE_DAYS,
    OLDER
  }
}
