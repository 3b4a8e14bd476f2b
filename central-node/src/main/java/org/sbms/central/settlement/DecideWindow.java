package org.sbms.central.settlement;

import org.sbms.contract.Operation;

/** What people do with a window. */
public interface DecideWindow {

  /** Closes the open window, nets it, and opens the next: clearing never stands still. */
  record CloseWindow(String id) implements Operation<WindowView> {}

  /** Agrees to its positions and books them. Who closed it may not. */
  record ApproveWindow(String id) implements Operation<WindowView> {}
}
