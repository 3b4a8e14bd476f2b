package org.sbms.contract.settlement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sbms.contract.BranchCode;
import org.sbms.contract.Money;
import org.sbms.contract.Operation;

/**
 * A branch reads its own part of settlement at central. Which branch that is nobody says in words:
 * it is the one whose certificate brings the question.
 */
public final class OwnWindows {
  public static final String LIST = "list-own-windows";
  public static final String LINES = "list-own-lines";

  /** Windows, and lines, asked for at once. */
  public static final int MAX_AT_ONCE = 1_000;

  private OwnWindows() {}

  /** The latest first. */
  public record ListOwnWindows(int offset, int limit) implements Operation<Found> {}

  public record Found(List<Window> items) {
    public Found {
      items = List.copyOf(items);
    }
  }

  public enum State {
    OPEN,
    CLOSED,
    NETTED,
    APPROVED,
    INSTRUCTED,
    SETTLED;

    /** Whether lines may still be disputed; later a wrong one needs an adjustment. */
    public boolean isDisputable() {
      return this == OPEN || this == NETTED;
    }
  }

  /**
   * A window as one branch sees it.
   *
   * @param lines of the branch that count
   * @param disputed lines of the branch that count nowhere for now, or were taken back
   * @param sums one for each currency; of an open window as they would be now
   */
  public record Window(
      String id,
      State state,
      Instant openedAt,
      Optional<Instant> closedAt,
      long lines,
      long disputed,
      List<Sums> sums) {
    public Window {
      sums = List.copyOf(sums);
    }
  }

  /**
   * Against all other branches together.
   *
   * @param net {@code isOwed - owes}
   */
  public record Sums(Money owes, Money isOwed, Money net) {}

  /**
   * The lines of a window that count, by day and entry.
   *
   * @param kind only lines of that kind; all when empty
   * @param counterparty only lines with that branch; all when empty
   * @param search only lines of that account or transaction; all when empty
   */
  public record ListOwnLines(
      String window, String kind, String counterparty, String search, int offset, int limit)
      implements Operation<Lines> {}

  /**
   * @param window with its sums, which all lines together come to
   */
  public record Lines(Window window, List<Line> items) {
    public Lines {
      items = List.copyOf(items);
    }
  }

  /**
   * A line.
   *
   * @param kind what the amount is for; central may have kinds that this branch has no word for
   * @param homeNumber the entry in the home's journal that it rests on
   * @param correction 0 for what matched first; 1, 2, … for what corrects it in a later window
   * @param note why, where a person made it; whose share it is, where it is a dealer's
   * @param amount what it changes in the branch's net: negative where the branch owes it
   * @param disputable whether it rests on an entry of a journal, and not on two persons' word
   */
  public record Line(
      LocalDate day,
      BranchCode counterparty,
      String kind,
      UUID transactionId,
      String account,
      BranchCode home,
      long homeNumber,
      int correction,
      String note,
      Money amount,
      boolean disputable) {}
}
