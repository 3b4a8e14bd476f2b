package org.sbms.branch.reference;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.sbms.contract.reference.DatasetRow;
import org.sbms.contract.reference.Datasets;

/** Why something is cancelled, refunded, suspended, resumed, terminated or adjusted. */
public final class ReasonCodes {
  private final ReferenceCache.View<List<Reason>> all;

  /** What a reason is for; the name in lower case is the value in the dataset. */
  public enum Kind {
    CANCEL,
    REFUND,
    SUSPEND,
    RESUME,
    TERMINATE,
    ADJUST
  }

  /**
   * @param needsComment whether whoever chooses it must say more
   */
  public record Reason(
      Kind kind, String code, LocalText text, boolean needsComment, DatasetRow row) {}

  ReasonCodes(ReferenceCache cache) {
    all =
        cache.view(Datasets.REASON_CODES, rows -> rows.stream().map(ReasonCodes::reason).toList());
  }

  public List<Reason> of(Kind kind, LocalDate day) {
    return all.get().stream()
        .filter(reason -> reason.kind() == kind && reason.row().holdsOn(day))
        .toList();
  }

  public Optional<Reason> find(Kind kind, String code, LocalDate day) {
    return of(kind, day).stream().filter(reason -> reason.code().equals(code)).findFirst();
  }

  /** What a code says, also one that is no longer given. */
  public Optional<LocalText> text(Kind kind, String code) {
    return all.get().stream()
        .filter(reason -> reason.kind() == kind && reason.code().equals(code))
        .map(Reason::text)
        .findFirst();
  }

  private static Reason reason(DatasetRow row) {
    return new Reason(
        Kind.valueOf(row.get("kind").toUpperCase(java.util.Locale.ROOT)),
        row.get("code"),
        LocalText.of(row, "text"),
        row.flag("needs_comment"),
        row);
  }
}
