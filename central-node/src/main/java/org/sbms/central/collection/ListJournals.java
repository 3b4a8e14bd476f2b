package org.sbms.central.collection;

import java.util.List;
import org.sbms.contract.Operation;

/** Shows how far each journal has been collected. */
public record ListJournals() implements Operation<ListJournals.Journals> {

  public record Journals(List<JournalProgress> items) {}
}
