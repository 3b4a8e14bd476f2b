package org.sbms.central.settlement;

import java.util.List;
import org.sbms.contract.Operation;

/** Shows windows, the latest first. */
public record ListWindows(int offset, int limit) implements Operation<ListWindows.Windows> {

  public record Windows(List<WindowView> items) {}
}
