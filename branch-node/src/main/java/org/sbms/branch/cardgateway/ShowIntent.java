package org.sbms.branch.cardgateway;

import java.util.List;
import java.util.UUID;
import org.sbms.contract.Operation;

/** One payment by card with what was said of it. */
public record ShowIntent(UUID id) implements Operation<ShowIntent.Story> {
  /**
   * @param events the first ones; no payment has more than a few
   */
  public record Story(Intent intent, List<CardEvent> events) {}
}
