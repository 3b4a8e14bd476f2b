package org.sbms.central.settlement;

import java.time.Instant;
import java.time.LocalDate;
import org.sbms.contract.Operation;

/** What people, and the calendar, do with a window. */
public interface DecideWindow {

  /** Closes the open window, nets it, and opens the next: clearing never stands still. */
  record CloseWindow(String id) implements Operation<WindowView> {}

  /**
   * Closes it with the lines of settlement days up to one; later ones go into the next window. The
   * same lines, the same windows, whenever it runs.
   *
   * @param due when the calendar would have it closed, and the next one opened
   */
  record CloseWindowThrough(String id, LocalDate day, Instant due)
      implements Operation<WindowView> {}

  /** Agrees to its positions and books them. Who closed it may not. */
  record ApproveWindow(String id) implements Operation<WindowView> {}

  /** Makes the bank's instruction out of its positions. Who approved it may not. */
  record InstructWindow(String id) implements Operation<WindowView> {}
}
